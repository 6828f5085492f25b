import type { SessionDetail } from '../result.ts';
import { detailMode, SAMPLED_SHARE } from '../session/detail.ts';
import type { Session } from '../session/session.ts';

/** How the jobs of the session's runs were read, whatever the plan had wished: where check runs can't be read, jobs are. */
export function detailOf(session: Session): SessionDetail {
  const { limits } = session.plan;
  const mode = detailMode(limits);
  const runs = { exact: 0, batched: 0, none: 0 };
  for (const { details, endSeenAt } of session.runs.values()) {
    if (endSeenAt === undefined) continue;
    if (details === undefined) runs.none += 1;
    else if (details.jobs.some(({ from }) => from === 'check-run')) runs.batched += 1;
    else runs.exact += 1;
  }
  return { mode, ...(mode === 'sampled' && { share: limits.detailShare ?? SAMPLED_SHARE }), runs };
}
