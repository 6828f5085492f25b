import { describe, expect, it } from 'vitest';
import type { Sample } from './sample.ts';
import { summarizeMetric, summarizeMetrics } from './summarize-metric.ts';

const measured = (seconds: number, evidence?: string): Sample => ({
  metric: 'queue_time',
  slot: '0-0',
  status: 'measured',
  ms: seconds * 1_000,
  ...(evidence !== undefined && { evidence }),
});
const censored = (seconds: number): Sample => ({
  metric: 'queue_time',
  slot: '0-0',
  status: 'censored',
  ms: seconds * 1_000,
  reason: 'cancelled while it was queued',
});

describe('summarizeMetric', () => {
  it('describes measured values in seconds, R type 7', () => {
    const summary = summarizeMetric(
      'queue_time',
      [3, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20].map((seconds) => measured(seconds)),
    );
    expect(summary).toMatchObject({
      unit: 's',
      of: 'job',
      n: 11,
      min: 3,
      max: 20,
      percentiles: { 50: 9, 75: 14, 90: 16, 95: 18 },
      ci95: { 50: [6, 16] },
      estimator: 'R7',
      censored: 0,
    });
    expect(summary.percentiles[99]).toBeCloseTo(19.6, 12);
    expect(Object.keys(summary.ci95)).toEqual(['50']);
    expect(summary.notes).toBeUndefined();
  });

  it('counts censored values in the percentiles and leaves the open ones out', () => {
    const summary = summarizeMetric('queue_time', [...[1, 2, 3, 4].map((seconds) => measured(seconds)), censored(10), censored(10)]);
    expect(summary).toMatchObject({ n: 4, max: 4, censored: 2, percentiles: { 50: 3.5 } });
    expect(Object.keys(summary.percentiles)).toEqual(['50']);
    expect(summary.notes).toEqual(['2 censored: cancelled while it was queued']);
  });

  it('keeps anomalous values out of every number, and says what else a reader must know', () => {
    const summary = summarizeMetric('queue_time', [
      measured(1, 'disputed: first step 3.0 s later'),
      { metric: 'queue_time', slot: '0-1', status: 'anomalous', ms: -1_000, reason: 'started_at lies before created_at' },
      { metric: 'queue_time', slot: '0-2', status: 'unavailable', reason: 'skipped: it never ran' },
      { metric: 'queue_time', slot: '0-3', status: 'unavailable', reason: 'skipped: it never ran' },
    ]);
    expect(summary).toMatchObject({ n: 1, min: 1, mean: 1, anomalous: 1, unavailable: 2 });
    expect(summary.sd).toBeUndefined();
    expect(summary.notes).toEqual([
      "1 disputed: the first step (runner's clock) began more than 2 s apart from started_at",
      '1 anomalous: started_at lies before created_at',
      '2 unavailable: skipped: it never ran',
    ]);
  });

  it('has no number where there is no value', () => {
    expect(summarizeMetric('dispatch_latency', [])).toEqual({
      unit: 's',
      of: 'run',
      n: 0,
      percentiles: {},
      ci95: {},
      estimator: 'R7',
      censored: 0,
      anomalous: 0,
      unavailable: 0,
    });
  });
});

describe('summarizeMetrics', () => {
  it('gives one summary a metric, in the order of the reports', () => {
    const total: Sample = { metric: 'total_time', slot: '0-0', status: 'measured', ms: 5_000 };
    expect(Object.keys(summarizeMetrics([total, measured(1)]))).toEqual(['queue_time', 'total_time']);
  });
});
