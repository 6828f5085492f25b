import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CensoredSamples } from './censored-quantile.ts';
import { quantile } from './quantile.ts';
import { sortSamples } from './sorted-samples.ts';

const of = (measured: number[], bounds: number[]): CensoredSamples => new CensoredSamples(sortSamples(measured), sortSamples(bounds));

describe('CensoredSamples', () => {
  it('knows the median when every censored value lies above it, and counts them', () => {
    // 1 2 3 4 and two that are at least 10: the median of six is 3.5, not the 2.5 of the measured ones alone.
    expect(of([1, 2, 3, 4], [10, 10]).quantile(0.5)).toEqual({ atLeast: 3.5, atMost: 3.5 });
  });

  it('leaves a percentile open that needs a censored value, and knows its lower bound', () => {
    expect(of([1, 2, 3, 4], [10, 12]).quantile(1)).toEqual({ atLeast: 12, atMost: Number.POSITIVE_INFINITY });
  });

  it('leaves a percentile open that an early bound could move', () => {
    // The censored one may be 1.5 or 1000: the median of 1 2 3 and it lies between 1.75 and 2.5.
    expect(of([1, 2, 3], [1.5]).quantile(0.5)).toEqual({ atLeast: 1.75, atMost: 2.5 });
  });

  it('knows nothing of nothing', () => {
    expect(of([], []).quantile(0.5)).toBeUndefined();
    expect(of([], [5]).quantile(0.5)).toEqual({ atLeast: 5, atMost: Number.POSITIVE_INFINITY });
  });

  it('has an interval only where its upper end is measured', () => {
    expect(of([1, 2, 3, 4, 5, 6], []).interval(0.5)).toEqual([1, 6]);
    expect(of([1, 2, 3, 4, 5], [6]).interval(0.5)).toBeUndefined();
    expect(of([1, 2, 3, 4, 5, 6, 7, 8, 9], [20]).interval(0.5)).toEqual([2, 9]);
  });

  it('encloses the quantile of whatever the censored values truly were', () => {
    const value = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 20 }),
        fc.array(fc.tuple(value, value), { maxLength: 10 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (measured, censored, p) => {
          const truth = sortSamples([...measured, ...censored.map(([bound, extra]) => bound + extra)]);
          const known = of(
            measured,
            censored.map(([bound]) => bound),
          ).quantile(p);
          if (truth === undefined || known === undefined) {
            expect([truth, known]).toEqual([undefined, undefined]);
            return;
          }
          const value = quantile(truth, p);
          expect(value).toBeGreaterThanOrEqual(known.atLeast - 1e-6);
          expect(value).toBeLessThanOrEqual(known.atMost + 1e-6);
        },
      ),
    );
  });
});
