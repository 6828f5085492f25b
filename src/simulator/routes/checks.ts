import { annotationsOf } from '../annotations.ts';
import { json, type Links, problem } from '../message.ts';
import { userView } from '../views/repository-view.ts';
import { nodeId, stamp } from '../views/stamp.ts';
import { isShown, latestAttempt, type SimJob, type SimRun } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { pageOf } from './paging.ts';
import { RepoRoutes } from './repo-routes.ts';
import type { Route } from './table.ts';

/** The id of GitHub Actions among GitHub's apps. */
const ACTIONS_APP_ID = 15_368;

/** Jobs as check runs, and what was written on them. */
export function checkRoutes(world: World): readonly Route[] {
  const repo = new RepoRoutes(world);
  return [
    repo.get('/commits/{ref}/check-runs', (context) => {
      const ref = context.params.ref ?? '';
      const sha = world.refs.get(ref) ?? ref;
      if (![...world.refs.values()].includes(sha)) return problem(422, `No commit found for SHA: ${ref}`);
      const { query } = context;
      const all = query.get('filter') === 'all';
      const found = world.runs
        .filter((run) => run.headSha === sha)
        .flatMap((run) => (all ? run.attempts.flatMap(({ jobs }) => jobs) : latestAttempt(run).jobs).map((job) => ({ run, job })))
        .filter(({ job }) => isShown(job) && (query.get('app_id') ?? String(ACTIONS_APP_ID)) === String(ACTIONS_APP_ID))
        .filter(({ job }) => (query.get('status') ?? job.state.status) === job.state.status)
        .filter(({ job }) => (query.get('check_name') ?? job.planned.name) === job.planned.name)
        .reverse();
      const page = pageOf(found, context);
      const views = page.items.map(({ run, job }) => checkRunView(run, job, world, context.links));
      return json(200, { total_count: found.length, check_runs: views }, page.headers);
    }),
    repo.get(
      '/check-runs/{check_run_id}',
      repo.withJob('check_run_id', (run, job, { links }) => json(200, checkRunView(run, job, world, links))),
    ),
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
