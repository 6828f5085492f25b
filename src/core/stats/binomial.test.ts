import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialAtLeast, binomialCdf, binomialPmf } from './binomial.ts';

/** Agreement in relative terms: tails are tiny. */
const near = (got: number, want: number, relative = 1e-10): void => expect(Math.abs(got - want) / want, `${got} for ${want}`).toBeLessThan(relative);

describe('binomialCdf', () => {
  // R 4.2.2: pbinom(k, n, p)
  it.each([
    [1, 50, 0.1, 0.0337858596924318],
    [2, 50, 0.1, 0.11172875634634703],
    [28, 29, 0.9, 0.9528987130275375],
    [3, 7, 0.3, 8.739640000000001e-1],
    [0, 299, 0.01, 0.04953625663766247],
    [100_000, 1_000_000, 0.1, 0.5008422104052015],
    [99_000, 1_000_000, 0.1, 4.246967381175164e-4],
    [9_700, 1_000_000, 0.01, 0.0012493412682678755],
    [499_000, 1_000_000, 0.5, 0.022804149932691052],
    [501_000, 1_000_000, 0.5, 0.9773038320453279],
  ])('P[Bin ≤ %i] of n = %i, p = %f', (k, n, p, want) => {
    near(binomialCdf(k, n, p), want);
  });

  it('is 0 below, 1 from n on, and steps between whole numbers', () => {
    expect(binomialCdf(-1, 5, 0.5)).toBe(0);
    expect(binomialCdf(5, 5, 0.5)).toBe(1);
    expect(binomialCdf(2.9, 5, 0.5)).toBe(binomialCdf(2, 5, 0.5));
  });

  it('is certain for p = 0 and p = 1', () => {
    expect(binomialCdf(0, 10, 0)).toBe(1);
    expect(binomialCdf(9, 10, 1)).toBe(0);
    expect(binomialAtLeast(10, 10, 1)).toBe(1);
  });

  it('refuses what is no distribution', () => {
    expect(() => binomialCdf(1, 2.5, 0.5)).toThrow('got 2.5');
    expect(() => binomialCdf(1, 2, 1.5)).toThrow('got 1.5');
    expect(() => binomialCdf(Number.NaN, 2, 0.5)).toThrow('got NaN');
  });

  it('equals the sum of its terms, and both tails make 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.nat(60), (n, p, k) => {
        let sum = 0;
        for (let i = 0; i <= Math.min(k, n); i++) sum += binomialPmf(i, n, p);
        expect(binomialCdf(k, n, p)).toBeCloseTo(sum, 11);
        expect(binomialCdf(k, n, p) + binomialAtLeast(k + 1, n, p)).toBeCloseTo(1, 11);
      }),
    );
  });
});

describe('binomialPmf', () => {
  // R 4.2.2: dbinom(3, 10, .25), dbinom(10000, 1e6, .01)
  it('gives the values of R', () => {
    near(binomialPmf(3, 10, 0.25), 0.25028228759765625, 1e-13);
    near(binomialPmf(10_000, 1_000_000, 0.01), 4.009487363182916e-3);
  });
});

describe('binomialAtLeast', () => {
  // R 4.2.2: pbinom(9, 50, .1, lower.tail = FALSE), pbinom(10500, 1e6, .01, lower.tail = FALSE)
  it('keeps its digits in a far tail', () => {
    near(binomialAtLeast(10, 50, 0.1), 0.02453793570459145);
    near(binomialAtLeast(10_501, 1_000_000, 0.01), 3.0010369244679267e-7);
  });
});
