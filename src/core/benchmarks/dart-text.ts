import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';
import { toNs } from './time-units.ts';

const RESULT = /^(\S.*)\((\w+)\): ([\d.,eE+-]+) ([^\s.]+)\.?\s*$/;

/** What Dart's benchmark_harness prints. */
export const dartText = textImporter({
  format: 'dart',
  title: "text of Dart's benchmark_harness",
  keeps: 'each measure in its unit (times in ns); repeats as raw samples',
  shape: 'lines `name(RunTime): N us.`',
  detect: (lines) => lines.some((line) => /\(RunTime\w*\): /.test(line) && RESULT.test(line)),
  read(lines, into) {
    for (const [i, line] of lines.entries()) {
      const match = RESULT.exec(line);
      if (match === null) {
        if (/\(RunTime\w*\): /.test(line)) throw new Refusal(`expected "name(RunTime): N us.", got "${line.slice(0, 100)}"`, i + 1);
        continue;
      }
      const [, name = '', measure = '', digits = '', unit = ''] = match;
      const ns = toNs(Number(digits), unit);
      const metric = measure === 'RunTime' ? 'time' : measure;
      into.add(name, ns === undefined ? { metric, unit, value: Number(digits) } : { metric, unit: 'ns', value: ns }, i + 1);
    }
  },
});
