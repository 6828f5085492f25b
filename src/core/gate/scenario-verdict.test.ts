import { describe, expect, it } from 'vitest';
import type { ThresholdVerdict, Verdict } from '../result.ts';
import { emptyLedger, type Ledger } from '../session/ledger.ts';
import { findingsOf, remarkOn, type ScenarioFacts, scenarioVerdict } from './scenario-verdict.ts';

const facts = (ledger: Partial<Ledger>, thresholds: readonly ThresholdVerdict[] = [], ledgerReasons: Record<string, number> = {}): ScenarioFacts => ({
  name: 'calm',
  ledger: { ...emptyLedger(), ...ledger },
  ledgerReasons,
  thresholds,
});
const threshold = (verdict: Verdict, metric = 'queue_time'): ThresholdVerdict => ({
  metric,
  expression: 'p(90)<60s',
  n: 50,
  verdict,
  reason: `it ${verdict}`,
});

const CAPACITY = { verdict: 'found', perMinute: 10, interval: [9, 11], limiter: 'fleet', reason: 'two trials each', trials: [] } as const;

describe('findingsOf', () => {
  it.each<[string, ScenarioFacts, readonly string[]]>([
    ['a good one', facts({ planned: 50, succeeded: 50 }, [threshold('passed')]), []],
    ['a capacity', { ...facts({ planned: 50, succeeded: 50 }), capacity: CAPACITY }, []],
    [
      'a capacity that GitHub limited',
      {
        ...facts({ planned: 50, succeeded: 50 }),
        capacity: { ...CAPACITY, verdict: 'invalid', limiter: 'secondary-rate-limit', reason: 'held back once' },
      },
      ['invalid: calm: no capacity, because the limit was not the fleet but secondary-rate-limit: held back once'],
    ],
    [
      'a capacity beyond the cap',
      {
        ...facts({ planned: 50, succeeded: 50 }),
        capacity: { ...CAPACITY, verdict: 'bound not found', limiter: 'max-rate', reason: 'it kept up with 60/min' },
      },
      ['inconclusive: calm: bound not found (max-rate): it kept up with 60/min'],
    ],
    [
      'a capacity of which no load meets the limits',
      { ...facts({ planned: 50, succeeded: 50 }), capacity: { ...CAPACITY, slo: { expression: 'queue_time: p(95)<1s', reason: 'none met it' } } },
      ['inconclusive: calm: queue_time: p(95)<1s: none met it'],
    ],
    ['nothing planned', facts({}), ['invalid: calm: nothing was planned, so nothing was measured']],
    [
      'all excluded',
      facts({ planned: 3, excluded: 3 }, [], { 'every job was skipped': 3 }),
      ['invalid: calm: no data: all 3 runs were excluded (every job was skipped)'],
    ],
    ['one lost', facts({ planned: 50, succeeded: 49, lost: 1 }), ['failed: calm: 1 of 50 runs was lost']],
    ['one in no box', facts({ planned: 50, succeeded: 49 }), ['failed: calm: the ledger does not add up: 50 runs planned, 49 accounted for']],
    ['none succeeded', facts({ planned: 5, failed: 3, timed_out: 2 }), ['failed: calm: none of 5 runs succeeded: 3 failed, 2 timed out']],
    ['a few failed', facts({ planned: 50, succeeded: 47, failed: 3 }), []],
    ['a breach', facts({ planned: 50, succeeded: 50 }, [threshold('failed')]), ['breached: calm: it failed']],
    ['no data for a threshold', facts({ planned: 50, succeeded: 50 }, [threshold('invalid')]), ['invalid: calm: it invalid']],
    ['too few values', facts({ planned: 50, succeeded: 50 }, [threshold('inconclusive')]), ['inconclusive: calm: it inconclusive']],
  ])('%s', (_, given, want) => {
    expect(findingsOf(given, true).map(({ outcome, reason }) => `${outcome}: ${reason}`)).toEqual(want);
  });

  it('of a stopped session hold only what more time could not change', () => {
    const stopped = facts({ planned: 50, lost: 1 }, [threshold('failed'), threshold('invalid'), threshold('inconclusive')]);
    expect(findingsOf(stopped, false).map(({ outcome }) => outcome)).toEqual(['failed', 'breached']);
  });
});

describe('remarkOn', () => {
  it('says that some did not succeed, and whether anything judges that', () => {
    const some = { planned: 50, succeeded: 47, failed: 2, shed: 1 };
    expect(remarkOn(facts(some))).toBe('calm: 3 of 50 runs did not succeed: 2 failed, 1 shed; no threshold says how many may');
    expect(remarkOn(facts(some, [threshold('passed', 'failed')]))).toBe('calm: 3 of 50 runs did not succeed: 2 failed, 1 shed');
    expect(remarkOn(facts({ planned: 1, succeeded: 1 }))).toBeUndefined();
  });

  it('warns of no run that a search for the capacity ended itself, and of every other', () => {
    const searched = (boxes: Partial<Record<string, number>>, ledgerReasons: Record<string, number>) => ({
      ...facts({ planned: 50, ...boxes }),
      ledgerReasons,
    });
    const reasons = {
      'cancelled: stopped: its trial had been decided (overloaded)': 8,
      'excluded: not sent: its trial had been decided (overloaded)': 2,
    };
    expect(remarkOn(searched({ succeeded: 40, cancelled: 8, excluded: 2 }, reasons))).toBeUndefined();
    expect(remarkOn(searched({ succeeded: 38, cancelled: 10, excluded: 2 }, { ...reasons, 'cancelled: somebody cancelled it': 2 }))).toContain(
      '2 of 50 runs did not succeed: 2 cancelled',
    );
  });
});

describe('scenarioVerdict', () => {
  it('is the worst of its findings, with the reasons worst first', () => {
    const both = facts({ planned: 50, succeeded: 49, lost: 1 }, [threshold('inconclusive'), threshold('failed')]);
    expect(scenarioVerdict(both)).toEqual({ verdict: 'failed', reasons: ['1 of 50 runs was lost', 'it failed', 'it inconclusive'] });
    expect(scenarioVerdict(facts({ planned: 1, succeeded: 1 }))).toEqual({ verdict: 'passed', reasons: [] });
    expect(scenarioVerdict(facts({ planned: 1, excluded: 1 })).verdict).toBe('invalid');
  });

  it('has not passed when it was stopped', () => {
    expect(scenarioVerdict(facts({ planned: 9, succeeded: 3 }), false)).toEqual({ verdict: 'inconclusive', reasons: ['stopped before its end'] });
  });
});
