import type { Session } from '../core/session/session.ts';
import type { OpenRun } from '../ports/target.ts';

/** A run of a session that may still be alive. */
export interface Leftover extends OpenRun {
  readonly url: string;
  readonly slot: string;
}

/** A dispatch of which nobody knows whether it made a run. */
export interface Doubt {
  readonly slot: string;
  readonly key: string;
  readonly sinceAt: number;
  readonly scenario: number;
  readonly unitIndex: number;
}

/** Runs that nobody has seen end. One whose cancel was accepted is among them: GitHub may take minutes to end it, or fail to. */
export function leftovers(session: Session): readonly Leftover[] {
  const runs = [...session.runs.values()].filter(({ endSeenAt, cancel }) => endSeenAt === undefined && cancel?.answer !== 'already_ended');
  const extra = [...session.extraRuns.values()].filter(({ cancel }) => cancel !== 'accepted' && cancel !== 'already_ended');
  return [
    ...runs.map(({ runId, key, url, slot, scenario, unit, ackedAt, observation }) => ({
      ...{ runId, key, url, slot, scenario, unitIndex: unit },
      sinceAt: observation?.createdAt ?? ackedAt,
    })),
    ...extra.map(({ runId, key, url, scenario, unit }) => ({ runId, key, url, slot: '', scenario, unitIndex: unit, sinceAt: session.startedAt })),
  ];
}

/** Dispatches that were sent, or were about to be, and whose answer never came. */
export function doubts(session: Session): readonly Doubt[] {
  const found = new Set([...session.extraRuns.values()].map(({ key }) => key));
  return [...session.slots.values()].flatMap(({ id, key, runId, phase, box, sentAt, issuedAt, scenario, unit }) => {
    const doubtful = phase === 'intent' || phase === 'ambiguous' || box === 'lost';
    if (!doubtful || key === undefined || runId !== undefined || found.has(key)) return [];
    return [{ slot: id, key, sinceAt: sentAt ?? issuedAt, scenario, unitIndex: unit }];
  });
}

/**
 * The command that ends a run, from its address alone: also when GitHub can't be asked any more.
 *
 * @example cancelCommand('https://github.com/acme/widgets/actions/runs/7') // 'gh run cancel 7 -R acme/widgets'
 */
export function cancelCommand(url: string): string {
  const { hostname, host, pathname } = new URL(url);
  const [, owner, repo, id] = /^\/([^/]+)\/([^/]+)\/actions\/runs\/(\d+)/.exec(pathname) ?? [];
  return id === undefined ? `cancel the run at ${url}` : `gh run cancel ${id} -R ${hostname === 'github.com' ? '' : `${host}/`}${owner}/${repo}`;
}
