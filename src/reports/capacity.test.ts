import { describe, expect, it } from 'vitest';
import { sampleInput } from '../../test/support/sample-result.ts';
import type { CapacityReport, ReportInput } from '../core/result.ts';
import { capacityHeadline } from './capacity-lines.ts';
import { renderSummary } from './summary.ts';
import { renderTerminal } from './terminal.ts';

const FOUND: CapacityReport = {
  verdict: 'found',
  perMinute: 10.3679,
  interval: [9.3311, 11.923],
  limiter: 'fleet',
  reason: 'two trials each: 9.33/min was sustained, 11.9/min was not',
  probe: { concurrent: 20, executionTime: 115.7, n: 97, perMinute: 10.3679, ci95: [9.676, 11.166] },
  slo: { perMinute: 9.3311, expression: 'queue_time: p(90)<60s', reason: '9.33/min met it with 95 % certainty' },
  trials: [
    { kind: 'baseline', perMinute: 2, runs: 5, verdict: 'sustained', reason: '5 runs took 2m each', startedAt: '2026-01-05T08:00:00.000Z' },
    { kind: 'probe', perMinute: 4, runs: 97, verdict: 'overloaded', reason: '20.0 runs worked at once' },
    { kind: 'confirm', perMinute: 11.923, runs: 7, verdict: 'invalid', cause: 'controller-stall', reason: 'it <b>stood</b> still | for 7s' },
    { kind: 'confirm', perMinute: 11.923, runs: 93, verdict: 'overloaded', reason: 'the queue grew by 13 %', endedAt: '2026-01-05T09:00:35.050Z' },
  ],
};

function withCapacity(capacity: CapacityReport): ReportInput {
  const input = sampleInput();
  const [first, ...others] = input.result.scenarios;
  if (first === undefined) throw new Error('the sample has a scenario');
  return { ...input, result: { ...input.result, scenarios: [{ ...first, capacity }, ...others] } };
}

describe('a capacity', () => {
  it('stands in the summary with interval, evidence and trials', () => {
    const text = renderSummary(withCapacity(FOUND));
    expect(text).toContain('9.33/min was sustained, 11.9/min was not; most likely 10.4/min');
    expect(text).toContain('20 runs at once ÷ 1m56s mean execution time = 10.4/min (95 %: 9.68–11.2/min, n 97)');
    expect(text).toContain('4 trials, 202 runs, 1h1m');
    expect(text).toMatch(/\| probe .*4\/min,.doubling/);
    expect(text).toContain('controller-stall');
    // A reason is text like any other.
    expect(text).not.toContain('<b>');
  });

  it('stands in the terminal, narrow as it is', () => {
    const text = renderTerminal(withCapacity(FOUND), { columns: 60 });
    expect(text).toContain('9.33/min was sustained');
    for (const line of text.split('\n')) if (line.includes('controller-stall')) expect(line.length).toBeLessThanOrEqual(60);
  });

  it('of several pools says the law, and its peak only where it has one', () => {
    const scaling = { lambda: 2, sigma: 0.01, kappa: 0.0004, r2: 0.99, reach: 24 };
    expect(renderSummary(withCapacity({ ...FOUND, scaling }))).toContain('R² 0.99: no size up to 24 runners from which on more sustain less');
    expect(renderSummary(withCapacity({ ...FOUND, scaling: { ...scaling, peak: 19.6 } }))).toContain(
      'R² 0.99: from 20 runners on, more sustain less',
    );
  });

  it('says who the limit was, and never a number that was not found', () => {
    const { interval: _, perMinute: __, ...rest } = FOUND;
    expect(capacityHeadline({ ...rest, verdict: 'invalid', limiter: 'secondary-rate-limit' })).toBe(
      'invalid: the limit was not the fleet but secondary-rate-limit',
    );
    expect(capacityHeadline({ ...rest, verdict: 'bound not found', limiter: 'max-rate' })).toBe('no bound was found: max-rate was reached first');
  });
});
