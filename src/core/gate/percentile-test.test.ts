import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialAtLeast, binomialCdf } from '../stats/binomial.ts';
import { testPercentile } from './percentile-test.ts';

describe('testPercentile', () => {
  // The smallest n with (1 − share)^n ≤ 5 %: closed form.
  it.each([
    [0.1, 29],
    [0.05, 59],
    [0.01, 299],
  ])('with none of n beyond a share of %f, n = %i is the first that passes, and is named before', (share, n) => {
    expect(testPercentile({ n, beyond: 0, undecided: 0, share }).verdict).toBe('passed');
    expect(testPercentile({ n: n - 1, beyond: 0, undecided: 0, share })).toMatchObject({ verdict: 'inconclusive', deciding: n });
    expect(testPercentile({ n: 5, beyond: 0, undecided: 0, share }).deciding).toBe(n);
  });

  // R 4.2.2: pbinom(1, 50, .1) is 0.0338 and pbinom(2, 50, .1) 0.1117; 1 − pbinom(8, 50, .1) is 0.0579 and 1 − pbinom(9, 50, .1) 0.0245
  it('allows 1 and fails from 10 of 50 at p90', () => {
    const of = (beyond: number) => testPercentile({ n: 50, beyond, undecided: 0, share: 0.1 });
    expect(of(1)).toEqual({ verdict: 'passed', allowed: 1, failsFrom: 10 });
    expect(of(2).verdict).toBe('inconclusive');
    expect(of(9).verdict).toBe('inconclusive');
    expect(of(10).verdict).toBe('failed');
  });

  it('has no number that decides when the share is the one that is allowed', () => {
    expect(testPercentile({ n: 50, beyond: 5, undecided: 0, share: 0.1 }).deciding).toBeUndefined();
  });

  it('can fail with a single value only where that is a rare accident', () => {
    expect(testPercentile({ n: 1, beyond: 1, undecided: 0, share: 0.01 }).verdict).toBe('failed');
    expect(testPercentile({ n: 1, beyond: 1, undecided: 0, share: 0.1 }).verdict).toBe('inconclusive');
  });

  it('counts undecided values against passing and against failing', () => {
    expect(testPercentile({ n: 50, beyond: 1, undecided: 1, share: 0.1 }).verdict).toBe('inconclusive');
    expect(testPercentile({ n: 50, beyond: 9, undecided: 5, share: 0.1 }).verdict).toBe('inconclusive');
    expect(testPercentile({ n: 50, beyond: 10, undecided: 40, share: 0.1 }).verdict).toBe('failed');
    expect(testPercentile({ n: 50, beyond: 4, undecided: 3, share: 0.1 }).deciding).toBeUndefined();
  });

  it('is the rule of the binomial, and what it names as deciding does decide', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), fc.constantFrom(0.01, 0.05, 0.1, 0.5), (n, raw, share) => {
        const beyond = Math.min(raw, n);
        const { verdict, deciding } = testPercentile({ n, beyond, undecided: 0, share });
        const failed = binomialAtLeast(beyond, n, share) <= 0.05;
        const passed = binomialCdf(beyond, n, share) <= 0.05;
        expect(verdict).toBe(failed ? 'failed' : passed ? 'passed' : 'inconclusive');
        if (deciding !== undefined) {
          const scaled = (beyond * deciding) / n;
          const later = testPercentile({
            n: deciding,
            beyond: beyond / n < share ? Math.ceil(scaled - 1e-9) : Math.floor(scaled + 1e-9),
            undecided: 0,
            share,
          });
          expect(later.verdict).not.toBe('inconclusive');
          expect(deciding).toBeGreaterThan(n);
        }
      }),
    );
  });

  it('wrongly passes or fails a true percentile in at most 5 % of cases', () => {
    for (const n of [20, 29, 50, 300]) {
      let wrong = 0;
      for (let x = 0; x <= n; x++) {
        const weight = binomialCdf(x, n, 0.1) - (x === 0 ? 0 : binomialCdf(x - 1, n, 0.1));
        if (testPercentile({ n, beyond: x, undecided: 0, share: 0.1 }).verdict === 'failed') wrong += weight;
      }
      expect(wrong).toBeLessThanOrEqual(0.05);
    }
  });
});
