import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';

const RESULT = /^(.+) x ([\d,.]+) ops\/sec ±([\d.]+)% \((\d+) runs? sampled\)\s*$/;

/** What benchmark.js prints for each cycle. */
export const benchmarkJs = textImporter({
  format: 'benchmarkjs',
  aliases: ['benchmark.js'],
  title: 'text of benchmark.js',
  keeps: 'ops/sec with its margin of error and the number of runs; repeats as raw samples',
  shape: 'a line `name x N ops/sec ±N% (N runs sampled)`',
  detect: (lines) => lines.some((line) => line.includes(' ops/sec ±') && RESULT.test(line)),
  read(lines, into) {
    for (const [i, line] of lines.entries()) {
      const match = RESULT.exec(line);
      if (match === null) {
        if (line.includes(' ops/sec ±'))
          throw new Refusal(`expected "name x N ops/sec ±N% (N runs sampled)", got "${line.trim().slice(0, 100)}"`, i + 1);
        continue;
      }
      const [, name = '', value = '', margin = '', runs] = match;
      into.add(
        name,
        {
          metric: 'throughput',
          unit: 'ops/sec',
          value: Number(value.replaceAll(',', '')),
          aggregate: 'mean',
          n: Number(runs),
          range: `± ${margin} %`,
        },
        i + 1,
      );
    }
  },
});
