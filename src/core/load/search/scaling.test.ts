import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextNormal, seededRandom } from '../../random.ts';
import { fitScaling, scaledCapacity } from './scaling.ts';

const SIZES = [1, 2, 4, 8, 16, 32, 48];
const pointsOf = (law: Parameters<typeof scaledCapacity>[0]) => SIZES.map((size) => ({ size, perMinute: scaledCapacity(law, size) }));

describe('the Universal Scalability Law', () => {
  it('has the values of its formula', () => {
    expect(scaledCapacity({ lambda: 10, sigma: 0, kappa: 0 }, 8)).toBe(80);
    expect(scaledCapacity({ lambda: 10, sigma: 0.1, kappa: 0 }, 11)).toBeCloseTo(55, 12);
    expect(scaledCapacity({ lambda: 10, sigma: 0.1, kappa: 0.01 }, 11)).toBeCloseTo(110 / 3.1, 12);
  });

  it('is found again from exact points, whatever the law', () => {
    const law = fc.record({
      lambda: fc.double({ min: 0.1, max: 1_000, noNaN: true }),
      sigma: fc.double({ min: 0, max: 0.5, noNaN: true }),
      kappa: fc.double({ min: 0, max: 0.01, noNaN: true }),
    });
    fc.assert(
      fc.property(law, (wanted) => {
        const fit = fitScaling(pointsOf(wanted));
        expect(fit?.r2).toBeCloseTo(1, 8);
        expect((fit?.lambda ?? 0) / wanted.lambda).toBeCloseTo(1, 4);
        expect(fit?.sigma).toBeCloseTo(wanted.sigma, 4);
        expect(fit?.kappa).toBeCloseTo(wanted.kappa, 5);
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it('names the size at which capacity is highest: √((1 − σ) ÷ κ)', () => {
    expect(fitScaling(pointsOf({ lambda: 5, sigma: 0.04, kappa: 0.0006 }))?.peak).toBeCloseTo(40, 3);
    expect(fitScaling(pointsOf({ lambda: 5, sigma: 0.04, kappa: 0 }))?.peak).toBeUndefined();
  });

  it('claims no peak beyond twice the largest size: there only the noise of the points is drawn out', () => {
    expect(fitScaling(pointsOf({ lambda: 5, sigma: 0, kappa: 1 / 95 ** 2 }))?.peak).toBeCloseTo(95, 3);
    expect(fitScaling(pointsOf({ lambda: 5, sigma: 0, kappa: 1 / 97 ** 2 }))?.peak).toBeUndefined();
  });

  it('keeps σ and κ at 0 or above where noise would have them below', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = seededRandom(`noise ${seed}`);
      const fit = fitScaling(SIZES.map((size) => ({ size, perMinute: 3 * size * (1 + 0.03 * nextNormal(random)) })));
      expect(fit?.sigma).toBeGreaterThanOrEqual(0);
      expect(fit?.kappa).toBeGreaterThanOrEqual(0);
      expect(fit?.r2).toBeGreaterThan(0.97);
    }
  });

  it('is not fitted to fewer than six points', () => {
    expect(fitScaling(pointsOf({ lambda: 1, sigma: 0, kappa: 0 }).slice(0, 5))).toBeUndefined();
    expect(fitScaling(Array.from({ length: 6 }, () => ({ size: 4, perMinute: 2 })))).toBeUndefined();
  });
});
