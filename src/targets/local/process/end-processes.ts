import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, membersOf, type ProcessFacts } from './process-tree.ts';

/** How long is waited for processes that SIGKILL does not end: they hang in the kernel. */
const KILL_MS = 5_000;

/** Which processes, see `membersOf`. */
export interface EndOptions {
  /** Number of the command's own process, which leads a process group. */
  readonly root?: number;
  /** Is it the name of a command that shall end? */
  readonly matches: (name: string) => boolean;
  /** From SIGTERM to SIGKILL. 0: SIGKILL at once. */
  readonly graceMs: number;
  /** So long they may end by themselves before they are told to; default 0. Who ends in it is not counted. */
  readonly settleMs?: number;
}

/**
 * Ends every process of a command, and waits until they are gone: SIGTERM, a grace, SIGKILL. Also those that come to be meanwhile, left the
 * process group, or ignore what they are told. A process that cleared its environment, began a session of its own and left its parent
 * before anybody looked is not found.
 *
 * @returns how many were told to end, and the numbers of those that nothing ends
 */
export async function endProcesses(options: EndOptions): Promise<{ readonly found: number; readonly left: readonly number[] }> {
  const { root, matches, graceMs, settleMs = 0 } = options;
  const seen = new Set<string>();
  const told = new Set<string>();
  const startedAt = performance.now();
  for (let pauseMs = 4; ; pauseMs = Math.min(50, pauseMs * 2)) {
    const members = membersOf({ matches, seen, ...(root === undefined ? {} : { root }) });
    for (const member of members) seen.add(identityOf(member));
    if (members.length === 0) return { found: told.size, left: [] };
    const elapsedMs = performance.now() - startedAt - settleMs;
    const kill = elapsedMs >= graceMs;
    for (const member of members) {
      if (elapsedMs < 0) break;
      const isNew = !told.has(identityOf(member));
      told.add(identityOf(member));
      if (kill) send(member, 'SIGKILL');
      else if (isNew) {
        send(member, 'SIGTERM');
        // A stopped process takes no SIGTERM before it goes on.
        send(member, 'SIGCONT');
      }
    }
    if (elapsedMs > graceMs + KILL_MS) return { found: told.size, left: members.map(({ pid }) => pid) };
    await sleep(kill ? 4 : Math.min(pauseMs, Math.max(1, elapsedMs < 0 ? -elapsedMs : graceMs - elapsedMs)));
  }
}

function send({ pid }: ProcessFacts, signal: 'SIGTERM' | 'SIGKILL' | 'SIGCONT'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone meanwhile, or it is no longer ours to end; the next look tells.
  }
}
