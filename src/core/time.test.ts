import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, formatDuration, parseDuration, parseStamp } from './time.ts';

test.each([
  ['500ms', 500],
  ['90s', 90_000],
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['2d', 172_800_000],
  ['35d', 35 * DAY_MS],
])('%s is a span', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  '',
  '30',
  's',
  '-5m',
  '0s',
  '35d1ms',
  'NaN',
  'Infinitys',
  '1e3s',
  ' 5m',
  '5 m',
  '5M',
  '1h 30m',
  '.5h',
  '5.h',
  `${'9'.repeat(400)}s`,
  'P1D',
])('"%s" is none', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each([
  [0, '0ms'],
  [999, '999ms'],
  [1_500, '1.5s'],
  [30_000, '30s'],
  [90_000, '1m30s'],
  [3_599_600, '1h'],
  [5_400_000, '1h30m'],
  [90_061_000, '1d1h'],
  [DAY_MS - 1, '1d'],
  [-90_000, '-1m30s'],
])('%d ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('what is written can be read, and is off by less than half of the smaller unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 34 * DAY_MS }), (ms) => {
      const read = parseDuration(formatDuration(ms));
      expect(read).toBeDefined();
      // Two units: the worst case is a day with hours, half an hour in a day.
      expect(Math.abs((read ?? 0) - ms)).toBeLessThanOrEqual(Math.max(50, ms / 47));
    }),
  );
});

test.each([
  ['2026-11-21T03:33:25Z', 1_795_232_005_000],
  ['2026-11-21T04:33:25+01:00', 1_795_232_005_000],
  ['0001-01-01T00:00:00Z', undefined],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
  [1_795_232_005_000, undefined],
])('the stamp %s', (stamp, at) => {
  expect(parseStamp(stamp)).toBe(at);
});
