import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apart, R } from '../../../test/support/r-vectors.ts';
import { type QuantileType, quantile, quantileOfType, quantileRanks } from './quantile.ts';
import { type SortedSamples, sortSamples } from './sorted-samples.ts';

const samples = (values: number[]): SortedSamples => {
  const made = sortSamples(values);
  if (made === undefined) throw new Error('no values');
  return made;
};

const TYPES: readonly QuantileType[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

// R 4.2.2:
//   x <- c(3,6,7,8,8,9,10,13,15,16,20)
//   for (t in 1:9) print(quantile(x, c(.01,.1,.25,.5,.75,.9,.95,.99), type=t, names=FALSE), digits=17)
const X = samples([3, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20]);
const X_AT = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const X_GOLDEN: Record<QuantileType, number[]> = {
  1: [3, 6, 7, 9, 15, 16, 20, 20],
  2: [3, 6, 7, 9, 15, 16, 20, 20],
  3: [3, 3, 7, 9, 13, 16, 16, 20],
  4: [3, 3.3000000000000003, 6.75, 8.5, 13.5, 15.9, 17.799999999999997, 19.560000000000002],
  5: [3, 4.800000000000001, 7.25, 9, 14.5, 17.6, 19.799999999999997, 20],
  6: [3, 3.6000000000000005, 7, 9, 15, 19.200000000000003, 20, 20],
  7: [3.3000000000000003, 6, 7.5, 9, 14, 16, 18, 19.6],
  8: [3, 4.3999999999999995, 7.166666666666666, 9, 14.666666666666668, 18.133333333333333, 20, 20],
  9: [3, 4.5, 7.1875, 9, 14.625, 18, 20, 20],
};

// R 4.2.2: y <- c(0.1,0.2,0.3,0.7,1.9,2.3,4.4,8.8,9.1,12.5), the same with c(0,.05,.15,.3,.5,.65,.8,.95,1)
const Y = samples([0.1, 0.2, 0.3, 0.7, 1.9, 2.3, 4.4, 8.8, 9.1, 12.5]);
const Y_AT = [0, 0.05, 0.15, 0.3, 0.5, 0.65, 0.8, 0.95, 1];
const Y_GOLDEN: Record<QuantileType, number[]> = {
  1: [0.1, 0.1, 0.2, 0.3, 1.9, 4.4, 8.8, 12.5, 12.5],
  2: [0.1, 0.1, 0.2, 0.5, 2.1, 4.4, 8.95, 12.5, 12.5],
  3: [0.1, 0.1, 0.2, 0.3, 1.9, 2.3, 8.8, 12.5, 12.5],
  4: [0.1, 0.1, 0.15, 0.3, 1.9, 3.35, 8.8, 10.8, 12.5],
  5: [0.1, 0.1, 0.2, 0.5, 2.1, 4.4, 8.95, 12.5, 12.5],
  6: [0.1, 0.1, 0.165, 0.42, 2.1, 5.06, 9.04, 12.5, 12.5],
  7: [0.1, 0.145, 0.235, 0.58, 2.1, 4.085, 8.86, 10.969999999999995, 12.5],
  8: [0.1, 0.1, 0.18833333333333332, 0.4733333333333333, 2.1, 4.619999999999996, 8.98, 12.5, 12.5],
  9: [0.1, 0.1, 0.19125, 0.48, 2.1, 4.565000000000002, 8.9725, 12.5, 12.5],
};

describe('quantileOfType', () => {
  it.each(TYPES)('type %i gives the values of R', (type) => {
    for (const [i, p] of X_AT.entries()) expect(quantileOfType(X, p, type), `x at ${p}`).toBeCloseTo(X_GOLDEN[type][i] ?? Number.NaN, 12);
    for (const [i, p] of Y_AT.entries()) expect(quantileOfType(Y, p, type), `y at ${p}`).toBeCloseTo(Y_GOLDEN[type][i] ?? Number.NaN, 12);
  });

  it('takes 0.07 of 100 values for the seventh, although 0.07 * 100 is 7.000000000000001', () => {
    const hundred = samples(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(quantileOfType(hundred, 0.07, 1)).toBe(7);
  });

  it('lies within the data and never falls as p rises', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), share, share, fc.constantFrom(...TYPES), (values, a, b, type) => {
        const sorted = samples(values);
        const [low, high] = [quantileOfType(sorted, Math.min(a, b), type), quantileOfType(sorted, Math.max(a, b), type)];
        const slack = 1e-6;
        expect(low).toBeGreaterThanOrEqual((sorted[0] ?? 0) - slack);
        expect(high).toBeLessThanOrEqual((sorted.at(-1) ?? 0) + slack);
        expect(low).toBeLessThanOrEqual(high + slack);
      }),
    );
  });
});

describe('quantile', () => {
  it('is type 7: the 95th percentile of 1 to 10 is 9.55', () => {
    expect(quantile(samples([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 0.95)).toBeCloseTo(9.55, 12);
  });

  it('of one value is that value', () => {
    for (const p of [0, 0.5, 0.99, 1]) expect(quantile(samples([42]), p)).toBe(42);
  });
});

describe('quantileRanks', () => {
  it('names what it got when asked for nothing or beyond 0 to 1', () => {
    expect(() => quantileRanks(0, 0.5)).toThrow('got n = 0');
    expect(() => quantileRanks(5, 1.5)).toThrow('got 1.5');
    expect(() => quantileRanks(5, Number.NaN)).toThrow('got NaN');
  });
});

// Nine data sets, nine types, 21 shares: made by test/fixtures/statistics/vectors.R.
describe('quantileOfType against R', () => {
  it.each(R.quantiles.map((set, i) => [i + 1, set.x.length, set] as const))('set %i of %i values agrees to 1e-12', (_i, _n, set) => {
    const sorted = samples([...set.x]);
    for (const type of TYPES) {
      for (const [i, p] of R.quantileAt.entries()) {
        const want = set.types[type - 1]?.[i] ?? Number.NaN;
        expect(apart(quantileOfType(sorted, p, type), want), `type ${type} at ${p}`).toBeLessThan(1e-12);
      }
    }
  });
});
