import { expect, test } from 'vitest';
import type { Arrivals } from '../plan/plan.ts';
import { impossibleRate, mostPerMinute } from './impossible-rate.ts';

const perMinute = (count: number) => ({ count, perMs: 60_000 });
const bursts = (sizes: number[], everyMs: number): Arrivals => ({ model: 'open', shape: 'bursts', sizes, everyMs });
const trace = (...offsetsMs: number[]): Arrivals => ({ model: 'open', shape: 'trace', source: 'x', offsetsMs });

test('what one token can send: by the spacing, and never more than 180 a minute', () => {
  expect([1_000, 500, 340, 100].map((spacingMs) => mostPerMinute(spacingMs))).toEqual([60, 120, 60_000 / 340, 180]);
});

test('a server without limits leaves the spacing only', () => {
  expect(mostPerMinute(20, Number.POSITIVE_INFINITY)).toBe(3_000);
  const fast: Arrivals = { model: 'open', shape: 'constant', rate: perMinute(600), durationMs: 120_000 };
  expect(impossibleRate(fast, 20)?.message).toContain('one token can send 180');
  expect(impossibleRate(fast, 20, Number.POSITIVE_INFINITY)).toBeUndefined();
});

test.each<[string, Arrivals, string | undefined]>([
  ['as fast as it can', { model: 'open', shape: 'constant', rate: perMinute(60), durationMs: 60_000 }, undefined],
  ['two runs are no rate', { model: 'open', shape: 'constant', rate: perMinute(600), durationMs: 200 }, undefined],
  [
    'a ramp above it',
    { model: 'open', shape: 'segments', segments: [{ from: perMinute(1), to: perMinute(90), durationMs: 600_000 }], spacing: 'even' },
    'asks for 90 runs a minute at its peak, and one token can send 60',
  ],
  [
    'a search above it',
    { model: 'adaptive', shape: 'search', search: { initial: perMinute(1), maxRate: perMinute(90), slo: [] } },
    'asks for 90 runs a minute at its peak',
  ],
  ['so many runs take as long as they take', { model: 'closed', runs: 1_000, concurrency: 1_000 }, undefined],
  ['a burst that is sent before the next one comes', bursts([60, 60], 60_000), undefined],
  ['a burst that is not', bursts([10, 61, 1], 60_000), 'sends 61 runs in burst 2, which takes 1m1s at one every 1 s'],
  ['the last burst has all the time', bursts([10, 500], 60_000), undefined],
  ['a trace with a crowd', trace(0, 0, 0, 0, 60_000), undefined],
  ['a trace that is more than a token can send', trace(...Array.from({ length: 200 }, (_, n) => n * 100)), 'the one at +20s would be 2m59s late'],
])('%s', (_, arrivals, message) => {
  const problem = impossibleRate(arrivals, 1_000);
  if (message === undefined) expect(problem).toBeUndefined();
  else expect(problem?.message).toContain(message);
});
