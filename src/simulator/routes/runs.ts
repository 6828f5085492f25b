import { type ApiResponse, json, notFound, problem, type RouteContext } from '../message.ts';
import { jobView } from '../views/job-view.ts';
import { runView } from '../views/run-view.ts';
import { latestAttempt, type SimAttempt, type SimRun } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { listRuns } from './list-runs.ts';
import { RepoRoutes } from './repo-routes.ts';
import type { Route } from './table.ts';

/** Runs, attempts and jobs. */
export function runRoutes(world: World, listLagMs: number): readonly Route[] {
  const repo = new RepoRoutes(world);
  const one = '/actions/runs/{run_id}';
  const withAttempt = (handle: (run: SimRun, attempt: SimAttempt, context: RouteContext) => ApiResponse) =>
    repo.withRun((run, context) => {
      const attempt = run.attempts.find(({ number }) => number === Number(context.params.attempt_number));
      return attempt === undefined ? notFound() : handle(run, attempt, context);
    });
  const cancel = (force: boolean) => repo.withRun((run, { at }) => cancelAnswer(world.cancel(at, run, force)));
  const rerun = (which: 'all' | 'failed') => repo.withRun((run, { at, login }) => rerunAnswer(world.rerun(at, run, login, which)));
  return [
    repo.get('/actions/runs', (context) => listRuns(world, context, undefined, listLagMs)),
    repo.get(
      one,
      repo.withRun((run, { links }) => json(200, runView(run, world.repository, links))),
    ),
    repo.get(
      `${one}/jobs`,
      repo.withRun((run, context) => {
        const all = context.query.get('filter') === 'all';
        return repo.jobs(run, all ? run.attempts.flatMap(({ jobs }) => jobs) : latestAttempt(run).jobs, context);
      }),
    ),
    repo.get(
      `${one}/attempts/{attempt_number}`,
      withAttempt((run, attempt, { links }) => json(200, runView(run, world.repository, links, attempt))),
    ),
    repo.get(
      `${one}/attempts/{attempt_number}/jobs`,
      withAttempt((run, attempt, context) => repo.jobs(run, attempt.jobs, context)),
    ),
    repo.get(
      '/actions/jobs/{job_id}',
      repo.withJob('job_id', (run, job, { links, at }) => json(200, jobView(run, job, world.repository, links, at))),
    ),
    repo.post(`${one}/cancel`, cancel(false)),
    repo.post(`${one}/force-cancel`, cancel(true)),
    repo.post(`${one}/rerun`, rerun('all')),
    repo.post(`${one}/rerun-failed-jobs`, rerun('failed')),
    repo.post(
      '/actions/jobs/{job_id}/rerun',
      repo.withJob('job_id', (run, job, { at, login }) => rerunAnswer(world.rerun(at, run, login, job))),
    ),
  ];
}

function cancelAnswer(accepted: boolean): ApiResponse {
  return accepted ? json(202, {}) : problem(409, 'Cannot cancel a workflow run that is completed.');
}

function rerunAnswer(refusal: string | undefined): ApiResponse {
  return refusal === undefined ? json(201, {}) : problem(403, refusal);
}
