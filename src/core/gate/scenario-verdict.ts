import type { Outcome, ScenarioResult, Verdict } from '../result.ts';
import { LEDGER_BOXES, type LedgerBox, TRIAL_DECIDED } from '../session/ledger.ts';

/** What a scenario is judged by. */
export type ScenarioFacts = Pick<ScenarioResult, 'name' | 'ledger' | 'thresholds'> &
  Partial<Pick<ScenarioResult, 'ledgerReasons' | 'schedule' | 'suite' | 'tests' | 'capacity'>>;

/** Something that speaks for an outcome other than passed, in one sentence. */
export interface Finding {
  readonly outcome: Outcome;
  readonly reason: string;
}

/**
 * What a scenario's ledger and thresholds say.
 *
 * | fact | finding |
 * |-|-|
 * | nothing was planned, or every slot was excluded | invalid: there is no data |
 * | slots are in no box of the ledger | failed |
 * | a run was lost | failed |
 * | no run succeeded | failed |
 * | some runs failed, timed out, were cancelled or shed | none: how many may, the thresholds of `failed` and `shed` say. It is shown as a remark |
 * | less than 99 % of the runs were sent when they were due, or more than 5 % late | invalid: not what was planned was measured |
 * | a test could not be run | invalid |
 * | fewer tests passed than must | failed |
 * | a capacity that somebody else than the fleet limited | invalid |
 * | a capacity without a bound, or without a load that meets its limits | inconclusive |
 * | a threshold has failed | breached |
 * | a threshold is invalid | invalid |
 * | a threshold is inconclusive | inconclusive |
 *
 * @param ended false for a session that was stopped: what only an ended scenario can tell (no data, slots in no box, nothing succeeded, too
 * few values) is then no finding yet
 */
export function findingsOf(facts: ScenarioFacts, ended: boolean): readonly Finding[] {
  const { schedule } = facts;
  const findings: Finding[] = [
    ...ledgerFindings(facts, ended),
    ...(ended ? suiteFindings(facts) : []),
    ...capacityFindings(facts, ended),
    ...thresholdFindings(facts, ended),
  ];
  if (ended && schedule?.invalid !== undefined) findings.push({ outcome: 'invalid', reason: schedule.invalid });
  return findings.map(({ outcome, reason }) => ({ outcome, reason: `${facts.name}: ${reason}` }));
}

function ledgerFindings({ ledger, ledgerReasons = {} }: ScenarioFacts, ended: boolean): readonly Finding[] {
  const findings: Finding[] = [];
  const settled = LEDGER_BOXES.reduce((sum, box) => sum + ledger[box], 0);
  if (ledger.lost > 0) {
    findings.push({ outcome: 'failed', reason: `${ledger.lost} of ${runs(ledger.planned)} ${ledger.lost === 1 ? 'was' : 'were'} lost` });
  }
  if (!ended) return findings;
  if (ledger.planned === 0) return [...findings, { outcome: 'invalid', reason: 'nothing was planned, so nothing was measured' }];
  const why = Object.entries(ledgerReasons).sort(([, a], [, b]) => b - a)[0]?.[0];
  if (ledger.excluded === ledger.planned) {
    return [
      ...findings,
      {
        outcome: 'invalid',
        reason: `no data: ${ledger.planned === 1 ? 'the run was' : `all ${runs(ledger.planned)} were`} excluded${why === undefined ? '' : ` (${why})`}`,
      },
    ];
  }
  if (settled !== ledger.planned) {
    findings.push({ outcome: 'failed', reason: `the ledger does not add up: ${runs(ledger.planned)} planned, ${settled} accounted for` });
  }
  if (ledger.succeeded === 0) {
    findings.push({ outcome: 'failed', reason: `none of ${runs(ledger.planned)} succeeded: ${boxes(ledger)}` });
  }
  return findings;
}

/** What could not be run says nothing about what is tested, so its suite can't have passed. */
function suiteFindings({ suite, tests = [] }: ScenarioFacts): readonly Finding[] {
  if (suite === undefined) return [];
  const findings: Finding[] = [];
  const { required, value, passed, of } = suite.passRate;
  const unrun = tests.find(({ status }) => status === 'error');
  if (unrun !== undefined) {
    const reason = `${suite.counts.error} of ${count(of, 'test')} could not be run: ${unrun.id}: ${unrun.error ?? 'nobody knows why'}`;
    findings.push({ outcome: 'invalid', reason });
  }
  if (value < required) {
    findings.push({ outcome: 'failed', reason: `${passed} of ${count(of, 'test')} passed (${percent(value)}), and ${percent(required)} must` });
  }
  return findings;
}

const percent = (share: number): string => `${Math.floor(share * 1_000 + 1e-9) / 10}%`;

/** A bound that was not found is no failure of the fleet, and no success either: nobody knows where it breaks. */
function capacityFindings({ capacity }: ScenarioFacts, ended: boolean): readonly Finding[] {
  if (capacity === undefined || !ended) return [];
  const { verdict, limiter, reason, slo } = capacity;
  if (verdict === 'invalid') return [{ outcome: 'invalid', reason: `no capacity, because the limit was not the fleet but ${limiter}: ${reason}` }];
  if (verdict !== 'found')
    return [{ outcome: 'inconclusive', reason: `${verdict === 'inconclusive' ? 'no capacity' : verdict} (${limiter}): ${reason}` }];
  return slo === undefined || slo.perMinute !== undefined ? [] : [{ outcome: 'inconclusive', reason: `${slo.expression}: ${slo.reason}` }];
}

function thresholdFindings({ thresholds }: ScenarioFacts, ended: boolean): readonly Finding[] {
  const outcomes: Readonly<Record<Verdict, Outcome | undefined>> = {
    passed: undefined,
    failed: 'breached',
    invalid: ended ? 'invalid' : undefined,
    inconclusive: ended ? 'inconclusive' : undefined,
  };
  return thresholds.flatMap(({ verdict, reason }) => {
    const outcome = outcomes[verdict];
    return outcome === undefined ? [] : [{ outcome, reason }];
  });
}

/** What a reader must know of a scenario although it decides nothing: `3 of 50 runs did not succeed: 2 failed, 1 shed`. */
export function remarkOn({ name, ledger: all, ledgerReasons, thresholds, suite }: ScenarioFacts): string | undefined {
  // How many tests may fail, its pass rate says.
  if (suite !== undefined) return undefined;
  const ledger = withoutDecided(all, ledgerReasons);
  const others = boxes(ledger);
  if (others === '' || ledger.succeeded === 0) return undefined;
  const judged = thresholds.some(({ metric }) => metric === 'failed' || metric === 'shed');
  const n = LEDGER_BOXES.reduce((sum, box) => sum + (box === 'succeeded' ? 0 : ledger[box]), 0);
  return `${name}: ${n} of ${runs(ledger.planned)} did not succeed: ${others}${judged ? '' : '; no threshold says how many may'}`;
}

/** Nobody needs to be warned of what a search ended itself; the ledger tells it. What others cancelled meanwhile stays. */
function withoutDecided(ledger: ScenarioFacts['ledger'], reasons: ScenarioFacts['ledgerReasons'] = {}): ScenarioFacts['ledger'] {
  const decided = Object.entries(reasons).filter(([reason]) => reason.includes(TRIAL_DECIDED));
  const ended = (box: LedgerBox): number => decided.reduce((sum, [reason, n]) => sum + (reason.startsWith(`${box}:`) ? n : 0), 0);
  return { ...ledger, ...Object.fromEntries(LEDGER_BOXES.map((box) => [box, ledger[box] - ended(box)])) };
}

/**
 * A scenario's verdict with its reasons, worst first.
 *
 * `invalid`: no data for the scenario or for a threshold. `failed`: by the ledger or a threshold. `inconclusive`: a threshold is.
 */
export function scenarioVerdict(facts: ScenarioFacts, ended = true): { readonly verdict: Verdict; readonly reasons: readonly string[] } {
  const findings = findingsOf(facts, ended);
  const order: readonly (readonly [Verdict, readonly Outcome[]])[] = [
    ['invalid', ['invalid']],
    ['failed', ['failed', 'breached']],
    ['inconclusive', ['inconclusive']],
  ];
  const strip = facts.name.length + 2;
  const reasons = order
    .flatMap(([, outcomes]) => outcomes.flatMap((is) => findings.filter(({ outcome }) => outcome === is)))
    .map(({ reason }) => reason.slice(strip));
  const verdict = order.find(([, outcomes]) => findings.some(({ outcome }) => outcomes.includes(outcome)))?.[0];
  return { verdict: verdict ?? (ended ? 'passed' : 'inconclusive'), reasons: verdict === undefined && !ended ? ['stopped before its end'] : reasons };
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
const runs = (n: number): string => count(n, 'run');

function boxes(ledger: ScenarioFacts['ledger']): string {
  return LEDGER_BOXES.filter((box) => box !== 'succeeded' && ledger[box] > 0)
    .map((box) => `${ledger[box]} ${box.replace('_', ' ')}`)
    .join(', ');
}
