import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';
import { toNs } from './time-units.ts';

const SUCCESS = /^SUCCESS: (.+?)\s*:\s*([\d.]+)(ns|us|μs|µs|ms|s)\s+\+\/-\s+([\d.]+)% on (.+?)\s*$/;
const FAILED = /^(?:FAILED|FAILURE|ERROR): (.+?)\s*(?::.*)?$/;
const ROW = /^(.+?)\s*\|\s*([\d.]+)(ns|us|μs|µs|ms|s)\s*\|\s*([\d.]+)(ns|us|μs|µs|ms|s)\s*\|\s*([\d.]+%|-+)\s*\|\s*(.+?)\s*$/;

/** What Luau's `bench.py` prints. Where it printed its table, the table counts: it says the same and more. */
export const benchmarkLuau = textImporter({
  format: 'luau',
  aliases: ['benchmarkluau'],
  title: "text of Luau's bench.py",
  keeps: 'time in ns: mean, min, relative sd; the total; failed benchmarks',
  shape: 'lines `SUCCESS: name : N ms +/- N% on driver`, or the table `Test | Min | Average | StdDev%`',
  detect: (lines) => lines.some((line) => line.startsWith('SUCCESS: ') && SUCCESS.test(line)) || lines.some(isHeader),
  read(lines, into) {
    const table = lines.findIndex(isHeader);
    for (const [i, line] of lines.entries()) {
      const failed = FAILED.exec(line);
      if (failed !== null) into.unmeasured(failed[1] ?? '', 'it failed', i + 1);
      const match = table < 0 ? SUCCESS.exec(line) : i > table ? ROW.exec(line) : null;
      if (match === null) {
        if (table < 0 && line.startsWith('SUCCESS: '))
          throw new Refusal(`expected "SUCCESS: name : N ms +/- N% on driver", got "${line.slice(0, 100)}"`, i + 1);
        continue;
      }
      const row = table < 0 ? { name: match[1], mean: [match[2], match[3]], min: undefined, sd: match[4] } : rowOf(match);
      const name = row.name ?? '';
      const range = row.sd === undefined ? {} : { range: `± ${row.sd} %` };
      into.addMaybe(name, { metric: 'time', unit: 'ns', value: toNs(Number(row.mean[0]), row.mean[1] ?? ''), aggregate: 'mean', ...range }, i + 1);
      if (row.min !== undefined)
        into.addMaybe(
          name,
          { metric: 'time min', unit: 'ns', value: toNs(Number(row.min[0]), row.min[1] ?? ''), aggregate: 'min', of: 'time' },
          i + 1,
        );
      if (row.sd !== undefined)
        into.add(name, { metric: 'time cv', unit: 'ratio', value: Number(row.sd) / 100, aggregate: 'cv', of: 'time', direction: 'smaller' }, i + 1);
    }
  },
});

const isHeader = (line: string): boolean => /^Test\s*\|\s*Min\s*\|\s*Average\s*\|/.test(line);

function rowOf(match: RegExpExecArray) {
  const sd = match[6]?.endsWith('%') === true ? match[6].slice(0, -1) : undefined;
  return { name: match[1], min: [match[2], match[3]], mean: [match[4], match[5]], sd };
}
