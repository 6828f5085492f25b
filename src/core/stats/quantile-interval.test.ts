import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { binomialCdf } from './binomial.ts';
import { quantileInterval, quantileIntervalRanks, samplesForInterval } from './quantile-interval.ts';
import { sortSamples } from './sorted-samples.ts';

describe('quantileIntervalRanks', () => {
  // The smallest n with p^n ≤ 2.5 %: closed form.
  it.each([
    [0.5, 6],
    [0.9, 36],
    [0.95, 72],
    [0.99, 368],
  ])('of quantile %f exists from n = %i on', (p, n) => {
    expect(quantileIntervalRanks(n - 1, p)).toBeUndefined();
    expect(quantileIntervalRanks(n, p)).toBeDefined();
    expect(samplesForInterval(p)).toBe(n);
    expect(samplesForInterval(1 - p)).toBe(n);
  });

  // Conover, Practical Nonparametric Statistics: ranks 6 and 15 for the median of 20 (exact confidence 95.86 %).
  it('are 6 and 15 for the median of 20', () => {
    expect(quantileIntervalRanks(20, 0.5)).toEqual([6, 15]);
  });

  it('cover with at least 95 %, and neither end could move inwards', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 800 }), fc.constantFrom(0.5, 0.75, 0.9, 0.95), (n, p) => {
        const ranks = quantileIntervalRanks(n, p);
        if (ranks === undefined) return;
        const [lower, upper] = ranks;
        expect(binomialCdf(upper - 1, n, p) - binomialCdf(lower - 1, n, p)).toBeGreaterThanOrEqual(0.95);
        expect(binomialCdf(lower, n, p)).toBeGreaterThan(0.025);
        expect(1 - binomialCdf(upper - 2, n, p)).toBeGreaterThan(0.025);
      }),
    );
  });
});

describe('quantileInterval', () => {
  it('covers the true 90th percentile of skewed values as often as the binomial says', () => {
    const random = seededRandom('coverage');
    const n = 60;
    const truth = -Math.log(1 - 0.9);
    const ranks = quantileIntervalRanks(n, 0.9);
    if (ranks === undefined) throw new Error('60 values suffice');
    const exact = binomialCdf(ranks[1] - 1, n, 0.9) - binomialCdf(ranks[0] - 1, n, 0.9);
    const rounds = 4_000;
    let hits = 0;
    for (let i = 0; i < rounds; i++) {
      const sorted = sortSamples(Array.from({ length: n }, () => -Math.log(1 - random.next())));
      const interval = sorted && quantileInterval(sorted, 0.9);
      if (interval && interval[0] <= truth && truth <= interval[1]) hits++;
    }
    const standardError = Math.sqrt((exact * (1 - exact)) / rounds);
    expect(Math.abs(hits / rounds - exact)).toBeLessThan(3 * standardError);
  });
});
