import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GateInputError } from '../app/errors.ts';
import type { GateOrder } from '../app/gate-order.ts';
import { openBaselineStore } from '../app/open-baseline-store.ts';
import { isObject, own } from '../core/benchmarks/importer.ts';
import type { BaselineSpec } from '../core/plan/plan.ts';
import { present } from '../core/report/rows.ts';
import type { GitHubApi } from '../ports/github-api.ts';
import { ask } from '../stores/baselines/github-answers.ts';
import { createNodeFetch } from '../targets/github/node-fetch.ts';
import { type CheckpointContext, ownApi } from './checkpoints.ts';
import { readEvent, type WorkflowEvent } from './event.ts';
import type { Surroundings } from './surroundings.ts';
import { uploadFile } from './upload.ts';

/** Gates over files of other tools share this id, on both faces. */
export const FILES_GATE = 'benchmarks';

/** What a healthy upload of a baseline never takes. */
const UPLOAD_TIMEOUT_MS = 120_000;

/**
 * The gate that the Action was asked for, with the store of its baseline.
 *
 * @param id of a gate that names none
 * @throws GateInputError where such a baseline can't be had here
 */
export async function gateOrderOf(spec: BaselineSpec, id: string, context: CheckpointContext): Promise<GateOrder> {
  const { request, clock, env, signals } = context;
  const { inputs, surroundings } = request;
  const { repository, runId, serverUrl, workspace } = surroundings;
  const event = readEvent(env);
  const api = ownApi(context);
  const source = inputs['baseline-source'] ?? spec.source ?? event.defaultBranch ?? (await defaultBranch(api, surroundings));
  const artifacts =
    spec.from.kind === 'artifact'
      ? {
          api: api ?? refuse('the token is for another server (api-url) and is not sent to this one: use a baseline file:PATH'),
          fetch: createNodeFetch({ env }),
          repository,
          workflow:
            event.workflow ?? refuse('the runner does not say which workflow this is (GITHUB_WORKFLOW_REF): use a baseline file:PATH or git:BRANCH'),
          runId,
          upload: (artifact: Artifact) => upload(artifact, inputs['retention-days'], signals),
          ...(source !== undefined && { branch: source }),
        }
      : undefined;
  if (spec.from.kind === 'artifact' && spec.from.name === inputs['artifact-name']) {
    refuse(`the artifact ${spec.from.name} holds the session's results (artifact-name): give the baseline another name`);
  }
  const git = { remote: `${serverUrl}/${repository}.git`, env, ...present({ token: inputs.token }) };
  return {
    spec,
    id: spec.id ?? id,
    store: openBaselineStore(spec.from, { clock, cwd: workspace, git, ...present({ artifacts }) }),
    update: inputs['update-baseline'] ?? 'auto',
    standing: source !== undefined && event.branch === source ? 'source' : 'other',
    remedy: `a passed run of this workflow on ${source ?? 'the default branch'} records one (is there a trigger "push" for that branch?)`,
    source: recordSource(event, surroundings),
  };
}

interface Artifact {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

function refuse(problem: string): never {
  throw new GateInputError([problem]);
}

function recordSource({ branch, sha, workflow }: WorkflowEvent, { repository, runId, serverUrl }: Surroundings): NonNullable<GateOrder['source']> {
  const commit = sha === '' ? undefined : sha;
  return { repository, runId, url: `${serverUrl}/${repository}/actions/runs/${runId}`, ...present({ workflow, branch, commit }) };
}

async function defaultBranch(api: GitHubApi | undefined, { repository }: Surroundings): Promise<string | undefined> {
  if (api === undefined) return undefined;
  const [owner, repo] = repository.split('/');
  const answer = await ask(api, 'GET /repos/{owner}/{repo}', { owner, repo }, 'read the repository');
  const branch = answer.kind === 'found' && isObject(answer.value) ? own(answer.value, 'default_branch') : undefined;
  return typeof branch === 'string' && branch !== '' ? branch : undefined;
}

/** Under exactly this name: nobody would look for another. */
async function upload({ name, file, text }: Artifact, retentionDays: number | undefined, signals: CheckpointContext['signals']): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rh-baseline-'));
  try {
    const path = join(folder, file);
    await writeFile(path, text);
    const timeLeftMs = (): number => signals.timeLeftMs(UPLOAD_TIMEOUT_MS);
    await uploadFile(name, path, { timeLeftMs, signal: signals.stopper, ...present({ retentionDays }) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
