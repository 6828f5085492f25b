import { describe, expect, it } from 'vitest';
import { apart, R } from '../../../test/support/r-vectors.ts';
import { welch } from './welch.ts';

describe('welch', () => {
  it.each(R.pairs.flatMap((pair) => (pair.welch === null ? [] : [[pair.name, pair, pair.welch] as const])))(
    'gives the values of R: %s',
    (_name, { x, y }, want) => {
      const got = welch(x, y);
      if (got === undefined) throw new Error('both sides vary');
      expect(apart(got.t, want.t)).toBeLessThan(1e-11);
      expect(apart(got.df, want.df)).toBeLessThan(1e-11);
      expect(apart(got.different, want.two)).toBeLessThan(1e-9);
      expect(apart(got.greater, want.greater)).toBeLessThan(1e-9);
      expect(apart(got.less, want.less)).toBeLessThan(1e-9);
      for (const i of [0, 1] as const) expect(apart(got.interval[i], want.ci[i])).toBeLessThan(1e-9);
    },
  );

  it('says nothing of one value, or of values that do not vary', () => {
    expect(welch([1], [1, 2])).toBeUndefined();
    expect(welch([1, 1], [2, 2])).toBeUndefined();
  });
});
