import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apart, ascending, R } from '../../../test/support/r-vectors.ts';
import { cliffsDelta } from './cliffs-delta.ts';
import { exactTiedMannWhitney } from './exact-tied-mann-whitney.ts';
import { mannWhitney } from './mann-whitney.ts';
import { wilcoxonCdf } from './wilcoxon-distribution.ts';

describe('mannWhitney', () => {
  it.each(R.pairs.map((pair) => [pair.name, pair] as const))('gives the values of R: %s', (_name, pair) => {
    const [x, y] = [ascending(pair.x), ascending(pair.y)];
    expect(mannWhitney(x, y, 'different').u).toBe(pair.u);
    expect(mannWhitney(x, y, 'different').method).toBe(pair.exact ? 'exact' : 'normal');
    expect(apart(mannWhitney(x, y, 'different').p, pair.two)).toBeLessThan(1e-11);
    expect(apart(mannWhitney(x, y, 'greater').p, pair.greater)).toBeLessThan(1e-11);
    expect(apart(mannWhitney(x, y, 'less').p, pair.less)).toBeLessThan(1e-11);
    expect(apart(mannWhitney(x, y, 'greater', 1.1).p, pair.greaterBy10)).toBeLessThan(1e-11);
    expect(Math.abs(cliffsDelta(x, y) - pair.cliff)).toBeLessThan(1e-13);
  });

  // The table of smallest two-sided p values at n = m, closed form 2 ÷ C(2n, n).
  it.each([
    [3, 0.1],
    [4, 2 / 70],
    [5, 2 / 252],
    [6, 2 / 924],
  ])('of %i values a side never says less than p = %f', (n, smallest) => {
    const low = Array.from({ length: n }, (_, i) => i + 1);
    expect(
      mannWhitney(
        low.map((value) => value + 100),
        low,
        'different',
      ).p,
    ).toBeCloseTo(smallest, 14);
  });

  it('finds no difference between equal values', () => {
    expect(mannWhitney([5, 5, 5], [5, 5], 'different')).toMatchObject({ u: 3, p: 1 });
  });

  it('refuses an empty side, NaN and a factor of 0', () => {
    expect(() => mannWhitney([], [1], 'less')).toThrow('got 0 and 1');
    expect(() => mannWhitney([Number.NaN], [1], 'less')).toThrow('finite values');
    expect(() => mannWhitney([1], [1], 'less', 0)).toThrow('got 0');
  });
});

describe('exactTiedMannWhitney', () => {
  it('equals the exact test where there are no ties', () => {
    for (const { x, y, exact } of R.pairs) {
      if (!exact || x.length > 25) continue;
      for (const side of ['greater', 'less', 'different'] as const) {
        expect(apart(exactTiedMannWhitney(x, y, side), mannWhitney(ascending(x), ascending(y), side).p)).toBeLessThan(1e-11);
      }
    }
  });

  it('equals counting every way to share the values out', () => {
    const value = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), fc.array(value, { minLength: 1, maxLength: 5 }), (x, y) => {
        const pool = [...x, ...y];
        const u = (a: number[], b: number[]): number => a.reduce((sum, v) => sum + b.reduce((s, w) => s + (v > w ? 1 : v === w ? 0.5 : 0), 0), 0);
        const seen = u(x, y);
        let all = 0;
        let atLeast = 0;
        for (let mask = 0; mask < 2 ** pool.length; mask++) {
          const a = pool.filter((_, i) => (mask >> i) & 1);
          if (a.length !== x.length) continue;
          all++;
          if (
            u(
              a,
              pool.filter((_, i) => !((mask >> i) & 1)),
            ) >= seen
          )
            atLeast++;
        }
        expect(exactTiedMannWhitney(x, y, 'greater')).toBeCloseTo(atLeast / all, 12);
      }),
    );
  });
});

describe('wilcoxonCdf', () => {
  it.each(R.wilcoxon.map((row) => [row.m, row.n, row] as const))('of %i and %i values is that of R', (m, n, row) => {
    const cdf = wilcoxonCdf(m, n);
    for (const [i, u] of row.u.entries()) expect(apart(cdf[u] ?? Number.NaN, row.cdf[i] ?? Number.NaN)).toBeLessThan(1e-12);
  });
});
