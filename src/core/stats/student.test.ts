import { describe, expect, it } from 'vitest';
import { apart, R } from '../../../test/support/r-vectors.ts';
import { studentCdf, studentQuantile, studentTail } from './student.ts';

describe("Student's t distribution", () => {
  it.each(R.tTail)('has the tails of R at t = %f with %f degrees of freedom', (t, df, below, above) => {
    expect(apart(studentCdf(t, df), below)).toBeLessThan(1e-10);
    expect(apart(studentTail(t, df), above)).toBeLessThan(1e-10);
  });

  it.each(R.tQuantile)('has the quantile of R at p = %f with %f degrees of freedom', (p, df, t) => {
    expect(apart(studentQuantile(p, df), t)).toBeLessThan(1e-9);
  });

  it('refuses degrees of freedom that are none', () => {
    expect(() => studentTail(1, 0)).toThrow('got 0');
  });
});
