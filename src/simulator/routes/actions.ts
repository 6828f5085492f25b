import { createHash } from 'node:crypto';
import { type ApiResponse, json, notFound, problem, type RouteContext } from '../message.ts';
import type { ServerKind } from '../server-kind.ts';
import { jobView } from '../views/job-view.ts';
import { fullRepositoryView } from '../views/repository-view.ts';
import { runView } from '../views/run-view.ts';
import { workflowView } from '../views/workflow-view.ts';
import { isShown, latestAttempt, type SimJob, type SimRun, type SimWorkflow } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { dispatchWorkflow } from './dispatch.ts';
import { listRuns } from './list-runs.ts';
import { pageOf } from './paging.ts';
import type { Route } from './table.ts';

const REPO = '/repos/{owner}/{repo}';

/** Repository, workflows, runs and jobs. */
export function actionsRoutes(world: World, kind: ServerKind, listLagMs: number): readonly Route[] {
  const inRepo = (handle: (context: RouteContext) => ApiResponse) => (context: RouteContext) =>
    `${context.params.owner}/${context.params.repo}`.toLowerCase() === world.repository.toLowerCase() ? handle(context) : notFound();
  const get = (path: string, handle: (context: RouteContext) => ApiResponse): Route => ({
    method: 'GET',
    path: REPO + path,
    access: 'read',
    handle: inRepo(handle),
  });
  const post = (path: string, handle: (context: RouteContext) => ApiResponse): Route => ({
    method: 'POST',
    path: REPO + path,
    access: 'write',
    handle: inRepo(handle),
  });
  const withRun = (handle: (run: SimRun, context: RouteContext) => ApiResponse) => (context: RouteContext) => {
    const run = world.run(Number(context.params.run_id));
    return run === undefined ? notFound() : handle(run, context);
  };
  const withWorkflow = (handle: (workflow: SimWorkflow, context: RouteContext) => ApiResponse) => (context: RouteContext) => {
    const id = context.params.workflow_id ?? '';
    const workflow = world.workflows.find((one) => String(one.id) === id || one.source.file === id || one.path === id);
    return workflow === undefined ? notFound() : handle(workflow, context);
  };
  const jobs = (run: SimRun, list: readonly SimJob[], context: RouteContext): ApiResponse => {
    const shown = list.filter(isShown);
    const page = pageOf(shown, context);
    return json(200, { total_count: shown.length, jobs: page.items.map((job) => jobView(run, job, world.repository, context.links)) }, page.headers);
  };
  const attemptOf = (run: SimRun, context: RouteContext) => run.attempts.find((attempt) => attempt.number === Number(context.params.attempt_number));
  const rerun = (which: 'all' | 'failed') => (run: SimRun, context: RouteContext) => rerunAnswer(world.rerun(context.at, run, context.login, which));

  return [
    get('', (context) => json(200, fullRepositoryView(world.repository, world.bornAt, context.canWrite, context.links))),
    get('/contents/{+path}', (context) => contents(world, context)),
    get('/actions/workflows', (context) => {
      const page = pageOf(world.workflows, context);
      const workflows = page.items.map((one) => workflowView(one, world.repository, world.bornAt, context.links));
      return json(200, { total_count: world.workflows.length, workflows }, page.headers);
    }),
    get(
      '/actions/workflows/{workflow_id}',
      withWorkflow((workflow, context) => json(200, workflowView(workflow, world.repository, world.bornAt, context.links))),
    ),
    get(
      '/actions/workflows/{workflow_id}/runs',
      withWorkflow((workflow, context) => listRuns(world, context, workflow.id, listLagMs)),
    ),
    post(
      '/actions/workflows/{workflow_id}/dispatches',
      withWorkflow((workflow, context) => dispatchWorkflow(world, context, workflow, kind)),
    ),
    get('/actions/runs', (context) => listRuns(world, context, undefined, listLagMs)),
    get(
      '/actions/runs/{run_id}',
      withRun((run, context) => json(200, runView(run, world.repository, context.links))),
    ),
    get(
      '/actions/runs/{run_id}/attempts/{attempt_number}',
      withRun((run, context) => {
        const attempt = attemptOf(run, context);
        return attempt === undefined ? notFound() : json(200, runView(run, world.repository, context.links, attempt));
      }),
    ),
    get(
      '/actions/runs/{run_id}/jobs',
      withRun((run, context) => {
        const filter = context.query.get('filter') ?? 'latest';
        return jobs(run, filter === 'all' ? run.attempts.flatMap((attempt) => attempt.jobs) : latestAttempt(run).jobs, context);
      }),
    ),
    get(
      '/actions/runs/{run_id}/attempts/{attempt_number}/jobs',
      withRun((run, context) => {
        const attempt = attemptOf(run, context);
        return attempt === undefined ? notFound() : jobs(run, attempt.jobs, context);
      }),
    ),
    get('/actions/jobs/{job_id}', (context) => {
      const found = world.job(Number(context.params.job_id));
      return found === undefined ? notFound() : json(200, jobView(found.run, found.job, world.repository, context.links));
    }),
    post(
      '/actions/runs/{run_id}/cancel',
      withRun((run, context) => cancelAnswer(world.cancel(context.at, run, false))),
    ),
    post(
      '/actions/runs/{run_id}/force-cancel',
      withRun((run, context) => cancelAnswer(world.cancel(context.at, run, true))),
    ),
    post('/actions/runs/{run_id}/rerun', withRun(rerun('all'))),
    post('/actions/runs/{run_id}/rerun-failed-jobs', withRun(rerun('failed'))),
    post('/actions/jobs/{job_id}/rerun', (context) => {
      const found = world.job(Number(context.params.job_id));
      return found === undefined ? notFound() : rerunAnswer(world.rerun(context.at, found.run, context.login, found.job));
    }),
  ];
}

function cancelAnswer(accepted: boolean): ApiResponse {
  return accepted ? json(202, {}) : problem(409, 'Cannot cancel a workflow run that is completed.');
}

function rerunAnswer(refusal: string | undefined): ApiResponse {
  return refusal === undefined ? json(201, {}) : problem(403, refusal);
}

/** A workflow file as `content-file`, or its bytes when `application/vnd.github.raw` is asked for. */
function contents(world: World, context: RouteContext): ApiResponse {
  const ref = (context.query.get('ref') ?? 'main').replace(/^refs\/(heads|tags)\//, '');
  if (!world.refs.has(ref) && ![...world.refs.values()].includes(ref)) return problem(404, `No commit found for the ref ${ref}`);
  const path = context.params.path ?? '';
  const workflow = world.workflows.find((one) => one.path === path);
  if (workflow === undefined) return notFound();
  const { text, file } = workflow.source;
  if (/raw/.test(context.headers.accept ?? ''))
    return { status: 200, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' }, body: text };
  const bytes = Buffer.from(text);
  const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  const url = `${context.links.repo}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${context.links.repo}/git/blobs/${sha}`;
  const html = `${context.links.html}/${world.repository}/blob/${ref}/${path}`;
  return json(200, {
    name: file,
    path,
    sha,
    size: bytes.length,
    url,
    html_url: html,
    git_url: git,
    download_url: `${context.links.html}/${world.repository}/raw/${ref}/${path}`,
    type: 'file',
    content: bytes.toString('base64').replace(/(.{60})/g, '$1\n'),
    encoding: 'base64',
    _links: { self: url, git, html },
  });
}
