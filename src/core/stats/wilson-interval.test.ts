import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

describe('wilsonInterval', () => {
  // R 4.2.2: prop.test(count, n, correct = FALSE)$conf.int
  it.each([
    [1, 50, 0.0035392592716462297, 0.10495443589637811],
    [0, 10, 0, 0.27753279986288915],
    [45, 50, 0.7863976856252035, 0.9565242350681097],
  ])('of %i in %i', (count, n, low, high) => {
    const interval = wilsonInterval(count, n);
    expect(interval?.[0]).toBeCloseTo(low, 12);
    expect(interval?.[1]).toBeCloseTo(high, 12);
  });

  it('touches the edges exactly, and knows nothing of nothing', () => {
    expect(wilsonInterval(0, 7)?.[0]).toBe(0);
    expect(wilsonInterval(7, 7)?.[1]).toBe(1);
    expect(wilsonInterval(0, 0)).toBeUndefined();
    expect(() => wilsonInterval(8, 7)).toThrow('got 8 of 7');
  });
});
