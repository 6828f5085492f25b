import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apart, ascending, R } from '../../../test/support/r-vectors.ts';
import { hodgesLehmannRatio, hodgesLehmannShift } from './hodges-lehmann.ts';

describe('Hodges–Lehmann', () => {
  it.each(R.pairs.map((pair) => [pair.name, pair] as const))('gives the estimates and intervals of R: %s', (_name, pair) => {
    const [x, y] = [ascending(pair.x), ascending(pair.y)];
    const shift = hodgesLehmannShift(x, y);
    const ratio = hodgesLehmannRatio(x, y);
    expect(Math.abs(shift.estimate - pair.shift)).toBeLessThan(1e-12);
    expect(apart(ratio.estimate, pair.ratio)).toBeLessThan(1e-12);
    // R warns of "three" that 95 % is not achievable, and gives the widest there is; we give none.
    if (!pair.exact || pair.x.length < 4) return;
    for (const i of [0, 1] as const) {
      expect(Math.abs((shift.interval?.[i] ?? Number.NaN) - Number(pair.shiftCi[i]))).toBeLessThan(1e-12);
      expect(apart(ratio.interval?.[i] ?? Number.NaN, Number(pair.ratioCi[i]))).toBeLessThan(1e-12);
    }
  });

  it('has no interval for three values a side', () => {
    expect(hodgesLehmannShift([1, 2, 3], [4, 5, 6])).toEqual({ estimate: -3 });
    expect(hodgesLehmannShift([1, 2, 3, 4], [4, 5, 6, 7]).interval).toEqual([-6, 0]);
  });

  it('searches a large table to the same values as sorting it', () => {
    const x = Array.from({ length: 500 }, (_, i) => Math.sin(i) + i / 100).sort((a, b) => a - b);
    const y = Array.from({ length: 400 }, (_, i) => Math.cos(i * 3) + i / 90).sort((a, b) => a - b);
    const all = Float64Array.from(x.flatMap((a) => y.map((b) => a - b))).sort();
    const middle = ((all[99_999] ?? 0) + (all[100_000] ?? 0)) / 2;
    expect(hodgesLehmannShift(x, y).estimate).toBeCloseTo(middle, 12);
  });

  it('follows a shift and a factor', () => {
    const values = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, values, fc.double({ min: 0.1, max: 10, noNaN: true }), (a, b, factor) => {
        const [x, y] = [ascending(a), ascending(b)];
        const plain = hodgesLehmannRatio(x, y);
        const scaled = hodgesLehmannRatio(
          x.map((value) => value * factor),
          y,
        );
        expect(apart(scaled.estimate, plain.estimate * factor)).toBeLessThan(1e-9);
      }),
    );
  });

  it('refuses a ratio of what is not above 0', () => {
    expect(() => hodgesLehmannRatio([0, 1], [1, 2])).toThrow('got 0');
    expect(() => hodgesLehmannShift([], [1])).toThrow('got 0 and 1');
  });
});
