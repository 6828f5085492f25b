import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { StopSignal } from '../../../ports/stop-signal.ts';
import { branchOf, type CheckoutChoices } from './build-worktree.ts';
import { createGit } from './git.ts';
import type { Worktree, WorktreeEntry, WorktreePool, WorktreeStatus } from './pool.ts';
import { INNER, openRegister } from './pool-register.ts';
import { preserveWorktree } from './preserved.ts';
import { scanThreads } from './scan-threads.ts';
import { defaultPlace, isInside, readSourceRepository, resolveCommit } from './source-repository.ts';
import { type WarmWorktree, warmWorktree } from './warm-worktree.ts';
import { WorktreeError } from './worktree-error.ts';

/** What {@link openWorktreePool} needs. */
export interface PoolOptions extends Partial<CheckoutChoices> {
  /** A folder in the user's repository, or a bare one. */
  readonly repository: string;
  /** Where the worktrees lie. Default: beside the repository, `../NAME-worktrees`. */
  readonly place?: string;
  /** How many, 1 or more. They are built when they are first needed. */
  readonly size: number;
  /** Stands in manifests and lists. */
  readonly session: string;
  /** Of this process; git gets of it what it needs to run. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Epoch ms. */
  readonly now: () => number;
  /** Says why a commit must not be checked out, such as a fork's code in a job with secrets (`refuseForkCode`). Default: all may. */
  readonly refuse?: (commit: string) => string | undefined;
}

interface Slot {
  readonly warm: WarmWorktree;
  status: WorktreeStatus;
  holder?: string;
  why?: string;
}

/**
 * Opens a pool. Neither the user's working tree nor the user's repository is written to.
 *
 * @throws WorktreeError `refused` where repository or place won't do
 * @example
 * await using pool = await openWorktreePool({ repository: '.', size: 3, session: 'nightly', env: process.env, now: () => Date.now() });
 * await using worktree = await pool.acquire({ holder: 'login' });
 */
export async function openWorktreePool(options: PoolOptions): Promise<WorktreePool> {
  const { size, session, env, now, clean = 'all', submodules = 'init', filters = 'refuse' } = options;
  if (!Number.isInteger(size) || size < 1)
    throw new WorktreeError('refused', `a pool of ${size} worktrees`, { fix: 'name a whole number from 1 on' });
  const git = createGit(env);
  const source = await readSourceRepository(options.repository, git);
  const place = realPlace(options.place === undefined ? defaultPlace(source) : resolve(options.place));
  for (const folder of [source.top, source.commonDir]) {
    if (folder !== undefined && isInside(place, folder)) {
      throw new WorktreeError('refused', `the place for worktrees, ${place}, is inside the repository ${folder}`, { fix: 'name one outside of it' });
    }
  }
  const register = openRegister(place, source.commonDir);
  // Two pools of one session are two owners.
  const owner = `${session} ${randomUUID()}`;
  const threads = scanThreads();
  const choices = { clean, submodules, filters };
  const slots = register.claim(size, owner).map((name): Slot => {
    const places = { name, tree: join(place, name), store: join(place, INNER, `${name}.git`) };
    const stateFile = join(place, INNER, `${name}.json`);
    return { warm: warmWorktree({ places, stateFile, source, choices, git, threads }), status: 'free' };
  });
  const waiting: (() => void)[] = [];
  let isClosed = false;

  const note = (slot: Slot, status: WorktreeStatus, holder?: string, why?: string): void => {
    slot.status = status;
    if (holder === undefined) delete slot.holder;
    else slot.holder = holder;
    if (why === undefined) delete slot.why;
    else slot.why = why;
    register.note(slot.warm.places.name, { status, ...(holder !== undefined && { holder }), ...(why !== undefined && { why }) });
  };

  /** The best there is: clean at that commit, then clean, then anything that nobody has. */
  const pick = (commit: string): Slot | undefined => {
    const rank = ({ status, warm }: Slot): number => (status === 'error' ? 2 : warm.commit() === commit ? 0 : 1);
    return slots.filter(({ status }) => status !== 'busy').sort((a, b) => rank(a) - rank(b))[0];
  };

  const giveBack = async (slot: Slot, holder: string, commit: string, why: string | undefined): Promise<string | undefined> => {
    const { warm } = slot;
    let kept: string | undefined;
    try {
      if (why === undefined) await warm.clean();
      else {
        warm.distrust();
        kept = preserveWorktree(place, warm.places, { session, test: holder, at: now(), why, commit }).path;
      }
      note(slot, 'free');
    } catch (error) {
      // It is built anew by whoever gets it next.
      warm.distrust();
      note(slot, 'error', holder, (error as Error).message);
    } finally {
      waiting.shift()?.();
    }
    return kept;
  };

  return {
    async acquire({ ref, holder }, signal) {
      const commit = ref === undefined ? source.head : await resolveCommit(source, ref, git);
      const refusal = options.refuse?.(commit);
      if (refusal !== undefined) throw new WorktreeError('refused', refusal);
      for (;;) {
        if (isClosed) throw new WorktreeError('stopped', 'the pool of worktrees is closed');
        if (signal?.aborted === true) {
          // It may have been woken for a worktree that another waits for too.
          if (slots.some(({ status }) => status !== 'busy')) waiting.shift()?.();
          throw new WorktreeError('stopped', `${holder} was stopped before it got a worktree`);
        }
        const slot = pick(commit);
        if (slot === undefined) {
          await turn(waiting, signal);
          continue;
        }
        note(slot, 'busy', holder);
        try {
          await slot.warm.prepare(commit);
        } catch (error) {
          slot.warm.distrust();
          note(slot, 'error', holder, (error as Error).message);
          waiting.shift()?.();
          throw error;
        }
        return handedOut(slot, commit, async (why) => await giveBack(slot, holder, commit, why));
      }
    },
    list: () =>
      slots.map(({ warm: { places }, status, holder, why }): WorktreeEntry => {
        const about = { name: places.name, path: places.tree, branch: branchOf(places.name), status };
        return { ...about, ...(holder !== undefined && { holder }), ...(why !== undefined && { why }) };
      }),
    async [Symbol.asyncDispose]() {
      if (isClosed) return;
      isClosed = true;
      for (const wake of waiting.splice(0)) wake();
      for (const { warm, status } of slots) if (status === 'free') warm.save();
      await threads.close();
      register.giveUp(owner);
      register[Symbol.dispose]();
    },
  };
}

function handedOut({ warm: { places } }: Slot, commit: string, giveBack: (why: string | undefined) => Promise<string | undefined>): Worktree {
  let reason: string | undefined;
  let kept: string | undefined;
  let given: Promise<void> | undefined;
  return {
    path: places.tree,
    name: places.name,
    branch: branchOf(places.name),
    commit,
    preserve(why) {
      reason ??= why;
    },
    get kept() {
      return kept;
    },
    [Symbol.asyncDispose]() {
      given ??= giveBack(reason).then((path) => {
        kept = path;
      });
      return given;
    },
  };
}

/** Waits until a worktree is given back or the signal is aborted. Whoever came first is woken first. */
function turn(waiting: (() => void)[], signal: StopSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      signal?.removeEventListener('abort', wake);
      const at = waiting.indexOf(wake);
      if (at >= 0) waiting.splice(at, 1);
      resolve();
    };
    waiting.push(wake);
    signal?.addEventListener('abort', wake, { once: true });
  });
}

/** Git names files by their real paths; the place itself may not be there yet. */
function realPlace(place: string): string {
  if (existsSync(place)) return realpathSync(place);
  const parent = dirname(place);
  return parent === place ? place : join(realPlace(parent), basename(place));
}
