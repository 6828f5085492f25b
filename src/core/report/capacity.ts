import { capacityReport } from '../load/search/capacity-report.ts';
import type { CapacityReport } from '../result.ts';
import type { ScenarioState, Session } from '../session/session.ts';
import { adaptiveOf, endedTrials, searchEnds } from '../session/trials.ts';

/** What the trials of an adaptive scenario found, as far as they have come; `undefined` for every other scenario. */
export function capacityOf(session: Session, state: ScenarioState): CapacityReport | undefined {
  const arrivals = adaptiveOf(state);
  if (arrivals === undefined) return undefined;
  const trials = endedTrials(state);
  const why = session.abort?.why ?? (session.endedAt === undefined ? 'it has not ended' : 'the session was stopped');
  const reason = `the search was not finished after ${trials.length} trial${trials.length === 1 ? '' : 's'}: ${why}`;
  return capacityReport(arrivals, trials, searchEnds(session, state) ?? [{ end: 'inconclusive', limiter: 'stopped', reason }]);
}
