import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../src/core/plan/parse-plan.ts';
import type { Arrivals, DetailMode } from '../../src/core/plan/plan.ts';
import { reportOf } from '../../src/core/report/report-of.ts';
import type { MetricSummary } from '../../src/core/result.ts';
import type { Session } from '../../src/core/session/session.ts';
import { renderSummary } from '../../src/reports/summary.ts';
import { type RequestCase, requestFigures } from '../support/request-figures.ts';

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

  it('waits for the next hour at the reserve, and says why nothing happens (row 33)', async () => {
    const figures = await requestFigures({ arrivals: closed(60), tokenPerHour: 100 });
    expect(figures.succeeded).toBe(60);
    expect(figures.leastLeft).toBeGreaterThanOrEqual(20);
    expect(figures.warnings[0]).toMatch(
      /^the token has 20 requests left of its 100 an hour, and 20 are left to others \(limits\.reserve\): nothing is sent for \d+ min, until the hour is over$/,
    );
  });

  it('looks less often when the hour is short, and leaves the reserve alone', async () => {
    const arrivals = closed(150, 10);
    const [scarce, plenty] = [await requestFigures({ arrivals, tokenPerHour: 450 }), await requestFigures({ arrivals })];
    expect(scarce.pages).toBeLessThan(0.7 * plenty.pages);
    expect(scarce.leastLeft).toBeGreaterThanOrEqual(90);
    expect(scarce.rateLimitWaits).toBe(0);
  });
});

describe('matrix units', () => {
  it('10,000 jobs take at most 0.06 requests each, and fit into one hour of a token of 1,000', async () => {
    const read = parsePlan(
      `version: 1
name: ten thousand jobs
target: { github: { workflow: fan-out.yml, inputs: { seconds: 30 } } }
scenarios:
  burst: { test: load, rate: 1000 jobs/min, duration: 10m, jobs-per-run: 250 }
`,
      { format: 'yaml' },
    );
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const [scenario] = read.plan.scenarios;
    const figures = await requestFigures({ arrivals: scenario.arrivals, scenario, executionMs: 30_000, cv: 0.3, runners: 800, tokenPerHour: 1_000 });
    const jobs = [...figures.session.runs.values()].reduce((sum, { details }) => sum + (details?.jobs.length ?? 0), 0);
    expect([figures.succeeded, jobs]).toEqual([40, 10_000]);
    expect(figures.requests / jobs).toBeLessThanOrEqual(0.06);
    expect(figures.leastLeft).toBeGreaterThanOrEqual(200);
    expect(figures.rateLimitWaits).toBe(0);
    expect(figures.tookMs).toBeLessThan(3_600_000);
  }, 60_000);
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

describe('limits.detail', () => {
  const figures = (detail: DetailMode, runs = 120, more: Partial<RequestCase> = {}) =>
    requestFigures({ arrivals: closed(runs), limits: { detail, detailShare: 0.25 }, ...more });
  const report = (session: Session) => reportOf(session, { cancelCommand: () => '' });

  it.each([50, 500])('batched: %i runs take at most 1.25 requests a run', async (runs) => {
    const { requests, succeeded } = await figures('batched', runs);
    expect([requests <= 1.25 * runs, succeeded]).toEqual([true, runs]);
  });

  it('batched: measures the execution, says that there is no queue time, and why', async () => {
    const exact = report((await figures('exact')).session);
    const { result, jobs } = report((await figures('batched')).session);
    const [metrics, known] = [result.scenarios[0]?.metrics, exact.result.scenarios[0]?.metrics];
    expect(metrics?.execution_time).toMatchObject({ n: 120, mean: (known?.execution_time as MetricSummary | undefined)?.mean });
    expect(metrics?.queue_time).toMatchObject({ n: 0, unavailable: 120 });
    expect(jobs.map(({ jobId, name, completedAt }) => [jobId, name, completedAt])).toEqual(
      exact.jobs.map(({ jobId, name, completedAt }) => [jobId, name, completedAt]),
    );
    expect(result.cost.runnerMinutes).toBe(exact.result.cost.runnerMinutes);
    expect(result.session.detail).toEqual({ mode: 'batched', runs: { exact: 0, batched: 120, none: 0 } });
    expect(renderSummary({ result, runs: [], jobs })).toContain(
      '**Details:** `batched`: jobs read of 0 runs one by one, of 120 runs by commit, of 0 runs not at all. Check runs do not say when a job was created: no `queue_time`.',
    );
  });

  it('sampled: exact for the share that the seed chooses, and n tells', async () => {
    const [one, other] = [(await figures('sampled')).session, (await figures('sampled')).session];
    const { result } = report(one);
    const { exact = 0, none = 0 } = result.session.detail?.runs ?? {};
    expect(exact + none).toBe(120);
    expect(exact).toBeGreaterThan(15);
    expect(exact).toBeLessThan(50);
    expect(result.scenarios[0]?.metrics.queue_time).toMatchObject({ n: exact, unavailable: none });
    expect(result.session.detail).toMatchObject({ mode: 'sampled', share: 0.25 });
    const read = (session: Session) => [...session.runs.values()].filter(({ details }) => details !== undefined).map(({ slot }) => slot);
    expect(read(other)).toEqual(read(one));
  });

  it('none: the ledger stands, and nothing else is claimed', async () => {
    const { session, details, succeeded } = await figures('none');
    const { result } = report(session);
    expect([details, succeeded]).toEqual([0, 120]);
    expect(result.scenarios[0]?.metrics.execution_time).toMatchObject({ n: 0, unavailable: 120 });
    expect(result.scenarios[0]?.metrics.failed).toMatchObject({ n: 120, value: 0 });
  });
});
