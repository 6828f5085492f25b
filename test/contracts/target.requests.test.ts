import { describe, expect, it } from 'vitest';
import type { Arrivals } from '../../src/core/plan/plan.ts';
import { requestFigures } from '../support/request-figures.ts';

/**
 * The whole controller against the embedded GitHub on a virtual clock: runs of two minutes that queue for ten seconds. Floors are one
 * dispatch and one job list a run, and each page of the list of runs once.
 */
const closed = (runs: number, concurrency = runs): Arrivals => ({ model: 'closed', runs, concurrency });

describe('requests of a session', () => {
  it.each([
    [50, 116],
    [500, 1_085],
  ])('%i runs at once take at most %i, and end as soon as the last run', async (runs, most) => {
    const figures = await requestFigures({ arrivals: closed(runs) });
    expect(figures.succeeded).toBe(runs);
    expect(figures.requests).toBeLessThanOrEqual(most);
    expect(figures.rateLimitWaits).toBe(0);
    expect(figures.lagMs.last).toBeLessThanOrEqual(2_000);
    expect(figures.tookMs).toBeLessThanOrEqual(figures.idealMs + 2_000);
  });

  it('280 runs fit into one hour of a token of 1,000, and 200 requests are left to others', async () => {
    const figures = await requestFigures({ arrivals: closed(280), tokenPerHour: 1_000 });
    expect(figures.succeeded).toBe(280);
    expect(figures.leastLeft).toBeGreaterThanOrEqual(200);
    expect(figures.tookMs).toBeLessThan(3_600_000);
    expect(figures.rateLimitWaits).toBe(0);
  });

  it('looks less often when the hour is short, and leaves the reserve alone', async () => {
    const arrivals = closed(150, 10);
    const [scarce, plenty] = [await requestFigures({ arrivals, tokenPerHour: 450 }), await requestFigures({ arrivals })];
    expect(scarce.pages).toBeLessThan(0.7 * plenty.pages);
    expect(scarce.leastLeft).toBeGreaterThanOrEqual(90);
    expect(scarce.rateLimitWaits).toBe(0);
  });
});

describe('what late looks cost', () => {
  it.each([
    ['runs of 2 min in 20 places', { arrivals: closed(100, 20) }, 0.04],
    ['runs of 5 s in 5 places', { arrivals: closed(100, 5), executionMs: 5_000 }, 0.04],
    ['runs of 20 s in 10 places', { arrivals: closed(100, 10), executionMs: 20_000 }, 0.08],
    ['runs of 20 s that vary as an exponential does, in 10 places', { arrivals: closed(100, 10), executionMs: 20_000, cv: 1 }, 0.1],
    ['runs of one hour in 10 places', { arrivals: closed(40, 10), executionMs: 3_600_000 }, 0.005],
  ])('%s: little of the throughput', async (_, one, lost) => {
    const figures = await requestFigures(one);
    expect(figures.tookMs / figures.idealMs - 1).toBeLessThan(lost);
  });
});
