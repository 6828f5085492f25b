import type { ArtifactStore, StoredArtifact } from '../artifacts/artifact-store.ts';
import { type ApiResponse, json, notFound, problem, type RouteContext } from '../message.ts';
import type { SignedLinks } from '../signed-links.ts';
import { REPOSITORY_ID } from '../views/repository-view.ts';
import { nodeId, stamp } from '../views/stamp.ts';
import { isShown, latestAttempt, statusOf } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { pageOf } from './paging.ts';
import { RepoRoutes } from './repo-routes.ts';
import type { Route } from './table.ts';

/** How long a link to a file is good, on GitHub. */
const LINK_MS = 10 * 60_000;

/** Artifacts and logs: lists, and links to where the files are. */
export function artifactRoutes(world: World, store: ArtifactStore, links: SignedLinks): readonly Route[] {
  const repo = new RepoRoutes(world);
  const redirect = (context: RouteContext, path: string): ApiResponse => ({
    status: 302,
    headers: { location: links.sign(context.links.files, path, context.at + LINK_MS) },
    body: '',
  });
  const list = (context: RouteContext, belongs: (artifact: StoredArtifact) => boolean): ApiResponse => {
    const name = context.query.get('name');
    const found = store.list().filter((one) => one.finalized && belongs(one) && (name === null || one.name === name));
    const page = pageOf(found, context);
    return json(200, { total_count: found.length, artifacts: page.items.map((one) => artifactView(one, world, context)) }, page.headers);
  };
  const withArtifact = (handle: (artifact: StoredArtifact, context: RouteContext) => ApiResponse) => (context: RouteContext) => {
    const artifact = store.get(Number(context.params.artifact_id));
    return artifact?.finalized === true ? handle(artifact, context) : notFound();
  };
  return [
    repo.get('/actions/artifacts', (context) => list(context, () => true)),
    // A run of a real client (the Action under test) is known to the artifact service only.
    repo.get('/actions/runs/{run_id}/artifacts', (context) => {
      const id = context.params.run_id ?? '';
      const known = world.run(Number(id)) !== undefined || store.list().some((one) => one.backendRunId === id);
      return known ? list(context, (one) => one.backendRunId === id) : notFound();
    }),
    repo.get(
      '/actions/artifacts/{artifact_id}',
      withArtifact((artifact, context) => json(200, artifactView(artifact, world, context))),
    ),
    repo.get(
      '/actions/artifacts/{artifact_id}/{archive_format}',
      withArtifact((artifact, context) => {
        if (context.params.archive_format !== 'zip') return notFound();
        return artifact.expiresAt <= context.at ? problem(410, 'Artifact has expired') : redirect(context, `/artifacts/${artifact.id}`);
      }),
    ),
    repo.delete(
      '/actions/artifacts/{artifact_id}',
      withArtifact((artifact) => {
        store.delete(artifact.id);
        return { status: 204, headers: {}, body: '' };
      }),
    ),
    repo.get(
      '/actions/runs/{run_id}/logs',
      repo.withRun((run, context) => logsOf(run.id, latestAttempt(run), context)),
    ),
    repo.get(
      '/actions/runs/{run_id}/attempts/{attempt_number}/logs',
      repo.withRun((run, context) => logsOf(run.id, run.attempts[Number(context.params.attempt_number) - 1], context)),
    ),
    repo.get(
      '/actions/jobs/{job_id}/logs',
      repo.withJob('job_id', (_, job, context) =>
        job.state.status === 'completed' && isShown(job) ? redirect(context, `/job-logs/${job.id}`) : notFound(),
      ),
    ),
  ];

  function logsOf(runId: number, attempt: Parameters<typeof statusOf>[0] | undefined, context: RouteContext): ApiResponse {
    if (attempt === undefined || statusOf(attempt) !== 'completed') return notFound();
    return redirect(context, `/run-logs/${runId}/${attempt.number}`);
  }
}

/** `artifact` */
function artifactView(artifact: StoredArtifact, world: World, context: RouteContext): Readonly<Record<string, unknown>> {
  const url = `${context.links.repo}/actions/artifacts/${artifact.id}`;
  const run = world.run(Number(artifact.backendRunId));
  return {
    id: artifact.id,
    node_id: nodeId('MDg', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.bytes.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expiresAt <= context.at,
    created_at: stamp(artifact.createdAt),
    expires_at: stamp(artifact.expiresAt),
    updated_at: stamp(artifact.updatedAt),
    digest: artifact.digest,
    workflow_run:
      run === undefined
        ? null
        : { id: run.id, repository_id: REPOSITORY_ID, head_repository_id: REPOSITORY_ID, head_branch: run.ref, head_sha: run.headSha },
  };
}
