import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckpointPolicy } from '../app/checkpoint.ts';
import type { CheckpointStore } from '../ports/checkpoint-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { GitHubApi } from '../ports/github-api.ts';
import { createArtifactCheckpointStore } from '../stores/checkpoints/artifact-checkpoint-store.ts';
import { createGitHubClient } from '../targets/github/client.ts';
import { githubApi } from '../targets/github/github-api.ts';
import { createNodeFetch } from '../targets/github/node-fetch.ts';
import { isEnterpriseServer } from './enterprise-server.ts';
import type { Request } from './request.ts';
import type { Signals } from './signals.ts';
import type { Environment } from './surroundings.ts';
import { uploadFile } from './upload.ts';

export interface CheckpointContext {
  readonly request: Pick<Request, 'inputs' | 'surroundings'>;
  readonly clock: Clock;
  readonly signals: Signals;
  readonly env: Environment;
}

/** What a healthy upload never takes. */
const UPLOAD_TIMEOUT_MS = 120_000;
/** Of what a signal leaves, so much belongs to outputs, summary and results. */
const FOR_THE_REST_MS = 3_000;
const LIMITS = { mutationSpacingMs: 1_000, reserve: 0.2 };

/** This repository as the job's own token sees it: artifacts and workflow runs. */
export function ownApi({ request: { inputs, surroundings }, clock, env }: Omit<CheckpointContext, 'signals'>): GitHubApi | undefined {
  const { token, 'api-url': apiUrl = surroundings.apiUrl } = inputs;
  // A token for another server must not be sent to this one.
  if (token === undefined || apiUrl !== surroundings.apiUrl) return undefined;
  const options = { fetch: createNodeFetch({ env }), clock, token: () => token, apiUrl, userAgent: 'runner-harness-action', seed: 0, limits: LIMITS };
  return githubApi(createGitHubClient(options));
}

/** Whose artifacts are looked at for checkpoints. */
export interface CheckpointPlaces {
  readonly api: GitHubApi | undefined;
  /** Whether this run may have some already: it is a re-run, or a session is to go on. */
  readonly look: boolean;
  /** Another workflow run that has some. */
  readonly otherRunId?: string;
}

/**
 * Where and how often copies of the journal are kept: artifacts of this workflow run.
 *
 * @returns the policy, or why there is none
 */
export function checkpointsOf(context: CheckpointContext, places: CheckpointPlaces): CheckpointPolicy | string {
  const { request, env } = context;
  const { inputs, surroundings } = request;
  const { 'checkpoint-interval': interval, 'checkpoint-runs': everyRuns } = inputs;
  if (isEnterpriseServer(surroundings.serverUrl)) return 'GitHub Enterprise Server does not take this kind of artifact';
  if ((env.ACTIONS_RUNTIME_TOKEN ?? '') === '') return 'this job has no artifact service (ACTIONS_RUNTIME_TOKEN)';
  const store = runStore(context, places);
  return {
    store: interval === 'none' ? readOnly(store) : store,
    ...(typeof interval === 'number' ? { everyMs: interval } : { everyMs: Number.POSITIVE_INFINITY }),
    ...(interval === 'none' ? { everyRuns: Number.POSITIVE_INFINITY } : everyRuns === undefined ? {} : { everyRuns }),
  };
}

/** Is resumed from, and written no more: nobody wants checkpoints. */
function readOnly(store: CheckpointStore): CheckpointStore {
  return { ...store, save: async () => {}, remove: async () => {} };
}

function runStore(context: CheckpointContext, { api = noApi, look, otherRunId }: CheckpointPlaces): CheckpointStore {
  const { request, env } = context;
  const { repository, runId } = request.surroundings;
  const common = { api, fetch: createNodeFetch({ env }), repository };
  const own = createArtifactCheckpointStore({ ...common, runId, upload: (artifact) => upload(artifact, context) });
  const other = otherRunId === undefined || otherRunId === runId ? undefined : createArtifactCheckpointStore({ ...common, runId: otherRunId });
  const inOther = new Set<string>();
  let saved = false;
  return {
    name: other === undefined ? own.name : `${own.name} and ${other.name}`,
    async list(sessionId) {
      // The first attempt of a run has none, and need not ask.
      const mine = look || saved ? await own.list(sessionId) : [];
      const theirs = other === undefined ? [] : await other.list(sessionId);
      const known = new Set(mine.map(({ name }) => name));
      const more = theirs.filter(({ name }) => !known.has(name));
      for (const { name } of more) inOther.add(name);
      return [...mine, ...more];
    },
    async save(name, bytes) {
      await own.save(name, bytes);
      saved = true;
    },
    load: (name) => (other !== undefined && inOther.has(name) ? other : own).load(name),
    // What another run left is that run's.
    remove: async (name) => (inOther.has(name) ? undefined : await own.remove(name)),
  };
}

const noApi: GitHubApi = () =>
  Promise.resolve({ kind: 'none', why: 'the token is for another server (api-url) and is not sent to this one', maybeDone: false });

async function upload(
  { name, file, bytes }: { readonly name: string; readonly file: string; readonly bytes: Uint8Array },
  { request: { inputs }, signals }: CheckpointContext,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rh-upload-'));
  const { 'retention-days': retentionDays } = inputs;
  try {
    await writeFile(join(folder, file), bytes);
    await uploadFile(name, join(folder, file), {
      timeLeftMs: () => (signals.name === undefined ? UPLOAD_TIMEOUT_MS : Math.max(0, signals.timeLeftMs(UPLOAD_TIMEOUT_MS) - FOR_THE_REST_MS)),
      signal: signals.stopper,
      ...(retentionDays === undefined ? {} : { retentionDays }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
