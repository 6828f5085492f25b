import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';
import { toNs } from './time-units.ts';

const RESULT = /^test (.+?)\s+\.\.\. bench:\s+([\d,.]+) (\S+?)(?: \(\+\/- ([\d,.]+)\))?(?: = ([\d,.]+) (\S+))?\s*$/;
const OUTCOME = /^test (.+?)\s+\.\.\. (FAILED|failed)\b/;

/** Text of libtest's `cargo bench`, which criterion writes too with `--output-format bencher`. */
export const cargoBench = textImporter({
  format: 'cargo',
  aliases: ['rust-bench'],
  title: 'text of cargo bench',
  keeps: 'value with its spread (times in ns/iter), throughput, repeats as raw samples; failed benchmarks',
  shape: 'a line `test name ... bench: N ns/iter (+/- N)`',
  detect: (lines) => lines.some((line) => line.startsWith('test ') && line.includes(' ... bench:')),
  read(lines, into) {
    for (const [i, line] of lines.entries()) {
      const failed = OUTCOME.exec(line);
      if (failed !== null) into.unmeasured(failed[1] ?? '', 'it failed', i + 1);
      if (!line.startsWith('test ') || !line.includes(' ... bench:')) continue;
      const match = RESULT.exec(line);
      if (match === null) throw new Refusal(`expected "bench: N unit/iter (+/- N)", got "${line.slice(line.indexOf('bench:'), 200)}"`, i + 1);
      const [, name = '', value = '', unit = '', spread, rate, rateUnit = ''] = match;
      const time = unit.endsWith('/iter') ? toNs(plain(value), unit.slice(0, -5)) : undefined;
      const range = spread === undefined ? {} : { range: `± ${spread}${time === undefined ? '' : ` ${unit}`}` };
      if (time !== undefined) into.add(name, { metric: 'time', unit: 'ns/iter', value: time, aggregate: 'median', ...range }, i + 1);
      else into.add(name, { metric: 'value', unit, value: plain(value), aggregate: 'median', ...range }, i + 1);
      if (rate !== undefined) into.add(name, { metric: 'throughput', unit: rateUnit, value: plain(rate), of: 'time' }, i + 1);
    }
  },
});

const plain = (digits: string): number => Number(digits.replaceAll(',', ''));
