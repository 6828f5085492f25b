import type { Session } from '../core/session/session.ts';
import { MINUTE_MS, SECOND_MS } from '../core/time.ts';
import type { SessionLog } from '../engine/log.ts';
import { PlanRefusedError } from '../engine/run-session.ts';
import { Stopper } from '../engine/stopper.ts';
import type { Clock } from '../ports/clock.ts';
import type { Target } from '../ports/target.ts';
import { type Doubt, doubts, type Leftover, leftovers } from './leftovers.ts';

export interface CleanUpOptions {
  readonly log: SessionLog;
  readonly session: Session;
  readonly target: Target;
  readonly clock: Clock;
  /** When the runner's patience ends. */
  readonly deadlineAt: number;
}

export interface CleanedUp {
  /** Runs that may still be alive. */
  readonly alive: readonly Leftover[];
  /** Dispatches of which it could not be told whether they made a run. */
  readonly doubtful: readonly Doubt[];
}

/** Between two looks at what is being cancelled. */
const LOOK_MS = 3 * SECOND_MS;
/** A run that has not ended so long after its cancel is cancelled by force. */
const PATIENCE_MS = 2 * MINUTE_MS;

/**
 * Ends what a session left alive: looks for the runs of dispatches without an answer, looks which runs have ended, cancels the others,
 * and watches until they have ended; the stubborn ones are cancelled by force. Everything goes into the journal, so that doing it again
 * does nothing, and so that a session that is resumed knows.
 *
 * @returns what is left when everything has ended or the deadline has come
 * @throws PlanRefusedError, TargetError when GitHub can't be asked at all
 */
export async function cleanUp(options: CleanUpOptions): Promise<CleanedUp> {
  const { session, target, clock, deadlineAt } = options;
  const deadline = new Stopper();
  const done = new Stopper();
  void clock.sleepUntil(deadlineAt, done).then(() => deadline.abort());
  try {
    const preparation = await target.prepare(session.plan, deadline, session.units);
    if (!preparation.ok) throw new PlanRefusedError(preparation.problems);
    const doubtful = await settleDoubts(options, deadline);
    const since = new Map<string, number>();
    for (;;) {
      await look(options, deadline);
      const alive = leftovers(session);
      if (alive.length === 0 || deadline.aborted) return { alive, doubtful };
      await Promise.all(alive.map((run) => cancel(run, since, options, deadline)));
      if (leftovers(session).length === 0) return { alive: [], doubtful };
      await clock.sleepUntil(Math.min(deadlineAt, clock.now() + LOOK_MS), deadline);
    }
  } finally {
    done.abort();
  }
}

async function settleDoubts({ log, session, target }: CleanUpOptions, deadline: Stopper): Promise<Doubt[]> {
  const open: Doubt[] = [];
  for (const doubt of doubts(session)) {
    const answer = await target.find(doubt, deadline);
    if (answer.kind === 'unclear') open.push(doubt);
    if (answer.kind !== 'found') continue;
    const { slot, key } = doubt;
    const [first, ...twins] = answer.runs;
    // After the end of the books a run has no slot to go back to.
    const adopted = session.endedAt === undefined && session.slots.get(slot)?.phase !== 'settled';
    const beside = adopted ? twins : answer.runs;
    if (adopted) await log.append({ type: 'acked', slot, key, runId: first.runId, url: first.url, by: 'key' });
    for (const run of beside) {
      await log.append({
        type: 'extra_run',
        slot,
        runId: run.runId,
        key,
        url: run.url,
        why: 'its dispatch got no answer before the controller ended',
      });
    }
  }
  return open;
}

async function look({ log, session, target }: CleanUpOptions, deadline: Stopper): Promise<void> {
  const open = leftovers(session).filter(({ runId }) => session.runs.has(runId));
  if (open.length === 0) return;
  for await (const sighting of target.observe(open, deadline)) {
    if (sighting.kind === 'run') await log.append({ type: 'observed', observation: sighting.observation });
    if (sighting.kind === 'vanished') await log.append({ type: 'vanished', runId: sighting.runId });
  }
}

/** @param since when this clean-up first wanted the run to end */
async function cancel(run: Leftover, since: Map<string, number>, { log, session, target, clock }: CleanUpOptions, deadline: Stopper): Promise<void> {
  const { runId, scenario, unitIndex } = run;
  const now = clock.now();
  const known = session.runs.get(runId)?.cancel;
  const wantedAt = since.get(runId) ?? now;
  since.set(runId, wantedAt);
  const force = now - wantedAt >= PATIENCE_MS;
  // Accepted, and its patience is not over: it is on its way.
  if (known?.answer === 'accepted' && (!force || known.force)) return;
  await log.append({ type: 'cancel_requested', runId, why: 'stopped with its controller', force });
  const answer = await target.cancel({ runId, scenario, unitIndex, force }, deadline);
  await log.append({ type: 'cancel_answered', runId, answer: answer.kind, ...(answer.kind === 'failed' ? { why: answer.why } : {}) });
}
