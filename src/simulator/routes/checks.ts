import { annotationsOf } from '../annotations.ts';
import { type ApiResponse, json, type Links, notFound, problem, type RouteContext } from '../message.ts';
import { userView } from '../views/repository-view.ts';
import { nodeId, stamp } from '../views/stamp.ts';
import { isShown, latestAttempt, type SimJob, type SimRun } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { type WrittenCheck, WrittenChecks } from '../written-checks.ts';
import { pageOf } from './paging.ts';
import { RepoRoutes } from './repo-routes.ts';
import type { Route } from './table.ts';

/** The id of GitHub Actions among GitHub's apps. */
const ACTIONS_APP_ID = 15_368;

/** Jobs as check runs, and what was written on them; beside them the check runs that clients wrote. */
export function checkRoutes(world: World): readonly Route[] {
  const repo = new RepoRoutes(world);
  const written = new WrittenChecks();
  const write = (context: RouteContext, before: WrittenCheck | undefined): ApiResponse => {
    const check = readCheck(context, before);
    return 'status' in check && 'body' in check
      ? check
      : json(before === undefined ? 201 : 200, writtenView(written.put(check), world, context.links));
  };
  return [
    repo.post('/check-runs', (context) => write(context, undefined)),
    repo.patch('/check-runs/{check_run_id}', (context) => {
      const before = written.get(Number(context.params.check_run_id));
      return before === undefined ? notFound() : write(context, before);
    }),
    repo.get('/commits/{ref}/check-runs', (context) => {
      const { query } = context;
      const ref = context.params.ref ?? '';
      const sha = world.refs.get(ref) ?? ref;
      const own = query.get('check_name') === null ? written.at(sha) : written.at(sha).filter(({ name }) => name === query.get('check_name'));
      if (own.length === 0 && ![...world.refs.values()].includes(sha)) return problem(422, `No commit found for SHA: ${ref}`);
      const all = query.get('filter') === 'all';
      const found = world.runs
        .filter((run) => run.headSha === sha)
        .flatMap((run) => (all ? run.attempts.flatMap(({ jobs }) => jobs) : latestAttempt(run).jobs).map((job) => ({ run, job })))
        .filter(({ job }) => isShown(job) && (query.get('app_id') ?? String(ACTIONS_APP_ID)) === String(ACTIONS_APP_ID))
        .filter(({ job }) => (query.get('status') ?? job.state.status) === job.state.status)
        .filter(({ job }) => (query.get('check_name') ?? job.planned.name) === job.planned.name)
        .reverse();
      const views = [
        ...own.map((check) => writtenView(check, world, context.links)),
        ...found.map(({ run, job }) => checkRunView(run, job, world, context.links)),
      ];
      const page = pageOf(views, context);
      return json(200, { total_count: views.length, check_runs: page.items }, page.headers);
    }),
    repo.get('/check-runs/{check_run_id}', (context) => {
      const own = written.get(Number(context.params.check_run_id));
      if (own !== undefined) return json(200, writtenView(own, world, context.links));
      return repo.withJob('check_run_id', (run, job, { links }) => json(200, checkRunView(run, job, world, links)))(context);
    }),
    repo.get(
      '/check-runs/{check_run_id}/annotations',
      repo.withJob('check_run_id', (run, job, context) => {
        const page = pageOf(annotationsOf(run, job), context);
        const blob_href = `${context.links.html}/${world.repository}/blob/${run.headSha}/.github`;
        const place = { path: '.github', blob_href, start_line: 1, start_column: null, end_line: 1, end_column: null };
        const views = page.items.map((message) => ({ ...place, annotation_level: 'failure', title: '', message, raw_details: '' }));
        return json(200, views, page.headers);
      }),
    ),
  ];
}

/** `check-run` */
function checkRunView(run: SimRun, job: SimJob, world: World, links: Links): Readonly<Record<string, unknown>> {
  const url = `${links.repo}/check-runs/${job.id}`;
  const html_url = `${links.html}/${world.repository}/actions/runs/${run.id}/job/${job.id}`;
  const { state } = job;
  return {
    id: job.id,
    name: job.planned.name,
    node_id: nodeId('CR', job.id),
    head_sha: run.headSha,
    external_id: `${run.id}-${job.id}`,
    url,
    html_url,
    details_url: html_url,
    status: state.status === 'blocked' ? 'queued' : state.status,
    conclusion: state.conclusion,
    started_at: stamp(state.startedAt ?? state.queuedAt ?? state.submittedAt),
    completed_at: state.completedAt === undefined ? null : stamp(state.completedAt),
    output: {
      title: null,
      summary: null,
      text: null,
      annotations_count: annotationsOf(run, job).length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.id + 20_000_000_000 },
    app: appView(world.bornAt, links),
    pull_requests: [],
  };
}

/** What a client writes, over what it wrote before; or the refusal that it gets. */
function readCheck(context: RouteContext, before: WrittenCheck | undefined): (Omit<WrittenCheck, 'id'> & { readonly id?: number }) | ApiResponse {
  const given = (context.json ?? {}) as Readonly<Record<string, unknown>>;
  const text = (key: string, value: unknown = given[key]): string | undefined => (typeof value === 'string' ? value : undefined);
  const name = text('name') ?? before?.name;
  const headSha = before?.headSha ?? text('head_sha');
  if (name === undefined) return problem(422, 'Invalid request. "name" was not supplied.');
  if (headSha === undefined || !/^[0-9a-f]{40}$/.test(headSha)) return problem(422, `No commit found for SHA: ${headSha ?? ''}`);
  const conclusion = text('conclusion') ?? before?.conclusion ?? null;
  const status = conclusion === null ? (text('status') ?? before?.status ?? 'queued') : 'completed';
  if (status === 'completed' && conclusion === null) return problem(422, 'Invalid request. A completed check run needs a "conclusion".');
  const output = (given.output ?? {}) as Readonly<Record<string, unknown>>;
  const summary = text('summary', output.summary) ?? before?.summary ?? null;
  if (summary !== null && summary.length > 65_535) return problem(422, 'Invalid request. summary exceeds a maximum length of 65535');
  return {
    ...(before !== undefined && { id: before.id }),
    headSha,
    name,
    startedAt: before?.startedAt ?? context.at,
    detailsUrl: text('details_url') ?? before?.detailsUrl ?? null,
    status,
    conclusion,
    ...(status === 'completed' && { completedAt: context.at }),
    title: text('title', output.title) ?? before?.title ?? null,
    summary,
  };
}

/** `check-run` */
function writtenView(check: WrittenCheck, world: World, links: Links): Readonly<Record<string, unknown>> {
  const { id, completedAt, conclusion, detailsUrl, headSha, name, startedAt, status, summary, title } = check;
  const url = `${links.repo}/check-runs/${id}`;
  const html_url = `${links.html}/${world.repository}/runs/${id}`;
  return {
    id,
    name,
    node_id: nodeId('CR', id),
    head_sha: headSha,
    external_id: '',
    url,
    html_url,
    details_url: detailsUrl ?? html_url,
    status,
    conclusion,
    started_at: stamp(startedAt),
    completed_at: completedAt === undefined ? null : stamp(completedAt),
    output: { title, summary, text: null, annotations_count: 0, annotations_url: `${url}/annotations` },
    check_suite: { id: id + 20_000_000_000 },
    app: appView(world.bornAt, links),
    pull_requests: [],
  };
}

function appView(bornAt: number, links: Links): Readonly<Record<string, unknown>> {
  return {
    id: ACTIONS_APP_ID,
    client_id: 'Iv1.05c79e9ad1f6bdfa',
    slug: 'github-actions',
    node_id: nodeId('A', ACTIONS_APP_ID),
    owner: userView('github', links),
    name: 'GitHub Actions',
    description: 'Automate your workflow from idea to production',
    external_url: 'https://help.github.com/en/actions',
    html_url: `${links.html}/apps/github-actions`,
    created_at: stamp(bornAt),
    updated_at: stamp(bornAt),
    permissions: { actions: 'write', checks: 'write', contents: 'read', metadata: 'read' },
    events: ['workflow_dispatch'],
  };
}
