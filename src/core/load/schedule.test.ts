import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Arrivals } from '../plan/plan.ts';
import { slotCount } from './extent.ts';
import { scheduleOf } from './schedule.ts';

const open = (count: number, perMs: number, durationMs: number): Arrivals => ({
  model: 'open',
  shape: 'constant',
  rate: { count, perMs },
  durationMs,
});
const offsets = (arrivals: Arrivals): readonly number[] => {
  const schedule = scheduleOf(arrivals, '');
  return schedule.model === 'open' ? schedule.offsetsMs : [];
};

test('ten a minute for half an hour: 300 slots, one every six seconds, the first at once', () => {
  const all = offsets(open(10, 60_000, 1_800_000));
  expect(all).toHaveLength(300);
  expect(all.slice(0, 3)).toEqual([0, 6_000, 12_000]);
  expect(all.at(-1)).toBe(299 * 6_000);
});

test('a test shorter than one interval sends one run', () => {
  expect(offsets(open(1, 86_400_000, 60_000))).toEqual([0]);
});

test('a product that is whole on paper is not cut by rounding: 0.1/s for 30s is 3', () => {
  expect(slotCount(open(0.1, 1_000, 30_000))).toBe(3);
  expect(slotCount(open(0.7, 1_000, 10_000))).toBe(7);
});

test('a closed model is its rule', () => {
  expect(scheduleOf({ model: 'closed', runs: 30, concurrency: 5 }, '')).toEqual({ model: 'closed', total: 30, concurrency: 5 });
  expect(slotCount({ model: 'closed', runs: 30, concurrency: 5 })).toBe(30);
});

test('slots never leave the test’s duration, are evenly spaced, and as many as counted', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.constantFrom(1_000, 10_000, 60_000),
      fc.integer({ min: 1, max: 120_000 }),
      (count, perMs, durationMs) => {
        const arrivals = open(count, perMs, durationMs);
        const all = offsets(arrivals);
        expect(all).toHaveLength(slotCount(arrivals) ?? 0);
        expect(all[0]).toBe(0);
        expect(all.at(-1)).toBeLessThan(durationMs + 1e-6);
        for (const [n, at] of all.entries()) expect(at).toBeCloseTo((n * perMs) / count, 6);
      },
    ),
    { numRuns: 50 },
  );
});
