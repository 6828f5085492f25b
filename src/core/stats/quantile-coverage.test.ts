import { describe, expect, it } from 'vitest';
import { nextNormal, type RandomSource, seededRandom } from '../random.ts';
import { binomialCdf } from './binomial.ts';
import { normalCdf } from './normal.ts';
import { quantileIntervalRanks } from './quantile-interval.ts';

const ROUNDS = 10_000;

/** Each with its distribution function, from which the true quantile follows by bisection: nothing about it is simulated. */
const SHAPES: readonly (readonly [name: string, draw: (random: RandomSource) => number, cdf: (x: number) => number])[] = [
  ['lognormal', (random) => Math.exp(0.8 * nextNormal(random)), (x) => (x <= 0 ? 0 : normalCdf(Math.log(x) / 0.8))],
  [
    'bimodal',
    (random) => (random.next() < 0.7 ? 10 + nextNormal(random) : 25 + 2 * nextNormal(random)),
    (x) => 0.7 * normalCdf(x - 10) + 0.3 * normalCdf((x - 25) / 2),
  ],
  ['Pareto', (random) => (1 - random.next()) ** (-1 / 1.5), (x) => (x <= 1 ? 0 : 1 - x ** -1.5)],
];

function trueQuantile(cdf: (x: number) => number, p: number): number {
  let [low, high] = [0, 1e6];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (cdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

describe('the order-statistic interval of 10,000 simulated samples', () => {
  const cases = SHAPES.flatMap((shape) =>
    (
      [
        [0.5, 20],
        [0.9, 50],
        [0.95, 80],
        [0.99, 400],
      ] as const
    ).map(([p, n]) => [shape[0], p, n, shape] as const),
  );

  it.each(cases)('of %s values covers quantile %f at n = %i as often as the binomial says, and that is ≥ 95 %%', (name, p, n, [, draw, cdf]) => {
    const ranks = quantileIntervalRanks(n, p);
    if (ranks === undefined) throw new Error('n suffices');
    const exact = binomialCdf(ranks[1] - 1, n, p) - binomialCdf(ranks[0] - 1, n, p);
    const truth = trueQuantile(cdf, p);
    const random = seededRandom(`${name} ${p}`);
    let hits = 0;
    for (let i = 0; i < ROUNDS; i++) {
      // The interval holds the truth when at least `lower` and fewer than `upper` values lie below: the same as sorting, in a tenth of the time.
      let below = 0;
      for (let j = 0; j < n; j++) if (draw(random) <= truth) below++;
      if (below >= ranks[0] && below < ranks[1]) hits++;
    }
    const standardError = Math.sqrt((exact * (1 - exact)) / ROUNDS);
    expect(exact).toBeGreaterThanOrEqual(0.95);
    expect(Math.abs(hits / ROUNDS - exact)).toBeLessThan(3 * standardError);
  });
});
