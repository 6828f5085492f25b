import { describe, expect, it } from 'vitest';
import { nextNormal, seededRandom } from '../random.ts';
import { mannWhitney } from '../stats/mann-whitney.ts';
import { detectableEffect, powerOf, smallestP, valuesFor } from './detectable.ts';

describe('detectableEffect', () => {
  // Simulated elsewhere: one-sided Mann–Whitney at 5 %, lognormal noise, 4 of 5 cases; in per cent, good to a tenth of themselves.
  it.each([
    [5, 0.05, 9.6],
    [5, 0.2, 43.8],
    [10, 0.01, 1.4],
    [10, 0.1, 13.4],
    [20, 0.05, 4.5],
    [30, 0.1, 7.3],
    [50, 0.2, 11],
    [100, 0.03, 1.2],
  ])('of %i values a side at a CV of %f is about %f %%', (n, cv, percent) => {
    expect(100 * detectableEffect({ n: [n, n], cv })).toBeGreaterThan(percent * 0.85);
    expect(100 * detectableEffect({ n: [n, n], cv })).toBeLessThan(percent * 1.15);
  });

  it('is seen in 4 of 5 simulated cases', () => {
    const plan = { n: [15, 20] as const, cv: 0.08, margin: 0.02 };
    const effect = detectableEffect(plan);
    const random = seededRandom('power');
    const draw = (n: number, factor: number): number[] =>
      Array.from({ length: n }, () => factor * Math.exp(0.08 * nextNormal(random))).sort((a, b) => a - b);
    let seen = 0;
    for (let i = 0; i < 2_000; i++) if (mannWhitney(draw(20, 1 + effect), draw(15, 1), 'greater', 1.02).p <= 0.05) seen++;
    expect(seen / 2_000).toBeGreaterThan(0.77);
    expect(seen / 2_000).toBeLessThan(0.84);
  });

  it('is infinite where so few values can never say so', () => {
    expect(smallestP(3, 3)).toBeCloseTo(0.05, 12);
    expect(detectableEffect({ n: [3, 3], cv: 0.01, alpha: 0.01 })).toBe(Number.POSITIVE_INFINITY);
    expect(detectableEffect({ n: [5, 5], cv: 0 })).toBeCloseTo(0, 9);
  });
});

describe('valuesFor', () => {
  it('is the smallest number that shows the effect', () => {
    const n = valuesFor(0.05, { cv: 0.05 }) ?? 0;
    expect(powerOf(0.05, { n: [n, n], cv: 0.05 })).toBeGreaterThanOrEqual(0.8);
    expect(powerOf(0.05, { n: [n - 1, n - 1], cv: 0.05 })).toBeLessThan(0.8);
  });

  it('refuses an effect within the margin, and gives up beyond reason', () => {
    expect(() => valuesFor(0.01, { cv: 0.05, margin: 0.01 })).toThrow('got 0.01');
    expect(valuesFor(0.0001, { cv: 0.5 })).toBeUndefined();
  });
});
