import type { Links } from '../message.ts';
import type { SimJob, SimRun } from '../world/run.ts';
import { nodeId, stamp } from './stamp.ts';

/**
 * `job`. A queued job has `started_at` = `created_at`, as on GitHub. A job that a later attempt took over keeps its own start and end
 * below that attempt's `created_at`: its "queue time" is negative there too.
 */
export function jobView(run: SimRun, job: SimJob, repository: string, links: Links): Readonly<Record<string, unknown>> {
  const { state, planned } = job;
  const createdAt = job.carriedAt ?? state.queuedAt ?? state.completedAt ?? state.submittedAt;
  const startedAt = state.startedAt ?? (state.conclusion === 'skipped' ? state.completedAt : undefined) ?? createdAt;
  const ended = state.completedAt !== undefined && state.conclusion !== 'skipped';
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.workflow.source.name,
    head_branch: run.ref,
    run_url: `${links.repo}/actions/runs/${run.id}`,
    run_attempt: job.attempt,
    node_id: nodeId('CR', job.id),
    head_sha: run.headSha,
    url: `${links.repo}/actions/jobs/${job.id}`,
    html_url: `${links.html}/${repository}/actions/runs/${run.id}/job/${job.id}`,
    status: state.status === 'blocked' ? 'queued' : state.status,
    conclusion: state.conclusion,
    created_at: stamp(createdAt),
    started_at: stamp(startedAt),
    completed_at: state.completedAt === undefined ? null : stamp(state.completedAt),
    name: planned.name,
    steps: stepsView(job),
    check_run_url: `${links.repo}/check-runs/${job.id}`,
    labels: planned.labels,
    runner_id: state.runner === undefined ? (ended ? 0 : null) : runnerId(state.runner),
    runner_name: state.runner === undefined ? (ended ? '' : null) : `${state.runner.pool}-${state.runner.number}`,
    runner_group_id: state.runner === undefined ? (ended ? 0 : null) : 1,
    runner_group_name: state.runner === undefined ? (ended ? '' : null) : 'Default',
  };
}

function runnerId(runner: { readonly pool: string; readonly number: number }): number {
  let base = 0;
  for (const character of runner.pool) base = (base * 31 + (character.codePointAt(0) ?? 0)) % 9_000;
  return base * 10_000 + runner.number;
}

/** Steps share the job's time in proportion to what each of them sleeps. */
function stepsView({ state, planned }: SimJob): readonly Readonly<Record<string, unknown>>[] {
  const { startedAt, completedAt } = state;
  if (startedAt === undefined) return [];
  const workMs = planned.steps.reduce((sum, step) => sum + step.workMs, 0);
  const factor = completedAt === undefined || workMs === 0 || state.conclusion === 'cancelled' ? 1 : (completedAt - startedAt) / workMs;
  const steps = [{ name: 'Set up job', workMs: 0 }, ...planned.steps, { name: 'Complete job', workMs: 0 }];
  const last = steps.findLastIndex((step) => step.workMs > 0);
  let at = startedAt;
  return steps.map(({ name, workMs: own }, i) => {
    const beginsAt = at;
    at += own * factor;
    const reached = completedAt === undefined || beginsAt <= completedAt;
    const endsAt = completedAt === undefined ? at : Math.min(at, completedAt);
    const cutShort = state.conclusion === 'cancelled' && at > endsAt;
    const done = completedAt !== undefined;
    const failed = state.conclusion === 'failure' && i === Math.max(last, 1);
    return {
      name,
      status: done ? 'completed' : i === 0 ? 'completed' : i === 1 ? 'in_progress' : 'queued',
      conclusion: done ? (!reached ? 'skipped' : cutShort ? 'cancelled' : failed ? 'failure' : 'success') : i === 0 ? 'success' : null,
      number: i + 1,
      started_at: (done && reached) || i <= 1 ? stamp(beginsAt) : null,
      completed_at: done ? (reached ? stamp(endsAt) : null) : i === 0 ? stamp(beginsAt) : null,
    };
  });
}
