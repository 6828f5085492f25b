import { expect, it } from 'vitest';
import { createOffsetMeter } from './clock-offset.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const date = (at: number): string => new Date(at).toUTCString();

it('keeps the estimate with the shortest round trip', () => {
  const meter = createOffsetMeter();
  expect(meter.best()).toBeUndefined();
  meter.note(date(T0 + 5_000), T0, T0 + 200);
  meter.note(date(T0 + 10_000), T0 + 5_000, T0 + 5_100);
  meter.note(date(T0 + 11_000), T0 + 6_000, T0 + 6_900);
  meter.note('no date', T0 + 7_000, T0 + 7_001);
  expect(meter.best()).toEqual({ offsetMs: 5_450, residualMs: 550 });
});

it('forgets what a later answer contradicts: the machine slept, or a clock was set (row 64)', () => {
  const meter = createOffsetMeter();
  meter.note(date(T0), T0, T0);
  meter.note(date(T0 + 601_000), T0 + 1_000, T0 + 1_300);
  expect(meter.best()).toEqual({ offsetMs: 600_350, residualMs: 650 });
  meter.note(date(T0 + 2_000), T0 + 2_000, T0 + 2_400);
  expect(meter.best()).toEqual({ offsetMs: 300, residualMs: 700 });
});
