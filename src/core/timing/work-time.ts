import type { JobRecord } from './records.ts';

/** How long a job worked on a runner, in ms; 0 for one that never did, or whose stamps can't be. Each attempt counts for itself. */
export function workMs({ runner, from, conclusion, startedAt, completedAt }: JobRecord): number {
  const ran = from === 'check-run' ? conclusion === 'success' || conclusion === 'failure' : runner !== undefined;
  return !ran || startedAt === undefined || completedAt === undefined ? 0 : Math.max(0, completedAt - startedAt);
}
