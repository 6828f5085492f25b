import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';

const HEADER = /^\s+user\s+system\s+total\s+real\s*$/;
const ROW = /^(.*?\S)\s+(\d+\.\d+)\s+(\d+\.\d+)\s+(\d+\.\d+) \(\s*(\d+\.\d+)\)\s*$/;
const IPS = /^\s*(\S.*?)\s+([\d.]+)\s?([kMBTQ]?) \(±\s?([\d.]+)%\) i\/s\b/;
const POWERS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['k', 1e3],
  ['M', 1e6],
  ['B', 1e9],
  ['T', 1e12],
  ['Q', 1e15],
]);

/** The table of Ruby's Benchmark module. */
export const rubyBenchmark = textImporter({
  format: 'ruby',
  aliases: ['ruby-benchmark'],
  title: "text of Ruby's Benchmark",
  keeps: 'real, user, system and total time in s; repeats as raw samples',
  shape: 'the header `user system total real`',
  detect: (lines) => lines.some((line) => HEADER.test(line)),
  read(lines, into) {
    let begun = false;
    for (const [i, line] of lines.entries()) {
      begun ||= HEADER.test(line);
      const match = begun ? ROW.exec(line) : null;
      if (match === null) {
        if (begun && /\(\s*[\d.]+\)\s*$/.test(line))
          throw new Refusal(`expected "label user system total (real)", got "${line.slice(0, 100)}"`, i + 1);
        continue;
      }
      const name = (match[1] ?? '').replace(/:$/, '');
      into.add(name, { metric: 'real', unit: 's', value: Number(match[5]) }, i + 1);
      for (const [at, metric] of ['user', 'system', 'total'].entries()) into.add(name, { metric, unit: 's', value: Number(match[at + 2]) }, i + 1);
    }
  },
});

/** What Ruby's benchmark-ips prints. */
export const rubyIps = textImporter({
  format: 'ruby-ips',
  aliases: ['benchmark-ips'],
  title: 'text of benchmark-ips (Ruby)',
  keeps: 'iterations a second with their spread; repeats as raw samples',
  shape: 'lines `name  N (± N%) i/s`',
  detect: (lines) => lines.some((line) => line.includes('i/s') && IPS.test(line)),
  read(lines, into) {
    for (const [i, line] of lines.entries()) {
      const match = IPS.exec(line);
      if (match === null) continue;
      const value = Number(match[2]) * (POWERS.get(match[3] ?? '') ?? Number.NaN);
      into.add(match[1] ?? '', { metric: 'throughput', unit: 'i/s', value, direction: 'bigger', range: `± ${match[4]} %` }, i + 1);
    }
  },
});
