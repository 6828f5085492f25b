import type { Plan } from '../core/plan/plan.ts';
import { readingGapMs } from '../core/session/absence.ts';
import type { Basis, SessionEvent } from '../core/session/event.ts';
import { findKeyWith, keyPrefix } from '../core/session/key.ts';
import type { Session } from '../core/session/session.ts';
import { MINUTE_MS } from '../core/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { StopSignal } from '../ports/stop-signal.ts';
import { type Preparation, type Target, TargetError } from '../ports/target.ts';

/** What the first events of a controller are made of. */
export interface Opening {
  readonly plan: Plan;
  /** Hex; its first eight digits stand in every key. */
  readonly sessionId: string;
  /** 1, or one more than that of the ended session under the same id. */
  readonly generation: number;
  readonly seed: number;
  /** Version of this program, for the record. */
  readonly version: string;
  /** What the plan is expected to cost, US dollars. */
  readonly forecastUsd?: number;
  readonly target: Target;
  readonly clock: Clock;
  readonly stop: { readonly signal: StopSignal };
  /**
   * The journal may lack events. `copy`: it is a checkpoint. `list`: there is none at all, and the session, which began at `sinceAt`
   * (controller's clock) or later, is rebuilt from the runs that exist. Absent: the journal is all that was ever appended.
   */
  readonly recover?: { readonly from: 'copy' } | { readonly from: 'list'; readonly sinceAt: number };
}

/** Readings of the list before a rebuild is given up, and how much earlier than it seems a lost session may have begun. */
const REBUILD_READINGS = 6;
const REBUILD_SLACK_MS = 30 * MINUTE_MS;

/**
 * What a controller appends before its first decision: that the session and this controller began, and what the target prepared.
 *
 * @param earlier the session that the journal gives; `undefined` when it is empty
 * @throws TargetError when the session shall be rebuilt from the list of runs and the list can't tell
 */
export async function openingEvents(
  opening: Opening,
  earlier: Session | undefined,
  preparation: Extract<Preparation, { ok: true }>,
): Promise<readonly SessionEvent[]> {
  const { plan, sessionId, generation, seed, version, recover, forecastUsd } = opening;
  const basis: Basis =
    earlier === undefined
      ? recover?.from === 'list'
        ? 'list'
        : 'journal'
      : recover?.from === 'copy' || earlier.restored !== undefined
        ? 'copy'
        : 'journal';
  const blind = [...new Set(preparation.units.flat().flatMap(({ keyed, workflow }) => (keyed ? [] : [workflow])))];
  const events: SessionEvent[] = [];
  if (earlier === undefined) {
    const found = recover?.from === 'list' ? await lastGeneration(opening, recover.sinceAt, blind) : 0;
    events.push({
      type: 'session_started',
      sessionId,
      generation: Math.max(generation, found),
      seed,
      plan,
      version,
      ...(forecastUsd !== undefined && { forecastUsd }),
    });
  }
  const own = earlier === undefined || JSON.stringify(earlier.plan.budget) === JSON.stringify(plan.budget);
  const budget = own ? undefined : (plan.budget ?? {});
  const started = { type: 'controller_started', epoch: (earlier?.epoch ?? 0) + 1, version, ...(budget === undefined ? {} : { budget }) } as const;
  if (basis === 'list' && recover?.from === 'list') events.push({ ...started, basis, sinceAt: recover.sinceAt });
  else events.push(basis === 'journal' ? started : { ...started, basis });
  const warnings = [...preparation.warnings, ...recoveryWarnings(basis, earlier, blind)];
  const { clock } = preparation;
  events.push({ type: 'prepared', target: preparation.target, units: preparation.units, warnings, ...(clock === undefined ? {} : { clock }) });
  return events;
}

/**
 * The generation whose runs are in the list; 0 when there is none.
 *
 * @throws TargetError when the list can't tell
 */
async function lastGeneration(opening: Opening, sinceAt: number, blind: readonly string[]): Promise<number> {
  const { target, sessionId, clock, stop } = opening;
  if (blind.length > 0) {
    throw new TargetError(
      `the journal of session ${sessionId} is lost, and the runs of ${blind.join(', ')} don't show the key of their dispatch: what was sent can't be known`,
      {
        fix: 'give the session another name to begin anew, and add the input "harness_key" to the workflow for the next time',
      },
    );
  }
  const prefix = keyPrefix({ session: sessionId });
  for (let reading = 1; ; reading++) {
    const answer = await target.inventory({ keyPrefix: prefix, sinceAt: sinceAt - REBUILD_SLACK_MS }, stop.signal);
    if (answer.kind === 'complete') return Math.max(0, ...answer.runs.map(({ title }) => findKeyWith(title, prefix)?.parts.generation ?? 0));
    if (reading === REBUILD_READINGS || stop.signal.aborted)
      throw new TargetError(`the journal of session ${sessionId} is lost, and the list of runs can't be read: ${answer.why}`, {
        fix: 'resume later',
      });
    await clock.sleepUntil(clock.now() + readingGapMs(reading), stop.signal);
  }
}

/** What a reader must know of a session that did not keep all its books. */
function recoveryWarnings(basis: Basis, earlier: Session | undefined, blind: readonly string[]): string[] {
  const warnings: string[] = [];
  if (basis === 'list')
    warnings.push("the journal was lost: this session was rebuilt from GitHub's list of runs, and what only its controller knew is unavailable");
  if (basis === 'copy')
    warnings.push(`this session went on from ${earlier?.restored ?? 'a checkpoint'}: what came after it was rebuilt from the list of runs`);
  if (earlier !== undefined && blind.length > 0) {
    const sure = basis === 'copy' ? 'runs that the checkpoint does not know are sent once more' : 'a late twin is not noticed';
    warnings.push(
      `the runs of ${blind.join(', ')} don't show the key of their dispatch: one whose answer died with its controller is found by its circumstances only, and ${sure}`,
    );
  }
  return warnings;
}
