import type { Session } from '../core/session/session.ts';

/** The command that cancels a run, from the address of its page: `gh run cancel 7 -R github.com/acme/widgets`. */
export function cancelCommandOf(session: Session, runId: string): string {
  const url = session.runs.get(runId)?.url ?? session.extraRuns.get(runId)?.url ?? '';
  const place = /^https?:\/\/([^/]+\/[^/]+\/[^/]+)\/actions\/runs\//.exec(url)?.[1];
  return `gh run cancel ${runId}${place === undefined ? '' : ` -R ${place.replace(/^github\.com\//, '')}`}`;
}
