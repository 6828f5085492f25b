import { describe, expect, it } from 'vitest';
import { apart, R } from '../../../test/support/r-vectors.ts';
import { normalCdf, normalQuantile, normalTail } from './normal.ts';

describe('the normal distribution', () => {
  it.each(R.normal)('has the tails of R at z = %f', (z, below, above) => {
    expect(apart(normalCdf(z), below)).toBeLessThan(1e-12);
    expect(apart(normalTail(z), above)).toBeLessThan(1e-12);
  });

  it.each(R.normalQuantile)('has the quantile of R at p = %f', (p, z) => {
    // So near to 1 the digits of p itself end: 1 − 1e−12 knows only four of them.
    expect(apart(normalQuantile(p), z)).toBeLessThan(p > 0.9999 ? 1e-5 : 1e-12);
  });

  it('knows the ends, and refuses what is no share', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(() => normalQuantile(1.1)).toThrow('got 1.1');
    expect(normalTail(40)).toBe(0);
  });
});
