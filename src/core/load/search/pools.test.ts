import { describe, expect, it } from 'vitest';
import { playSearch } from '../../../../test/support/fleet-trials.ts';
import type { SearchSpec } from '../../plan/plan.ts';
import { MINUTE_MS } from '../../time.ts';
import { capacityReport } from './capacity-report.ts';
import { nextSearchTrial, type SearchEnds } from './next-search-trial.ts';
import type { SearchEnd } from './next-trial.ts';
import type { Trial } from './trial.ts';

const SIZES = [5, 10, 15, 20, 30, 40];
const rate = (count: number): SearchSpec['initial'] => ({ count, perMs: MINUTE_MS });

/** Pools of runners that slow each other down by 2 % of a job's minute for every other runner: contention, nothing else. */
function overPools(sizes: readonly number[]) {
  const pools = sizes.map((size, unit) => ({ label: `pool-${size}`, unit, size }));
  const search: SearchSpec = { initial: rate(1), maxRate: rate(200), slo: [], pools };
  const trials: Trial[] = [];
  const ends: SearchEnd[] = [];
  for (const [pool, runners] of sizes.entries()) {
    const executionMs = MINUTE_MS * (1 + 0.02 * (runners - 1));
    const played = playSearch({ runners, executionMs, cv: 0.2, seed: `pool ${runners}` }, search);
    trials.push(...played.trials.map((trial) => ({ ...trial, plan: { ...trial.plan, pool } })));
    ends.push(played.end);
  }
  return { arrivals: { model: 'adaptive', shape: 'search', search } as const, trials, ends: ends as unknown as SearchEnds };
}

describe('a search over pools', () => {
  it('fits the law from six pools on, and tells the speed-up of each', () => {
    const { arrivals, trials, ends } = overPools(SIZES);
    const report = capacityReport(arrivals, trials, ends);
    expect(report.verdict).toBe('found');
    expect(report.pools).toHaveLength(6);
    expect(report.pools?.map(({ label }) => label)).toEqual(SIZES.map((size) => `pool-${size}`));
    expect(report.pools?.[0]?.speedUp).toBe(1);
    // X(N) = N ÷ (1 + 0.02 (N − 1)) runs a minute: 40 runners sustain 22.5, which is 4.85 times what 5 do.
    expect(report.pools?.[5]?.speedUp).toBeGreaterThan(4.2);
    expect(report.pools?.[5]?.speedUp).toBeLessThan(5.5);
    expect(report.scaling?.lambda).toBeCloseTo(1, 0);
    expect(report.scaling?.sigma).toBeGreaterThan(0.005);
    expect(report.scaling?.sigma).toBeLessThan(0.04);
    expect(report.scaling?.r2).toBeGreaterThan(0.97);
  });

  it('fits nothing to three', () => {
    const { arrivals, trials, ends } = overPools([5, 10, 15]);
    const report = capacityReport(arrivals, trials, ends);
    expect(report.scaling).toBeUndefined();
    expect(report.pools).toHaveLength(3);
  });

  it('searches one pool after the other, and starts each with a baseline', () => {
    const { arrivals, trials, ends } = overPools([5, 10]);
    const spent = { runs: 0, ms: 0, pollMs: 1_000 };
    expect(nextSearchTrial(arrivals, [], spent)).toMatchObject({ kind: 'baseline', pool: 0 });
    expect(
      nextSearchTrial(
        arrivals,
        trials.filter(({ plan }) => plan.pool === 0),
        spent,
      ),
    ).toMatchObject({ kind: 'baseline', pool: 1 });
    expect(nextSearchTrial(arrivals, trials, spent)).toEqual({ ends });
  });
});
