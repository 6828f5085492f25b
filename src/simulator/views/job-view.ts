import type { Links } from '../message.ts';
import { type StepTimes, stepTimes } from '../step-times.ts';
import type { SimJob, SimRun } from '../world/run.ts';
import { nodeId, stamp } from './stamp.ts';

/**
 * `job`. A queued job has `started_at` = `created_at`, as on GitHub. A job that a later attempt took over keeps its own start and end
 * below that attempt's `created_at`: its "queue time" is negative there too.
 */
export function jobView(run: SimRun, job: SimJob, repository: string, links: Links, at: number): Readonly<Record<string, unknown>> {
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
    steps: stepTimes(job, at).map(stepView),
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

function stepView(step: StepTimes, i: number): Readonly<Record<string, unknown>> {
  return {
    name: step.name,
    status: step.status,
    conclusion: step.conclusion,
    number: i + 1,
    started_at: step.startsAt === undefined ? null : stamp(step.startsAt),
    completed_at: step.endsAt === undefined ? null : stamp(step.endsAt),
  };
}
