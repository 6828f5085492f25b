import { expect, test } from 'vitest';
import { sampleInput } from '../../test/support/sample-result.ts';
import type { JobRow, MetricSummary, ReportInput } from '../core/result.ts';
import { outputsOf } from './outputs.ts';

const places = { resultPath: '/r/result.json', reportPath: '/r/summary.md' };

function withJobs(scenarios: number, times: readonly JobRow['times'][string][]): ReportInput {
  const input = sampleInput();
  const [scenario] = input.result.scenarios;
  const [job] = input.jobs;
  if (scenario === undefined || job === undefined) throw new Error('the sample has a scenario and a job');
  return {
    ...input,
    result: { ...input.result, scenarios: Array.from({ length: scenarios }, (_, n) => ({ ...scenario, name: `s${n}` })) },
    jobs: times.map((time) => ({ ...job, times: { queue_time: time } })),
  };
}

const measured = (seconds: number) => ({ seconds, status: 'measured' });

test('of one scenario, the percentiles are those of the result', () => {
  const input = withJobs(1, []);
  const summary = input.result.scenarios[0]?.metrics.queue_time as MetricSummary;
  expect(outputsOf(input, places).get('queue-time-p95')).toBe(String(summary.percentiles['95']));
});

test('of several scenarios, all their jobs are pooled (R: quantile(c(1,2,3,10), c(.5,.95,.99), type=7))', () => {
  const outputs = outputsOf(withJobs(2, [measured(10), measured(1), measured(3), measured(2)]), places);
  expect(outputs.get('queue-time-p50')).toBe('2.5');
  expect(Number(outputs.get('queue-time-p95'))).toBeCloseTo(8.95, 12);
  expect(Number(outputs.get('queue-time-p99'))).toBeCloseTo(9.79, 12);
});

test('a job that was cancelled in the queue leaves high percentiles open: empty, not guessed', () => {
  const outputs = outputsOf(withJobs(2, [measured(1), measured(2), measured(3), { seconds: 5, status: 'censored' }]), places);
  expect(outputs.get('queue-time-p50')).toBe('2.5');
  expect(outputs.get('queue-time-p99')).toBe('');
});

test('without a value there is an empty text', () => {
  expect(outputsOf(withJobs(2, []), places).get('queue-time-p50')).toBe('');
});

test('max-sustainable-rate is the load that was confirmed; empty where none was', () => {
  const input = sampleInput();
  const [scenario] = input.result.scenarios;
  if (scenario === undefined) throw new Error('the sample has a scenario');
  const capacity = { verdict: 'found', perMinute: 10.4, interval: [9.3310927, 11.9], limiter: 'fleet', reason: '', trials: [] } as const;
  const found = { ...input, result: { ...input.result, scenarios: [{ ...scenario, capacity }] } };
  expect(outputsOf(found, places).get('max-sustainable-rate')).toBe('9.33109');
  expect(outputsOf(input, places).get('max-sustainable-rate')).toBe('');
});
