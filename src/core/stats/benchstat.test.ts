import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quantile } from './quantile.ts';
import { quantileInterval } from './quantile-interval.ts';
import { sortSamples } from './sorted-samples.ts';

const FOLDER = join(import.meta.dirname, '../../../../shared/data/benchmarks/golang-perf');
const absent = !existsSync(FOLDER);
if (absent) console.warn('benchstat.test.ts: ../shared/data is absent, nothing is compared with benchstat');

const SCALE: Readonly<Record<string, number>> = { n: 1, µ: 1e3, m: 1e6 };

/** What benchstat printed: by file and benchmark the median in ns and the reach of its interval in per cent. That output holds no deltas and no p. */
function printed(): readonly (readonly [file: string, name: string, median: string, nanoseconds: number, reach: number])[] {
  let file = '';
  let seconds = false;
  return readFileSync(join(FOLDER, 'crcOldNew.stdout'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      file = /(crc-\w+\.txt)/.exec(line)?.[1] ?? file;
      if (/sec\/op|B\/s/.test(line)) seconds = line.includes('sec/op');
      const [, name, median, unit, reach] = /^(CRC32\S+)\s+([\d.]+)([nµm])? ± (\d+)%$/.exec(line.trimEnd()) ?? [];
      if (!seconds || name === undefined || median === undefined) return [];
      return [[file, name, median, Number(median) * (SCALE[unit ?? ''] ?? 1e9), Number(reach)] as const];
    });
}

function measured(file: string, name: string): number[] {
  return readFileSync(join(FOLDER, file), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, found, value] = /^Benchmark(\S+)\s+\d+\s+([\d.]+) ns\/op/.exec(line) ?? [];
      return found === name ? [Number(value)] : [];
    });
}

describe.skipIf(absent)('medians and their intervals', () => {
  it('are those that benchstat printed for crc-old.txt and crc-new.txt', () => {
    const rows = printed();
    expect(rows).toHaveLength(72);
    for (const [file, name, text, nanoseconds, reach] of rows) {
      const sorted = sortSamples(measured(file, name));
      if (sorted === undefined) throw new Error(`no values of ${name}`);
      const digits = text.replace('.', '').replace(/^0+/, '').length;
      const median = quantile(sorted, 0.5);
      expect(Math.abs(median / nanoseconds - 1), `${file} ${name}`).toBeLessThan(0.51 * 10 ** (1 - digits));
      const interval = quantileInterval(sorted, 0.5);
      const far = Math.max(...(interval ?? []).map((end) => Math.abs(end - median))) / median;
      expect(Math.round(100 * far), `${file} ${name}`).toBe(reach);
    }
  });
});
