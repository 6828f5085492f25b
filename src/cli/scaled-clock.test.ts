import { describe, expect, it } from 'vitest';
import type { Clock } from '../ports/clock.ts';
import { parseSpeed, scaledClock } from './scaled-clock.ts';

describe('scaledClock', () => {
  it('begins now, runs so many times as fast, and sleeps so many times shorter', async () => {
    let now = 1_000;
    const slept: number[] = [];
    const real: Clock = {
      now: () => now,
      sleepUntil: async (at) => {
        slept.push(at);
        now = at;
      },
    };
    const clock = scaledClock(real, 20);
    expect(clock.now()).toBe(1_000);
    now += 3_000;
    expect(clock.now()).toBe(61_000);
    await clock.sleepUntil(121_000);
    expect(slept).toEqual([7_000]);
    expect(clock.now()).toBe(121_000);
  });
});

describe('parseSpeed', () => {
  it('takes 1 to 20', () => {
    expect(['1', '20', '2.5', '10x'].map(parseSpeed)).toEqual([1, 20, 2.5, 10]);
  });

  it.each(['0', '0.5', '21', '-3', 'fast', '', '1e1'])('refuses %j', (text) => {
    expect(() => parseSpeed(text)).toThrow('expected a number from 1 to 20');
  });
});
