import { textImporter } from './text-importer.ts';
import { toNs } from './time-units.ts';

const RESULT = /^(.+): ([\d.]+)\s?(ms|s)( - timer ended)?\s*$/;
const LONG = /^(.+): (?:(\d+):)?(\d+):([\d.]+) \((?:h:mm|m):ss(?:\.mmm)?\)\s*$/;

/** What `console.timeEnd` prints in browsers and in Node. */
export const consoleTime = textImporter({
  format: 'console-time',
  aliases: ['js-time'],
  title: 'text of console.timeEnd',
  keeps: 'time in ns; repeats as raw samples',
  shape: 'a line `label: N ms - timer ended`, or nothing but lines `label: N ms`',
  detect: (lines) => {
    const filled = lines.filter((line) => line.trim() !== '');
    return (
      filled.some((line) => RESULT.exec(line)?.[4] !== undefined) ||
      (filled.length > 0 && filled.every((line) => RESULT.test(line) || LONG.test(line)))
    );
  },
  read(lines, into) {
    for (const [i, line] of lines.entries()) {
      const match = RESULT.exec(line);
      const long = LONG.exec(line);
      if (match !== null) into.addMaybe(match[1] ?? '', { metric: 'time', unit: 'ns', value: toNs(Number(match[2]), match[3] ?? '') }, i + 1);
      else if (long !== null) {
        const seconds = (Number(long[2] ?? 0) * 60 + Number(long[3])) * 60 + Number(long[4]);
        into.add(long[1] ?? '', { metric: 'time', unit: 'ns', value: seconds * 1e9 }, i + 1);
      }
    }
  },
});
