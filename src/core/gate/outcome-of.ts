import { type GateRow, type GateVerdict, OUTCOMES, type Outcome } from '../result.ts';
import type { StopReason } from '../session/event.ts';
import { rowSentence } from './compare-with-baseline.ts';
import { type Finding, findingsOf, remarkOn, type ScenarioFacts } from './scenario-verdict.ts';

/** Everything that a session is judged by. */
export interface OutcomeFacts {
  readonly scenarios: readonly ScenarioFacts[];
  /** Rows of the comparison with a baseline; absent: none was asked for. */
  readonly rows?: readonly GateRow[];
  /** Why the session ended before its plan did; absent: it ended by itself. */
  readonly stop?: StopReason;
}

export interface SessionOutcome {
  readonly outcome: Outcome;
  /** Worst first; empty when passed. */
  readonly reasons: readonly string[];
  /** What a reader must know although it decides nothing. */
  readonly warnings: readonly string[];
}

/**
 * The outcome of a session: the worst of what its parts say, in the order of {@link OUTCOMES}.
 *
 * | part | outcome |
 * |-|-|
 * | stopped by an error · a signal · a budget or time limit | error · aborted · suspended |
 * | a scenario | see {@link findingsOf} |
 * | a row that regressed | regressed |
 * | a row that is missing from this result: what is not there can't have passed | invalid |
 * | a row that is inconclusive or incomparable | inconclusive |
 * | a comparison with no row at all | invalid |
 * | a comparison in which every row is new | inconclusive |
 * | neither scenario nor comparison | invalid |
 */
export function outcomeOf(facts: OutcomeFacts): SessionOutcome {
  const ended = facts.stop === undefined;
  const findings: Finding[] = [
    ...stopFindings(facts.stop),
    ...facts.scenarios.flatMap((scenario) => findingsOf(scenario, ended)),
    ...(facts.rows === undefined ? [] : rowFindings(facts.rows, ended)),
  ];
  if (ended && facts.scenarios.length === 0 && facts.rows === undefined) {
    findings.push({ outcome: 'invalid', reason: 'nothing was run and nothing was compared' });
  }
  const ranked = OUTCOMES.flatMap((is) => findings.filter(({ outcome }) => outcome === is));
  return {
    outcome: ranked[0]?.outcome ?? 'passed',
    reasons: ranked.map(({ reason }) => reason),
    warnings: facts.scenarios.flatMap((scenario) => remarkOn(scenario) ?? []),
  };
}

function stopFindings(stop: OutcomeFacts['stop']): readonly Finding[] {
  switch (stop?.kind) {
    case undefined:
      return [];
    case 'error':
    case 'journal':
    case 'fenced':
      return [{ outcome: 'error', reason: stop.message }];
    case 'signal':
      return [{ outcome: 'aborted', reason: `aborted by ${stop.signal}` }];
    case 'suspended':
      return [{ outcome: 'suspended', reason: stop.message }];
  }
}

function rowFindings(rows: readonly GateRow[], ended: boolean): readonly Finding[] {
  if (rows.length === 0) {
    return ended ? [{ outcome: 'invalid', reason: 'the comparison with the baseline has no row: neither side holds a benchmark' }] : [];
  }
  if (rows.every(({ verdict }) => verdict === 'new')) {
    return [{ outcome: 'inconclusive', reason: `nothing could be compared: the baseline knows none of ${rows.length} values` }];
  }
  return rows.flatMap((row) => {
    const outcome = ROW_OUTCOMES[row.verdict];
    // What a stopped session did not get to is no regression, and a comparison in turns that was under way has not come to its answer.
    const unfinished = !ended && (row.verdict === 'missing' || (row.verdict === 'inconclusive' && row.evidence === 'interleaved'));
    return outcome === undefined || unfinished ? [] : [{ outcome, reason: rowSentence(row) }];
  });
}

const ROW_OUTCOMES: Readonly<Record<GateVerdict, Outcome | undefined>> = {
  regressed: 'regressed',
  missing: 'invalid',
  inconclusive: 'inconclusive',
  incomparable: 'inconclusive',
  passed: undefined,
  improved: undefined,
  new: undefined,
};
