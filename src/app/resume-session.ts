import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../core/plan/plan.ts';
import { plannedSlots, type Session } from '../core/session/session.ts';
import type { CheckpointStore } from '../ports/checkpoint-store.ts';
import { openJournal } from '../stores/journal/sqlite-journal.ts';
import { type Conducted, type ConductOptions, conduct } from './conduct.ts';
import { SessionNotFoundError } from './errors.ts';
import { foldJournal } from './fold-journal.ts';
import { JOURNAL_NAME, lastJournal } from './open-session.ts';
import { newestCheckpoint } from './restore-checkpoint.ts';

export interface FindSessionOptions {
  /** Folder that holds a folder a session. */
  readonly reportRoot: string;
  /** The id, or enough of its beginning to tell it from the others on this machine. */
  readonly sessionId: string;
  readonly checkpoints?: CheckpointStore;
  readonly onNotice?: (text: string) => void;
}

/** A session that has not ended. */
export interface FoundSession {
  readonly sessionId: string;
  readonly generation: number;
  /** The plan that it was begun with. */
  readonly plan: Plan;
  readonly startedAt: number;
  readonly suspendedAt?: number;
  /** Controllers until now. */
  readonly epoch: number;
  /** Slots: in the plan's whole schedule, issued, with a known fate. */
  readonly planned: number;
  readonly issued: number;
  readonly settled: number;
  readonly from: 'journal' | 'checkpoint';
}

/**
 * Finds a session that can be resumed, with what a face needs to open its target. Reads only.
 *
 * @throws SessionNotFoundError when there is none, it has ended, or several begin so
 * @throws JournalDamagedError, ResumeRefusedError
 * @example
 * const found = await findSession({ reportRoot, sessionId: '3f2a' });
 * const conducted = await resumeSession({ found, reportRoot, createTarget: …, clock, stop, version });
 */
export async function findSession(options: FindSessionOptions): Promise<FoundSession> {
  const { reportRoot, checkpoints, onNotice } = options;
  const sessionId = await completeId(options);
  const path = lastJournal(reportRoot, sessionId);
  const local = path === undefined ? undefined : readSession(path);
  if (local !== undefined && local.endedAt === undefined) return found(local, 'journal');
  const copy = checkpoints === undefined ? undefined : await newestCheckpoint(checkpoints, sessionId, onNotice === undefined ? {} : { onNotice });
  if (copy !== undefined && copy.session.endedAt === undefined && copy.session.generation >= (local?.generation ?? 1))
    return found(copy.session, 'checkpoint');
  const ended = local ?? copy?.session;
  if (ended !== undefined)
    throw new SessionNotFoundError(`session ${sessionId} has ended: there is nothing to resume. "runner-harness report ${sessionId}" shows it`);
  const where = checkpoints === undefined ? reportRoot : `${reportRoot} and ${checkpoints.name}`;
  throw new SessionNotFoundError(`no session ${sessionId} in ${where}: "runner-harness list sessions" shows what there is`);
}

export interface ResumeSessionOptions extends Omit<ConductOptions, 'plan' | 'sessionId' | 'resume'> {
  readonly found: FoundSession;
}

/**
 * Goes on with a session that {@link findSession} found, with the plan that it was begun with.
 *
 * @throws as {@link conduct}
 */
export async function resumeSession({ found: { plan, sessionId }, ...options }: ResumeSessionOptions): Promise<Conducted> {
  return await conduct({ ...options, plan, sessionId, resume: 'auto' });
}

function found(session: Session, from: FoundSession['from']): FoundSession {
  const { id, generation, plan, startedAt, suspendedAt, epoch, scenarios } = session;
  const sum = (count: (state: (typeof scenarios)[number]) => number): number => scenarios.reduce((total, state) => total + count(state), 0);
  return {
    sessionId: id,
    generation,
    plan,
    startedAt,
    ...(suspendedAt === undefined ? {} : { suspendedAt }),
    epoch,
    planned: sum(plannedSlots),
    issued: sum(({ issued }) => issued),
    settled: sum(({ settled }) => settled),
    from,
  };
}

/** By the beginning of its name, where only one on this machine has it. */
async function completeId({ reportRoot, sessionId }: FindSessionOptions): Promise<string> {
  if (existsSync(join(reportRoot, sessionId, JOURNAL_NAME))) return sessionId;
  const names = await readdir(reportRoot).catch(() => []);
  const ids = [...new Set(names.filter((name) => name.startsWith(sessionId)).map((name) => name.replace(/\.\d+$/, '')))];
  if (ids.length > 1)
    throw new SessionNotFoundError(`${ids.length} sessions begin with ${sessionId}: ${ids.slice(0, 5).join(', ')}. Give more of the name`);
  return ids[0] ?? sessionId;
}

function readSession(path: string): Session | undefined {
  const journal = openJournal(path);
  try {
    return foldJournal(journal);
  } finally {
    journal.close();
  }
}
