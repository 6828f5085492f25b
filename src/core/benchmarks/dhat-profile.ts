import type { Collection } from './collect.ts';
import { isObject } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import { textImporter } from './text-importer.ts';

/** Members of a program point, with what their sum over all points is called in dhat's own text. */
const SUMS = [
  ['tb', 'total bytes', 'B'],
  ['tbk', 'total blocks', 'blocks'],
  ['gb', 'bytes at the peak', 'B'],
  ['gbk', 'blocks at the peak', 'blocks'],
  ['eb', 'bytes at the end', 'B'],
  ['ebk', 'blocks at the end', 'blocks'],
  ['rb', 'bytes read', 'B'],
  ['wb', 'bytes written', 'B'],
] as const;

/** dhat's profile, of Valgrind or of the Rust crate: the sums over all places that allocate. */
export const dhatProfile = jsonImporter({
  format: 'dhat',
  title: 'a dhat-heap.json of dhat',
  keeps: 'total, peak and final bytes and blocks, bytes read and written, exact; the command is the name',
  shape: '`dhatFileVersion` and `pps`',
  repeats: 'refused',
  detect: (json) => isObject(json) && Object.hasOwn(json, 'dhatFileVersion') && Array.isArray(json.pps),
  read(document, into) {
    const name = document.get('cmd').maybeText() ?? 'dhat';
    const points = document.get('pps').items();
    const heap = document.get('mode').value !== 'ad-hoc';
    for (const [key, metric, unit] of SUMS) {
      const values = points.map((point) => point.get(key).maybeNumber());
      if (points.length > 0 && values.every((value) => value === undefined)) continue;
      if (points.length === 0 && !/^[tge]b/.test(key)) continue;
      const value = values.reduce<number>((sum, each) => sum + (each ?? 0), 0);
      const names = heap
        ? { metric, unit }
        : { metric: metric.replace('bytes', 'units').replace('blocks', 'events'), unit: unit === 'B' ? 'units' : 'events' };
      into.add(name, { ...names, value, direction: 'smaller', exact: true });
    }
  },
});

const LINE = /^(?:dhat: |==\d+== )(Total|At t-gmax|At t-end|Reads|Writes):\s+([\d,]+) (bytes|units)(?: in ([\d,]+) (blocks|events))?/;
const NAMES: ReadonlyMap<string, string> = new Map([
  ['Total', 'total bytes'],
  ['At t-gmax', 'bytes at the peak'],
  ['At t-end', 'bytes at the end'],
  ['Reads', 'bytes read'],
  ['Writes', 'bytes written'],
]);

/** What dhat prints at the end. */
export const dhatText = textImporter({
  format: 'dhat-text',
  title: 'text of dhat',
  keeps: 'total, peak and final bytes and blocks, bytes read and written, exact; repeats as raw samples',
  shape: 'lines `dhat: Total: N bytes in N blocks` (or `==pid== Total:`)',
  detect: (lines) => lines.some((line) => LINE.test(line)),
  read(lines, into) {
    for (const [i, line] of lines.entries()) {
      const match = LINE.exec(line);
      if (match !== null) addLine(into, match, i + 1);
    }
  },
});

function addLine(into: Collection, match: RegExpExecArray, line: number): void {
  const [, what = '', amount = '', unit = '', count, things = ''] = match;
  const metric = NAMES.get(what) ?? what;
  const number = (digits: string): number => Number(digits.replaceAll(',', ''));
  into.add(
    'dhat',
    { metric: metric.replace('bytes', unit), unit: unit === 'bytes' ? 'B' : unit, value: number(amount), direction: 'smaller', exact: true },
    line,
  );
  if (count !== undefined)
    into.add('dhat', { metric: metric.replace('bytes', things), unit: things, value: number(count), direction: 'smaller', exact: true }, line);
}
