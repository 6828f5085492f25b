import type { Observation } from '../timing/records.ts';
import type { SessionEvent } from './event.ts';
import { type Session, unitOfSlot } from './session.ts';

const KNOWN = new Set(['queued', 'in_progress', 'completed', 'waiting', 'requested', 'pending', 'action_required']);

/** Does the run wait for somebody's approval? */
export function isHeld({ status }: Pick<Observation, 'status'>): boolean {
  return status === 'waiting' || status === 'action_required';
}

/** What a person should do about a run in this state; said once for each workflow. */
export function hintOf(session: Session, observation: Observation): Extract<SessionEvent, { type: 'warned' }> | undefined {
  const run = session.runs.get(observation.runId);
  if (run === undefined) return undefined;
  const { workflow } = unitOfSlot(session, run);
  const { status, url } = observation;
  const hint = hintFor(workflow, observation, session.units[run.scenario]?.[run.unit]?.concurrency);
  if (hint === undefined || session.warnings.some((warning) => warning.startsWith(hint.what))) return undefined;
  return { type: 'warned', message: `${hint.what} (first seen: ${url}${KNOWN.has(status) ? '' : `, status "${status}"`}): ${hint.advice}` };
}

function hintFor(
  workflow: string,
  { status, attempt }: Observation,
  group: string | undefined,
): { readonly what: string; readonly advice: string } | undefined {
  if (isHeld({ status })) {
    return {
      what: `runs of ${workflow} wait for an approval`,
      advice: 'approve them, or use an environment without required reviewers and wait timer; how long they wait is no queue time',
    };
  }
  if (status === 'pending' && group !== undefined) {
    return {
      what: `runs of ${workflow} wait for each other`,
      advice: `its concurrency group "${group}" lets one run work at a time: take it out, or make it different for every run`,
    };
  }
  if (attempt > 1) return { what: `runs of ${workflow} were run again by hand`, advice: 'their first attempts are counted and measured' };
  if (!KNOWN.has(status)) {
    return { what: `runs of ${workflow} are in a state that this version does not know`, advice: 'taken as not ended; an update may know more' };
  }
  return undefined;
}
