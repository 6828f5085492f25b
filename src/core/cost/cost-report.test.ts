import { describe, expect, it } from 'vitest';
import type { JobRecord } from '../timing/records.ts';
import { costOf } from './cost-report.ts';
import { billedJobs, jobCostUsd, jobMinutes } from './job-cost.ts';

const T0 = Date.parse('2026-11-21T10:00:00Z');
function job(seconds: number, more: Partial<JobRecord> = {}): JobRecord {
  return {
    id: '1',
    name: 'work',
    status: 'completed',
    conclusion: 'success',
    createdAt: T0,
    startedAt: T0 + 5_000,
    completedAt: T0 + 5_000 + seconds * 1_000,
    runner: { id: '7', name: 'GitHub Actions 7' },
    labels: ['ubuntu-latest'],
    attempt: 1,
    ...more,
  };
}
const without = <K extends keyof JobRecord>(record: JobRecord, ...keys: readonly K[]): JobRecord =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key as K))) as unknown as JobRecord;

describe('jobMinutes', () => {
  it('bills every started minute, and at least one', () => {
    expect([0, 1, 30, 60, 61, 119, 120, 121].map((seconds) => jobMinutes(job(seconds)).billed)).toEqual([1, 1, 1, 1, 2, 2, 2, 3]);
    expect(jobMinutes(job(30)).ran).toBe(0.5);
  });

  it('bills nothing for a job that never ran, is still running, or has impossible stamps', () => {
    const none = [
      without(job(30), 'runner'),
      job(30, { conclusion: 'skipped' }),
      without(job(30, { status: 'in_progress', conclusion: null }), 'completedAt'),
      job(-30),
    ];
    for (const one of none) expect(jobMinutes(one)).toEqual({ ran: 0, billed: 0 });
  });

  it('counts a running job up to a given instant', () => {
    const running = without(job(30, { status: 'in_progress', conclusion: null }), 'completedAt');
    expect(jobMinutes(running, T0 + 5_000 + 90_000)).toEqual({ ran: 1.5, billed: 2 });
  });
});

describe('costOf', () => {
  it("bills a thousand jobs of 30 s as 1,000 minutes, $6.00: the reference's example", () => {
    expect(costOf(Array.from({ length: 1_000 }, () => job(30)))).toEqual({
      runnerMinutes: 500,
      billedMinutes: 1_000,
      currency: 'USD',
      cardDate: '2026-11',
      actual: 6,
      byLabel: [{ label: 'ubuntu-latest', jobs: 1_000, billedMinutes: 1_000, usd: 6 }],
    });
  });

  it('keeps apart what has no price', () => {
    const cost = costOf([job(90), job(61, { labels: ['arc-pool'] }), job(600, { labels: ['self-hosted', 'gpu'] })], 0.02);
    expect(cost).toMatchObject({ billedMinutes: 14, actual: 0.012, estimated: 0.02 });
    expect(cost.byLabel).toEqual([
      { label: 'self-hosted, gpu', jobs: 1, billedMinutes: 10, usd: 0 },
      { label: 'arc-pool', jobs: 1, billedMinutes: 2 },
      { label: 'ubuntu-latest', jobs: 1, billedMinutes: 2, usd: 0.012 },
    ]);
  });

  it('names no sum where nothing has a price', () => {
    expect(costOf([job(61, { labels: ['arc-pool'] })])).toEqual({
      runnerMinutes: 61 / 60,
      billedMinutes: 2,
      byLabel: [{ label: 'arc-pool', jobs: 1, billedMinutes: 2 }],
    });
    expect(costOf([])).toEqual({ runnerMinutes: 0, billedMinutes: 0 });
    expect(jobCostUsd(job(61, { labels: ['arc-pool'] }))).toBe(0);
    expect(jobCostUsd(job(61))).toBe(0.012);
  });
});

describe('billedJobs', () => {
  it('bills each attempt, and what was carried over once', () => {
    const failed = job(60, { id: '1', name: 'b', conclusion: 'failure' });
    const fine = job(60, { id: '2', name: 'a' });
    const carried = job(60, { id: '3', name: 'a', attempt: 2, createdAt: T0 + 900_000 });
    const again = job(60, { id: '4', name: 'b', attempt: 2, createdAt: T0 + 900_000, startedAt: T0 + 905_000, completedAt: T0 + 965_000 });
    expect(billedJobs([failed, fine, carried, again]).map(({ id }) => id)).toEqual(['1', '2', '4']);
    expect(billedJobs([carried, again]).map(({ id }) => id)).toEqual(['4']);
  });
});
