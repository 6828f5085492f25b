import { expect, test } from 'vitest';
import { Signals } from './signals.ts';

test('the first signal stops the session, the second ends the process with the code of the first', () => {
  const codes: number[] = [];
  const signals = new Signals(() => 0);
  signals.receive('SIGINT', (code) => codes.push(code));
  expect([signals.stopper.aborted, signals.name, codes]).toEqual([true, 'SIGINT', []]);
  signals.receive('SIGTERM', (code) => codes.push(code));
  expect(codes).toEqual([130]);
});

test('the time that is left follows the patience of the runner', () => {
  let now = 1_000;
  const signals = new Signals(() => now);
  expect(signals.timeLeftMs(300_000)).toBe(300_000);
  signals.receive('SIGINT', () => {});
  now += 3_000;
  expect(signals.timeLeftMs(300_000)).toBe(3_500);
  now += 10_000;
  expect(signals.timeLeftMs(300_000)).toBe(0);
});
