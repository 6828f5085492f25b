import { describe, expect, it } from 'vitest';
import { parseThreshold, type ThresholdRule } from '../../gate/threshold-rule.ts';
import { isSearchable, sloCounts, sloRuns, sloVerdict } from './slo.ts';
import { NO_EVIDENCE, type SloCount, type Trial, type TrialRun } from './trial.ts';

function rule(metric: string, expression: string): ThresholdRule {
  const parsed = parseThreshold(metric, expression);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.rule;
}

const viewOf = (runs: readonly TrialRun[], knownAt: number) => ({ startedAt: 0, knownAt, now: knownAt, runs, evidence: NO_EVIDENCE });
const trialOf = (...slo: readonly SloCount[]): Trial => ({
  plan: { kind: 'confirm', perMinute: 1, durationMs: 1, warmupMs: 0 },
  outcome: { verdict: 'sustained', reason: '', runs: 1, durationMs: 1, slo },
});

describe('the limits of a search', () => {
  it('counts waits beyond the limit, those of the warm-up left out, and what still waits as at least that', () => {
    const runs = [
      { intendedAt: 0, sentAt: 0, startedAt: 90_000 },
      { intendedAt: 100_000, sentAt: 100_000, startedAt: 101_000 },
      { intendedAt: 110_000, sentAt: 110_000, startedAt: 170_000 },
      { intendedAt: 120_000, sentAt: 120_000 },
      { intendedAt: 190_000, sentAt: 190_000 },
    ];
    const seen = sloCounts([rule('queue_time', 'p(95)<60s'), rule('queue_time', 'p(95)<=60s')], viewOf(runs, 200_000), 100_000);
    expect(seen).toEqual([
      { n: 4, beyond: 2, undecided: 1 },
      { n: 4, beyond: 1, undecided: 1 },
    ]);
  });

  it('certifies p95 from 59 runs on, over all trials at the load (0.95⁵⁹ is 4.8 %)', () => {
    const p95 = [rule('queue_time', 'p(95)<60s')];
    expect(sloRuns(p95)).toBe(59);
    expect(sloVerdict(p95, [trialOf({ n: 58, beyond: 0, undecided: 0 })])).toBe('undecided');
    expect(sloVerdict(p95, [trialOf({ n: 30, beyond: 0, undecided: 0 }), trialOf({ n: 29, beyond: 0, undecided: 0 })])).toBe('met');
    expect(sloVerdict(p95, [trialOf({ n: 59, beyond: 12, undecided: 0 })])).toBe('missed');
    expect(sloVerdict(p95, [])).toBe('undecided');
  });

  it('lets the worst of several limits decide', () => {
    const both = [rule('queue_time', 'p(50)<60s'), rule('failed', 'rate<0.05')];
    const good = { n: 100, beyond: 0, undecided: 0 };
    expect(sloVerdict(both, [trialOf(good, { n: 100, beyond: 4, undecided: 0 })])).toBe('met');
    expect(sloVerdict(both, [trialOf(good, { n: 100, beyond: 5, undecided: 0 })])).toBe('missed');
  });

  it('knows which limits hold run by run', () => {
    expect([rule('queue_time', 'p(90)<60s'), rule('wait_time', 'max<=5m'), rule('failed', 'rate<5%')].every(isSearchable)).toBe(true);
    expect(
      [rule('queue_time', 'avg<60s'), rule('queue_time', 'p(90)>60s'), rule('shed', 'rate<5%'), rule('failed', 'count<3')].some(isSearchable),
    ).toBe(false);
  });
});
