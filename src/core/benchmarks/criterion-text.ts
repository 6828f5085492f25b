import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';
import { toNs } from './time-units.ts';

const RESULT = /^(.*?)\s*\b(time|thrpt):\s+\[([\d.]+) (\S+) ([\d.]+) (\S+) ([\d.]+) (\S+)\]\s*$/;
const LOOKS_LIKE = /(^|\s)(time|thrpt):\s+\[/;
/** A throughput's prefix: criterion counts bytes in 1024 (`KiB/s`) and elements in 1000 (`Kelem/s`). */
const RATE = /^([KMGT]?)(i?)(B|bits|elem)\/s$/;
const NOISE = /^(Benchmarking |Found \d+ outliers|\s*\d+ \(\d|Warning:|\s+change:|\s+Running |test |running )/;

/** What criterion.rs prints for people. The change that it prints is against its own last run and is left to criterion. */
export const criterionText = textImporter({
  format: 'criterion',
  aliases: ['criterion-text'],
  title: 'text of criterion.rs',
  keeps: "time and throughput in ns, B/s and elem/s with criterion's interval; repeats as raw samples",
  shape: 'a line `time: [low estimate high]`',
  detect: (lines) => lines.some((line) => line.includes('time:') && RESULT.test(line)),
  read(lines, into) {
    let candidate = '';
    let current = '';
    for (const [i, line] of lines.entries()) {
      const match = line.includes('[') ? RESULT.exec(line) : null;
      if (match === null && LOOKS_LIKE.test(line) && !/%\s+[+-]?[\d.]+%/.test(line)) {
        throw new Refusal(`expected "time: [low estimate high]", got "${line.trim().slice(0, 100)}"`, i + 1);
      }
      if (match === null) {
        if (/^Benchmarking /.test(line)) candidate = line.slice(13).replace(/: (Warming up|Collecting|Analyzing).*$/, '');
        else if (line.trim() !== '' && !NOISE.test(line)) candidate = line.trim();
        continue;
      }
      const [, name = '', kind, ...numbers] = match;
      // Of the lines below a time, those indented (throughput, change) belong to the same benchmark.
      if (kind === 'time') current = name.trim() === '' ? candidate : name.trim();
      const [low, value, high] = [0, 2, 4].map((at) => scaled(Number(numbers[at]), numbers[at + 1] ?? ''));
      if (low === undefined || value === undefined || high === undefined || low.unit !== value.unit || high.unit !== value.unit) {
        throw new Refusal(`three values in one unit were expected, got "${line.trim().slice(0, 100)}"`, i + 1);
      }
      const interval = { low: low.value, high: high.value, level: 0.95 };
      const metric = kind === 'time' ? { metric: 'time', aggregate: 'mean' as const } : { metric: 'throughput', of: 'time' };
      into.add(current, { ...metric, unit: value.unit, value: value.value, interval }, i + 1);
      if (kind === 'time') candidate = '';
    }
  },
});

function scaled(value: number, unit: string): { readonly value: number; readonly unit: string } {
  const ns = toNs(value, unit);
  if (ns !== undefined) return { value: ns, unit: 'ns' };
  const rate = RATE.exec(unit);
  if (rate === null) return { value, unit };
  const power = 'KMGT'.indexOf(rate[1] || '?') + 1;
  return { value: value * (rate[2] === 'i' ? 1024 : 1000) ** power, unit: `${rate[3]}/s` };
}
