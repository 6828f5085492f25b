import { strToU8, zipSync } from 'fflate';
import { readWorkflowFile } from '../../src/core/workflow/workflow-source.ts';
import type { Fetch } from '../../src/ports/fetch.ts';
import type { GitHubApi } from '../../src/ports/github-api.ts';
import { createEmbeddedFetch, EMBEDDED_API_URL } from '../../src/simulator/embedded-fetch.ts';
import type { EmbeddedGitHub } from '../../src/simulator/embedded-github.ts';
import { createGitHubClient } from '../../src/targets/github/client.ts';
import { githubApi } from '../../src/targets/github/github-api.ts';
import { type HandClock, handClock } from './simulator-client.ts';

export const REPOSITORY = 'acme/widgets';
export const WORKFLOW = '.github/workflows/performance.yml';

const TEXT = `name: performance
on:
  workflow_dispatch:
jobs:
  measure:
    runs-on: ubuntu-latest
    steps: [{ run: sleep 1 }]
`;

/** The embedded GitHub with one workflow, the real client in front of it, and artifacts of any content. */
export interface EmbeddedArtifacts {
  readonly github: EmbeddedGitHub;
  readonly clock: HandClock;
  readonly fetch: Fetch;
  readonly api: GitHubApi;
  /** Runs the workflow to its end on `main`; the run's id. */
  runWorkflow(): Promise<string>;
  /** Uploads an archive as an artifact of the run, as @actions/artifact does. */
  upload(runId: string, name: string, archive: Uint8Array): void;
}

export function embeddedArtifacts(): EmbeddedArtifacts {
  const clock = handClock();
  const { github, fetch } = createEmbeddedFetch({ clock, repository: REPOSITORY, workflows: [readWorkflowFile('performance.yml', TEXT)] });
  const limits = { mutationSpacingMs: 1, reserve: 0 };
  const api = githubApi(
    createGitHubClient({ fetch, clock, token: () => 'test-token-of-nobody', apiUrl: EMBEDDED_API_URL, userAgent: 'test', seed: 1, limits }),
  );
  const [owner, repo] = REPOSITORY.split('/');
  const send = (door: 'api' | 'files', method: string, url: string, body: Uint8Array, authorization?: string): unknown => {
    const outcome = github.handle(
      { method, url, headers: { ...(authorization !== undefined && { authorization }), host: 'h', 'x-ms-blob-type': 'BlockBlob' }, body },
      door,
    );
    if (outcome.kind !== 'answer' || outcome.response.status >= 300) throw new Error(`${method} ${url}: ${JSON.stringify(outcome)}`);
    const { body: text } = outcome.response;
    return typeof text === 'string' && text !== '' ? JSON.parse(text) : undefined;
  };
  return {
    github,
    clock,
    fetch,
    api,
    async runWorkflow() {
      const params = { owner, repo, workflow_id: 'performance.yml', ref: 'main' };
      const answer = await api('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', params);
      if (answer.kind !== 'answer' || answer.status >= 300) throw new Error(JSON.stringify(answer));
      clock.advance(60_000);
      return String(github.truth().at(-1)?.id);
    },
    upload(runId, name, archive) {
      const call = (method: string, more: object): unknown =>
        send(
          'api',
          'POST',
          `/twirp/github.actions.results.api.v1.ArtifactService/${method}`,
          strToU8(JSON.stringify({ workflow_run_backend_id: runId, workflow_job_run_backend_id: 'job', name, ...more })),
          `Bearer ${github.runtimeToken(runId)}`,
        );
      const { signed_upload_url: url } = call('CreateArtifact', { version: 4 }) as { signed_upload_url: string };
      const { pathname, search } = new URL(url);
      send('files', 'PUT', pathname + search, archive);
      call('FinalizeArtifact', { size: String(archive.length) });
    },
  };
}

/** An archive with one file. */
export function zipOf(file: string, text: string): Uint8Array {
  return zipSync({ [file]: strToU8(text) });
}
