import { conduct } from '../app/conduct.ts';
import type { GateOrder } from '../app/gate-order.ts';
import type { Plan } from '../core/plan/plan.ts';
import { present } from '../core/report/rows.ts';
import { parseStamp } from '../core/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { GitHubApi } from '../ports/github-api.ts';
import type { Target } from '../ports/target.ts';
import { ask } from '../stores/baselines/github-answers.ts';
import type { Console } from './console.ts';
import { createTarget } from './create-target.ts';
import { credentialsFor } from './credentials.ts';
import type { gateOrderOf } from './gate.ts';
import { saveSessionPlace } from './post-state.ts';
import { Progress } from './progress.ts';
import { type RunRequest, reportRootOf } from './request.ts';
import type { Signals } from './signals.ts';
import type { Surroundings } from './surroundings.ts';
import { VERSION } from './version.ts';

/** What the Action is given to work with. */
export interface ActionContext {
  readonly console: Console;
  readonly clock: Clock;
  readonly signals: Signals;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Executes a plan, from its beginning or from where another job left it, and tells the result.
 *
 * @returns the exit code
 * @throws whatever ended it before there was a result
 */
export async function execute(request: RunRequest, context: ActionContext): Promise<number> {
  const { console, clock, signals, env } = context;
  const { resume = { kind: 'auto' }, 'max-duration': maxDuration = 'none' } = request.inputs;
  const reportRoot = reportRootOf(request);
  const onNotice = (text: string): void => console.line(text);
  const { checkpoints, ...begun } = await whatToExecute(request, context, reportRoot);
  const { plan, sessionId } = begun;
  saveSessionPlace({ reportRoot, sessionId });
  const { token, secrets } = await credentialsFor({ request, plan, clock, env });
  const gate = plan.baseline === undefined ? undefined : await gateOf(plan.baseline, gateName(plan, request), { request, ...context });
  let target: Target | undefined;
  const progress = new Progress(console, clock, () => target?.usage().requests ?? 0);
  const stopProgress = progress.start();
  try {
    const { report, folder } = await conduct({
      plan,
      sessionId,
      reportRoot,
      clock,
      version: VERSION,
      resume: resume.kind === 'never' ? 'never' : 'auto',
      secrets,
      createTarget: ({ seed }) => {
        target = createTarget({ request, token, seed, clock, env, limits: plan.limits, onWarning: onNotice });
        return target;
      },
      stop: { signal: signals.stopper, reason: () => ({ kind: 'signal', signal: signals.name ?? 'SIGTERM' }) },
      onEvent: (entry, session) => progress.onEvent(entry, session),
      onNotice,
      benchmarks: request.benchmarks,
      ...present({ gate }),
      ...(maxDuration === 'none' ? {} : { maxDurationMs: maxDuration }),
      ...present({ checkpoints, recoverSinceAt: begun.recoverSinceAt }),
    });
    stopProgress();
    const { publish } = await import('./publish.ts');
    return await publish({ report, folder, request, secrets, gateId: gate?.id ?? gateName(plan, request), ...context });
  } finally {
    stopProgress();
  }
}

const gateName = (plan: Plan, { inputs: { session } }: RunRequest): string => (session === undefined ? plan.name : `${plan.name} (${session})`);

/** Loaded only where something is compared. */
async function gateOf(...given: Parameters<typeof gateOrderOf>): Promise<GateOrder> {
  return await (await import('./gate.ts')).gateOrderOf(...given);
}

/** This step's own session, or the one that it was told to go on with. */
async function whatToExecute(request: RunRequest, context: ActionContext, reportRoot: string) {
  const { inputs, surroundings, sessionId, plan } = request;
  const { resume = { kind: 'auto' } } = inputs;
  const { console } = context;
  const { checkpointsOf, ownApi } = await import('./checkpoints.ts');
  const api = ownApi({ request, ...context });
  const named = resume.kind === 'session' || resume.kind === 'artifact';
  const { findResumed, placeOfArtifact } = await import('./find-resumed.ts');
  const place = resume.kind === 'artifact' ? await placeOfArtifact(resume.id, api, surroundings) : undefined;
  const look = named || (resume.kind === 'auto' && surroundings.attempt > 1);
  const policy = checkpointsOf({ request, ...context }, { api, look, ...present({ otherRunId: place?.runId }) });
  if (typeof policy === 'string')
    console.line(`No checkpoints are kept (${policy}): should this machine die, its runs are found by GitHub's list alone`);
  const checkpoints = typeof policy === 'string' ? undefined : policy;
  if (named) {
    const found = await findResumed(place?.sessionId ?? resume.id, reportRoot, checkpoints?.store, (text) => console.line(text));
    // A plan that was given as well has to be the same.
    return { sessionId: found.sessionId, plan: plan ?? found.plan, checkpoints, recoverSinceAt: undefined };
  }
  if (plan === undefined) throw new Error('there is neither a plan nor a session to go on with');
  const recoverSinceAt = look ? await runBegan(api, surroundings) : undefined;
  return { sessionId, plan, checkpoints, recoverSinceAt };
}

/** When this workflow run was made: an earlier attempt of it can't have sent anything before. `undefined` where GitHub does not say. */
async function runBegan(api: GitHubApi | undefined, { repository, runId }: Surroundings): Promise<number | undefined> {
  if (api === undefined) return undefined;
  const [owner, repo] = repository.split('/');
  const answer = await ask(api, 'GET /repos/{owner}/{repo}/actions/runs/{run_id}', { owner, repo, run_id: runId }, 'read this workflow run');
  return answer.kind === 'found' ? parseStamp((answer.value as { readonly created_at?: unknown } | null)?.created_at) : undefined;
}
