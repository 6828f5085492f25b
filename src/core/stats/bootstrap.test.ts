import { describe, expect, it } from 'vitest';
import { apart, R } from '../../../test/support/r-vectors.ts';
import { seededRandom } from '../random.ts';
import { bcaInterval, DRAWS, medianRatioReplicates, percentileInterval } from './bootstrap.ts';

describe('intervals of replicates', () => {
  it('gives the percentile and BCa intervals of R', () => {
    const { replicates, jackknife, estimate, percentile, bca } = R.bca;
    const plain = percentileInterval(replicates);
    const corrected = bcaInterval(replicates, estimate, jackknife);
    for (const i of [0, 1] as const) {
      expect(apart(plain[i], percentile[i])).toBeLessThan(1e-12);
      expect(apart(corrected[i], bca[i])).toBeLessThan(1e-9);
    }
  });

  it('needs replicates', () => {
    expect(() => percentileInterval([])).toThrow('got none');
  });
});

describe('medianRatioReplicates', () => {
  it('is the same for the same seed and another for another', () => {
    const [x, y] = [
      [1, 2, 3, 4, 5],
      [1, 2, 4],
    ];
    expect(medianRatioReplicates(x, y, 7)).toEqual(medianRatioReplicates(x, y, 7));
    expect(medianRatioReplicates(x, y, 7)).not.toEqual(medianRatioReplicates(x, y, 8));
  });

  it('draws medians as often as Efron worked out', () => {
    // P[median of 3 draws from 3 values is the smallest] = P[Bin(3, 1/3) ≥ 2] = 7/27; the second side is the constant 1.
    const ratios = medianRatioReplicates([10, 20, 30], [1]);
    const share = ratios.filter((ratio) => ratio === 10).length / DRAWS;
    expect(Math.abs(share - 7 / 27)).toBeLessThan(4 * Math.sqrt(((7 / 27) * (20 / 27)) / DRAWS));
  });

  it('encloses the true ratio about as often as it says', () => {
    const random = seededRandom('bootstrap coverage');
    const draw = (n: number, scale: number): number[] =>
      Array.from(
        { length: n },
        () => scale * Math.exp(0.1 * Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())),
      ).sort((a, b) => a - b);
    let hits = 0;
    const rounds = 400;
    for (let i = 0; i < rounds; i++) {
      const [low, high] = percentileInterval(medianRatioReplicates(draw(30, 1.2), draw(30, 1)));
      if (low <= 1.2 && 1.2 <= high) hits++;
    }
    expect(hits / rounds).toBeGreaterThan(0.92);
    expect(hits / rounds).toBeLessThan(0.99);
  });

  it('needs values on both sides', () => {
    expect(() => medianRatioReplicates([], [1])).toThrow('got 0 and 1');
  });
});
