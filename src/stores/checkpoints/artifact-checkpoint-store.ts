import { createHash } from 'node:crypto';
import { parseCheckpointName } from '../../core/session/checkpoint-name.ts';
import type { CheckpointStore, StoredCheckpoint } from '../../ports/checkpoint-store.ts';
import type { Fetch } from '../../ports/fetch.ts';
import type { GitHubApi } from '../../ports/github-api.ts';
import { ask, refusalOf } from '../baselines/github-answers.ts';
import { readZipEntry } from '../baselines/zip-entry.ts';
import { MAX_CHECKPOINT_BYTES } from './file-checkpoint-store.ts';

export interface ArtifactCheckpointOptions {
  readonly api: GitHubApi;
  /** Fetches the archive from the storage, without the token. */
  readonly fetch: Fetch;
  /** `owner/name`. */
  readonly repository: string;
  /** The workflow run whose artifacts are read: its re-runs and its relay jobs share them. */
  readonly runId: string;
  /**
   * Uploads one file as an artifact of this run. Absent: nothing can be saved (on the command line).
   *
   * @throws CheckpointNameTakenError for a name that is taken
   */
  readonly upload?: (artifact: { readonly name: string; readonly file: string; readonly bytes: Uint8Array }) => Promise<void>;
}

/** The file in the artifact. */
export const CHECKPOINT_FILE = 'session.db';

/** The packed archive. */
const MAX_ARCHIVE_BYTES = 64 * 1_024 * 1_024;
/** A run has 500 artifacts at most. */
const MAX_PAGES = 10;
const PER_PAGE = 100;
const LIMITS = { maxEntries: 10, maxBytes: MAX_CHECKPOINT_BYTES, maxRatio: 500 };

interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly digest?: string;
}

/**
 * Checkpoints as artifacts of one workflow run. They survive the death of the runner, and a re-run of the job finds them. What comes back
 * is untrusted: its size is capped, its digest compared, nothing of it is run, and the chain of the journal in it is verified by who opens it.
 */
export function createArtifactCheckpointStore(options: ArtifactCheckpointOptions): CheckpointStore {
  const { api, repository, runId } = options;
  const [owner, repo] = repository.split('/');

  async function artifacts(): Promise<readonly Artifact[]> {
    const found: Artifact[] = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
      const params = { owner, repo, run_id: runId, per_page: PER_PAGE, page };
      const answer = await ask(api, 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', params, 'list the artifacts of this run');
      if (answer.kind === 'refused') throw new Error(answer.fix === undefined ? answer.reason : `${answer.reason}: ${answer.fix}`);
      const list = (answer.value as { readonly artifacts?: unknown }).artifacts;
      if (!Array.isArray(list)) throw new Error(`the list of artifacts of run ${runId} has no "artifacts"`);
      found.push(...list.flatMap(artifactOf));
      if (list.length < PER_PAGE) break;
    }
    return found;
  }

  async function named(name: string): Promise<Artifact | undefined> {
    return (await artifacts()).filter((one) => one.name === name).sort((a, b) => b.id - a.id)[0];
  }

  return {
    name: `artifacts of run ${runId} in ${repository}`,
    async list(sessionId): Promise<readonly StoredCheckpoint[]> {
      const ours = (await artifacts()).filter(({ name }) => parseCheckpointName(sessionId, name) !== undefined);
      return ours.map(({ name, bytes }) => ({ name, sizeBytes: bytes }));
    },
    async save(name, bytes) {
      if (options.upload === undefined) throw new Error('artifacts can be written by a run of the Action only');
      await options.upload({ name, file: CHECKPOINT_FILE, bytes });
    },
    async load(name) {
      const artifact = await named(name);
      if (artifact === undefined) throw new Error(`run ${runId} has no artifact ${name} any more`);
      return await download(options, artifact);
    },
    async remove(name) {
      const artifact = await named(name);
      if (artifact === undefined) return;
      await api('DELETE /repos/{owner}/{repo}/actions/artifacts/{artifact_id}', { owner, repo, artifact_id: artifact.id });
    },
  };
}

function artifactOf(value: unknown): Artifact[] {
  const { id, name, size_in_bytes: bytes, digest, expired } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof id !== 'number' || typeof name !== 'string' || typeof bytes !== 'number' || expired === true) return [];
  return [{ id, name, bytes, ...(typeof digest === 'string' && { digest }) }];
}

async function download({ api, fetch, repository }: ArtifactCheckpointOptions, artifact: Artifact): Promise<Uint8Array> {
  const refuse = (why: string): never => {
    throw new Error(`the artifact ${artifact.name} can't be used: ${why}`);
  };
  if (artifact.bytes > MAX_ARCHIVE_BYTES) refuse(`${artifact.bytes} bytes are more than the ${MAX_ARCHIVE_BYTES} that are read`);
  const [owner, repo] = repository.split('/');
  const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
  const place = await api(route, { owner, repo, artifact_id: artifact.id, archive_format: 'zip' });
  if (place.kind === 'none' || place.location === undefined) return refuse(refusalOf(place, 'download it').reason);
  const archive = await fetch({ method: 'GET', url: place.location, headers: {} });
  if (archive.status !== 200) refuse(`the storage answered ${archive.status}`);
  if (archive.body.length > MAX_ARCHIVE_BYTES) refuse(`${archive.body.length} bytes are more than the ${MAX_ARCHIVE_BYTES} that are read`);
  const digest = `sha256:${createHash('sha256').update(archive.body).digest('hex')}`;
  if (artifact.digest !== undefined && artifact.digest !== digest) refuse(`its digest is ${digest}, the API says ${artifact.digest}`);
  const entry = readZipEntry(archive.body, CHECKPOINT_FILE, LIMITS);
  if (entry.kind === 'found') return entry.bytes;
  return refuse(entry.kind === 'absent' ? `it has no ${CHECKPOINT_FILE}` : entry.reason);
}
