import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from '../../../test/support/hostile-text.ts';
import { stripControls } from './controls.ts';
import { csvField, csvLine } from './csv.ts';

test.each([
  ['=cmd()', "'=cmd()"],
  ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ['+1', "'+1"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "' =1"],
  ['\r=1', "' =1"],
  [' =1', "' =1"],
  ['\u0000=1', "'=1"],
  ['＝1', "'＝1"],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['a;b', '"a;b"'],
  ['two\nlines', 'two lines'],
  ['simple.yml', 'simple.yml'],
  ['', ''],
])('the text %j becomes the field %j', (text, expected) => {
  expect(csvField(text)).toBe(expected);
});

test('numbers stay numbers, also below zero; what is not measured is empty', () => {
  expect([csvField(-1.5), csvField(0), csvField(1e21), csvField(undefined)]).toEqual(['-1.5', '0', '1e+21', '']);
  expect(() => csvField(Number.NaN)).toThrow('finite number, got NaN');
});

test('a real parser reads back every field, and none of them begins a formula', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(hostileText, hostileText, fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1, maxLength: 5 }),
      (rows) => {
        const parsed: string[][] = parse([['a', 'b', 'n'], ...rows].map(csvLine).join(''), { relax_column_count: false, record_delimiter: '\r\n' });
        expect(parsed).toHaveLength(rows.length + 1);
        for (const [i, [a, b, n]] of rows.entries()) {
          const [first = '', second = '', third = ''] = parsed[i + 1] ?? [];
          for (const [field, text] of [
            [first, a],
            [second, b],
          ] as const) {
            expect(field).not.toMatch(/^[\s]*[=+\-@\t\r]/);
            expect(field.replace(/^'/, '')).toBe(stripControls(text).replace(/^'/, ''));
          }
          expect(Number(third)).toBe(n === 0 ? 0 : n);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
