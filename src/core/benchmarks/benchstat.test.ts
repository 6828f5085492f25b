import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REAL_FILES, readFrom } from '../../../test/support/benchmark-files.ts';
import { exactTiedMannWhitney } from '../stats/exact-tied-mann-whitney.ts';
import { quantileInterval } from '../stats/quantile-interval.ts';
import { type SortedSamples, sortSamples } from '../stats/sorted-samples.ts';
import { medianOf } from './median.ts';

const PRESENT = existsSync(new URL('golang-perf/', REAL_FILES));
if (!PRESENT) console.warn('skipped: benchstat files (../shared/data/benchmarks/golang-perf) are not on this machine');

const SCALES: Readonly<Record<string, number>> = { n: 1e-9, µ: 1e-6, m: 1e-3, '': 1, Mi: 2 ** 20, Gi: 2 ** 30 };

/** Raw values of a metric by the benchmark's name without package and prefix, in benchstat's base units. */
function samplesOf(file: string, metric: string, factor: number): Map<string, SortedSamples> {
  const answer = readFrom(REAL_FILES, `golang-perf/${file}`);
  const benchmarks = answer.ok ? answer.set.benchmarks : [];
  return new Map(
    benchmarks.map(({ name, metrics }) => {
      const sorted = sortSamples((metrics.find((each) => each.metric === metric)?.samples ?? []).map((value) => value * factor));
      return [name.replace(/^.*\.Benchmark/, ''), sorted!] as const;
    }),
  );
}

describe.skipIf(!PRESENT)('what benchstat printed of the same files', () => {
  const printed = PRESENT ? readFileSync(new URL('golang-perf/crcOldNew.stdout', REAL_FILES), 'utf8') : '';
  // Four tables: old and new, each in sec/op and B/s.
  const tables = printed.split(/^\s+│ crc-\w+\.txt\s+│$/m).slice(1);
  const inputs = [
    ['crc-old.txt', 'ns/op', 1e-9],
    ['crc-old.txt', 'MB/s', 1e6],
    ['crc-new.txt', 'ns/op', 1e-9],
    ['crc-new.txt', 'MB/s', 1e6],
  ] as const;

  it.each(inputs.map(([file, metric, factor], at) => ({ file, metric, factor, at })))(
    '$file, $metric: medians, spread and geometric mean',
    ({ file, metric, factor, at }) => {
      const samples = samplesOf(file, metric, factor);
      const rows = [...(tables[at] ?? '').matchAll(/^(CRC32\S+)\s+([\d.]+)(\D*?) ± +(\d+)%$/gm)];
      expect(rows).toHaveLength(36);
      for (const [, name = '', digits = '', scale = '', spread] of rows) {
        const values = samples.get(name)!;
        const median = medianOf(values);
        // Four digits are printed; half a unit of the last one is rounding.
        expect(Math.abs(median / (SCALES[scale] ?? Number.NaN) / Number(digits) - 1)).toBeLessThan(6e-4);
        const [low, high] = quantileInterval(values, 0.5)!;
        expect(Math.round((Math.max(median - low, high - median) / median) * 100)).toBe(Number(spread));
      }
      const [, digits = '', scale = ''] = /^geomean\s+([\d.]+)([^\d\n]*)$/m.exec(tables[at] ?? '') ?? [];
      const logs = [...samples.values()].map((values) => Math.log(medianOf(values)));
      const geomean = Math.exp(logs.reduce((sum, each) => sum + each, 0) / logs.length);
      expect(geomean / (SCALES[scale.trim()] ?? Number.NaN) / Number(digits)).toBeCloseTo(1, 3);
    },
  );

  it("the deltas and p values of the comparison in benchstat's documentation", () => {
    // pkg.go.dev/golang.org/x/perf/cmd/benchstat: json 1.718µ → 1.423µ, −17.20 % (p=0.000 n=10); gob 3.066µ → 3.070µ, ~ (p=0.446 n=10).
    const [before, after] = [samplesOf('old.txt', 'ns/op', 1), samplesOf('new.txt', 'ns/op', 1)];
    const compare = (name: string) => {
      const [old, now] = [before.get(name)!, after.get(name)!];
      return { old: medianOf(old), now: medianOf(now), delta: medianOf(now) / medianOf(old) - 1, p: exactTiedMannWhitney(old, now, 'different') };
    };
    const [json, gob] = [compare('Encode/format=json-48'), compare('Encode/format=gob-48')];
    expect([json.old, json.now, gob.old, gob.now]).toEqual([1718, 1422.5, 3065.5, 3070]);
    expect(json.delta.toFixed(4)).toBe('-0.1720');
    expect(json.p.toFixed(3)).toBe('0.000');
    expect(gob.p.toFixed(3)).toBe('0.446');
  });
});
