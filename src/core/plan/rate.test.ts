import { expect, test } from 'vitest';
import { inRuns, parseRate } from './rate.ts';

test.each([
  ['10/min', 10, 60_000],
  ['10 / min', 10, 60_000],
  ['10 runs/min', 10, 60_000],
  ['1 run/minute', 1, 60_000],
  ['1/m', 1, 60_000],
  ['0.5/s', 0.5, 1_000],
  ['100/h', 100, 3_600_000],
  ['1/day', 1, 86_400_000],
  ['1/d', 1, 86_400_000],
  ['500/10s', 500, 10_000],
  ['3/1h30m', 3, 5_400_000],
])('%s', (text, count, perMs) => {
  expect(parseRate(text)).toEqual({ ok: true, rate: { count, perMs } });
});

test.each([
  ['10', 'form'],
  ['', 'form'],
  ['/min', 'form'],
  ['10/', 'form'],
  ['10/fortnight', 'form'],
  ['10/constructor', 'form'],
  ['-1/s', 'form'],
  ['NaN/s', 'form'],
  ['Infinity/s', 'form'],
  ['1e3/s', 'form'],
  ['10/0s', 'form'],
  ['10/min/s', 'form'],
  ['0/s', 'range'],
  ['51/s', 'range'],
  ['501/10s', 'range'],
  ['0.9/day', 'range'],
  ['1/2d', 'range'],
  ['10 apples/min', 'form'],
  ['12801 jobs/s', 'range'],
])('%s is refused: %s', (text, why) => {
  expect(parseRate(text)).toEqual({ ok: false, why });
});

test('a rate of jobs is one of runs, divided by the jobs that each run has', () => {
  const parsed = parseRate('1000 jobs/min');
  expect(parsed).toEqual({ ok: true, rate: { count: 1_000, perMs: 60_000, of: 'jobs' } });
  expect(parsed.ok && inRuns(parsed.rate, 250)).toEqual({ count: 4, perMs: 60_000 });
  expect(inRuns({ count: 4, perMs: 60_000 }, 250)).toEqual({ count: 4, perMs: 60_000 });
});
