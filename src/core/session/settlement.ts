import { HOUR_MS, SECOND_MS } from '../time.ts';
import { countedJobs } from '../timing/counted-jobs.ts';
import type { RunDetails } from '../timing/records.ts';
import type { SessionEvent } from './event.ts';
import { conclusionEntry } from './ledger.ts';
import { type RunState, type Session, unitOfSlot } from './session.ts';

/** GitHub cancels a job that no self-hosted runner has taken for so long; stamps are whole seconds. */
const LONGEST_QUEUE_MS = 24 * HOUR_MS - SECOND_MS;

type Settled = Extract<SessionEvent, { type: 'settled' }>;

/**
 * The fate of a slot whose run has ended and told everything that it will ever tell.
 *
 * | the run | box |
 * |-|-|
 * | deleted before it was seen to end, or ended without ever saying how | lost |
 * | cancelled by this session | cancelled when it was stopped, timed_out when the run was too slow |
 * | cancelled by anybody or anything else, such as a concurrency group | excluded: it says nothing about the fleet |
 * | run again by hand | as its first attempt ended, which is what the dispatch caused |
 * | anything else | as its conclusion says, see {@link conclusionEntry} |
 */
export function settlementOf(session: Session, id: string): Settled {
  const slot = session.slots.get(id);
  const run = slot?.runId === undefined ? undefined : session.runs.get(slot.runId);
  if (slot === undefined || run === undefined) throw new RangeError(`slot ${id} has no run to settle it`);
  const settled = (box: Settled['box'], reason?: string): Settled => ({
    type: 'settled',
    slot: id,
    box,
    ...(reason === undefined ? {} : { reason }),
  });
  if (run.vanished) return settled('lost', 'the run was deleted before it had ended');
  const conclusion = conclusionOf(run);
  if (conclusion === null) return settled('lost', 'GitHub says that the run has ended, and not how');
  if (conclusion === 'cancelled') {
    if (run.cancel?.why.startsWith('stopped') === true) return settled('cancelled', run.cancel.why);
    if (run.cancel !== undefined) return settled('timed_out', `${run.cancel.why}${inVain(run)}`);
    return settled('excluded', whoCancelled(session, run));
  }
  const entry = conclusionEntry(conclusion);
  // A test tells what was wrong itself.
  const told = run.details?.test?.error;
  if (told !== undefined && entry.box !== 'succeeded') return settled(entry.box, told);
  return settled(entry.box, entry.hint ?? (entry.box === 'succeeded' ? undefined : `concluded as ${conclusion}`));
}

function conclusionOf(run: RunState): string | null {
  if (run.details !== undefined && run.details.run.attempt > 1) return firstConclusion(run.details);
  return run.observation?.conclusion ?? null;
}

/** A run's own conclusion is that of its last attempt; that of its first follows from the jobs. */
function firstConclusion(details: RunDetails): string | null {
  const conclusions = countedJobs(details).counted.map(({ conclusion }) => conclusion);
  if (conclusions.length === 0 || conclusions.includes(null)) return null;
  const rank = ['failure', 'startup_failure', 'timed_out', 'cancelled'];
  const bad = conclusions.filter((one) => one !== 'success' && one !== 'skipped' && one !== 'neutral');
  return rank.find((one) => bad.includes(one)) ?? bad[0] ?? (conclusions.includes('success') ? 'success' : (conclusions[0] ?? null));
}

function whoCancelled(session: Session, run: RunState): string {
  const facts = session.units[run.scenario]?.[run.unit];
  if (facts?.concurrency !== undefined) {
    return `cancelled by GitHub: ${facts.workflow} has the concurrency group "${facts.concurrency}", in which a waiting run is cancelled when the next one comes, so that the load never reached the runners: take the group out, or make it different for every run`;
  }
  const { workflow } = unitOfSlot(session, run);
  if (waitedMs(run) >= LONGEST_QUEUE_MS) return `GitHub gave up a run of ${workflow} after 24 hours in the queue${inVain(run)}`;
  const began = run.details === undefined ? run.begun === true : run.details.jobs.some(({ runner }) => runner !== undefined);
  return `a run of ${workflow} was cancelled on GitHub ${began ? 'while it worked' : 'while it was queued'}, not by this session`;
}

/** The labels for which no runner came: a wrong one is the commonest reason. */
function inVain(run: RunState): string {
  const jobs = run.details?.jobs ?? [];
  if (jobs.length === 0 || jobs.some(({ runner }) => runner !== undefined)) return '';
  const labels = new Set(jobs.map((job) => job.labels.join(', ')).filter((text) => text !== ''));
  return labels.size === 0 ? '' : `: no runner came for ${[...labels].map((text) => `[${text}]`).join(', ')}`;
}

/** How long its jobs waited, if none of them ever started; else 0. */
function waitedMs(run: RunState): number {
  const jobs = run.details?.jobs ?? [];
  if (jobs.some(({ runner }) => runner !== undefined)) return 0;
  return Math.max(0, ...jobs.map(({ createdAt, completedAt }) => (completedAt ?? 0) - (createdAt ?? 0)));
}
