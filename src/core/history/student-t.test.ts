import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentTail } from './student-t.ts';

describe('studentTail', () => {
  it('agrees with the closed formulas for 1, 2 and 4 degrees of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 50, noNaN: true }), (t) => {
        const one = 1 - (2 / Math.PI) * Math.atan(t);
        const two = 1 - t / Math.sqrt(2 + t * t);
        const u = t / Math.sqrt(4 + t * t);
        const four = 1 - 1.5 * (u - u ** 3 / 3);
        expect(studentTail(t, 1)).toBeCloseTo(one, 11);
        expect(studentTail(t, 2)).toBeCloseTo(two, 11);
        expect(studentTail(t, 4)).toBeCloseTo(four, 11);
      }),
    );
  });

  it('gives the critical values of the printed tables', () => {
    // Two-sided 5 %, 1 % and 0.1 % points.
    expect(studentTail(2.228_138_852, 10)).toBeCloseTo(0.05, 9);
    expect(studentTail(2.75, 30)).toBeCloseTo(0.01, 6);
    expect(studentTail(3.373_454, 120)).toBeCloseTo(0.001, 7);
  });

  it('keeps its digits far out, where change points are decided', () => {
    // 1 − t/√(2+t²) = 2/((2+t²)·(1+t/√(2+t²))) for two degrees of freedom, without cancellation.
    const t = 1e5;
    const exact = 2 / ((2 + t * t) * (1 + t / Math.sqrt(2 + t * t)));
    expect(studentTail(t, 2) / exact).toBeCloseTo(1, 9);
  });

  it('is 1 at 0, the same on both sides, 0 at infinity', () => {
    expect(studentTail(0, 7)).toBe(1);
    expect(studentTail(-1.3, 7)).toBe(studentTail(1.3, 7));
    expect(studentTail(Number.POSITIVE_INFINITY, 7)).toBe(0);
    expect(() => studentTail(1, 0)).toThrow('degrees of freedom');
  });
});
