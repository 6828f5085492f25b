import { describe, expect, it } from 'vitest';
import type { GateRow, GateVerdict, Verdict } from '../result.ts';
import { emptyLedger } from '../session/ledger.ts';
import { type OutcomeFacts, outcomeOf } from './outcome-of.ts';
import type { ScenarioFacts } from './scenario-verdict.ts';

const good = (name = 'calm', verdicts: readonly Verdict[] = []): ScenarioFacts => ({
  name,
  ledger: { ...emptyLedger(), planned: 50, succeeded: 50 },
  thresholds: verdicts.map((verdict) => ({ metric: 'queue_time', expression: 'p(90)<60s', n: 50, verdict, reason: `threshold ${verdict}` })),
});
const row = (verdict: GateVerdict): GateRow => ({
  benchmark: 'calm',
  metric: 'queue_time p50',
  unit: 's',
  direction: 'smaller',
  verdict,
  reason: `queue_time p50: ${verdict}`,
});
const of = (facts: Partial<OutcomeFacts>) => outcomeOf({ scenarios: [good()], ...facts });

describe('outcomeOf', () => {
  it('is passed with nothing to say when all is well', () => {
    expect(of({})).toEqual({ outcome: 'passed', reasons: [], warnings: [] });
    expect(of({ rows: [row('passed'), row('improved'), row('new')] }).outcome).toBe('passed');
  });

  it.each<[GateVerdict, string]>([
    ['regressed', 'regressed'],
    ['missing', 'invalid'],
    ['inconclusive', 'inconclusive'],
    ['incomparable', 'inconclusive'],
  ])('a row that is %s makes it %s, and is named with its benchmark', (verdict, outcome) => {
    expect(of({ rows: [row('passed'), row(verdict)] })).toMatchObject({ outcome, reasons: [`calm: queue_time p50: ${verdict}`] });
  });

  it('is the worst of all, and lists the reasons worst first', () => {
    const all = of({ scenarios: [good('a', ['inconclusive']), good('b', ['failed'])], rows: [row('regressed')] });
    expect(all.outcome).toBe('breached');
    expect(all.reasons).toEqual(['b: threshold failed', 'calm: queue_time p50: regressed', 'a: threshold inconclusive']);
    expect(of({ scenarios: [good('a', ['failed', 'invalid'])] }).outcome).toBe('invalid');
  });

  it('a comparison that compared nothing does not pass', () => {
    expect(of({ rows: [] }).outcome).toBe('invalid');
    expect(of({ rows: [row('new'), row('new')] })).toMatchObject({
      outcome: 'inconclusive',
      reasons: ['nothing could be compared: the baseline knows none of 2 values'],
    });
    expect(outcomeOf({ scenarios: [] }).outcome).toBe('invalid');
    expect(outcomeOf({ scenarios: [], rows: [row('passed')] }).outcome).toBe('passed');
  });

  it('a stop tells, whatever else there is', () => {
    const half: ScenarioFacts = { name: 'calm', ledger: { ...emptyLedger(), planned: 50, succeeded: 3 }, thresholds: [] };
    expect(of({ scenarios: [half], stop: { kind: 'signal', signal: 'SIGINT' } })).toMatchObject({
      outcome: 'aborted',
      reasons: ['aborted by SIGINT'],
    });
    expect(of({ scenarios: [half], stop: { kind: 'error', message: 'the token was revoked' } })).toMatchObject({
      outcome: 'error',
      reasons: ['the token was revoked'],
    });
    expect(of({ scenarios: [half], stop: { kind: 'suspended', message: 'the budget of 800 requests an hour is spent' } }).outcome).toBe('suspended');
    expect(of({ scenarios: [half], stop: { kind: 'suspended', message: 'x' }, rows: [row('missing')] }).outcome).toBe('suspended');
  });

  it('says what decides nothing as a warning', () => {
    const few: ScenarioFacts = { name: 'calm', ledger: { ...emptyLedger(), planned: 50, succeeded: 49, failed: 1 }, thresholds: [] };
    expect(of({ scenarios: [few] })).toEqual({
      outcome: 'passed',
      reasons: [],
      warnings: ['calm: 1 of 50 runs did not succeed: 1 failed; no threshold says how many may'],
    });
  });
});
