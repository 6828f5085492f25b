import { createHash } from 'node:crypto';
import { isObject, own } from '../../core/benchmarks/importer.ts';
import type { Fetch, FetchResponse } from '../../ports/fetch.ts';
import type { GitHubApi } from '../../ports/github-api.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import { MAX_BASELINE_BYTES } from './baseline-text.ts';
import { type ApiRefusal, ask, refusalOf } from './github-answers.ts';
import { readZipEntry } from './zip-entry.ts';

export interface ArtifactSource {
  readonly api: GitHubApi;
  /** Fetches the archive from the storage, without the token. */
  readonly fetch: Fetch;
  /** `owner/name` */
  readonly repository: string;
}

export type ArtifactFile =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  /** The run has no such artifact, or it has expired. */
  | { readonly kind: 'absent' }
  /** `damaged`: the artifact is there, and is not what it should be. */
  | (ApiRefusal & { readonly damaged: boolean });

/** The packed archive. */
const MAX_ARCHIVE_BYTES = 32 * 1024 * 1024;
const LIMITS = { maxEntries: 1000, maxBytes: MAX_BASELINE_BYTES, maxRatio: 200 };

interface Artifact {
  readonly id: number;
  readonly bytes: number;
  readonly digest?: string;
}

/** Reads one file of the newest artifact of that name of a run: into memory, with limits, its digest checked, and nothing of it run. */
export async function readArtifactFile(
  source: ArtifactSource,
  runId: string,
  name: string,
  file: string,
  signal?: StopSignal,
): Promise<ArtifactFile> {
  const artifact = await newestArtifact(source, runId, name, signal);
  if (artifact.kind === 'refused') return { ...artifact, damaged: false };
  return artifact.value === undefined ? { kind: 'absent' } : await download(source, artifact.value, file, signal);
}

async function newestArtifact(
  { api, repository }: ArtifactSource,
  runId: string,
  name: string,
  signal?: StopSignal,
): Promise<{ readonly kind: 'found'; readonly value: Artifact | undefined } | ApiRefusal> {
  const [owner, repo] = repository.split('/');
  const params = { owner, repo, run_id: runId, name, per_page: 100 };
  const answer = await ask(api, 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', params, 'list the artifacts of a run', signal);
  if (answer.kind === 'refused') return answer;
  const list = isObject(answer.value) ? own(answer.value, 'artifacts') : undefined;
  if (!Array.isArray(list)) return { kind: 'refused', reason: `the list of artifacts of run ${runId} has no "artifacts"` };
  const named = list.flatMap((one): Artifact[] => {
    if (!isObject(one) || own(one, 'name') !== name || own(one, 'expired') === true) return [];
    const [id, bytes, digest] = [own(one, 'id'), own(one, 'size_in_bytes'), own(one, 'digest')];
    if (typeof id !== 'number' || typeof bytes !== 'number') return [];
    return [{ id, bytes, ...(typeof digest === 'string' && { digest }) }];
  });
  return { kind: 'found', value: named.sort((a, b) => b.id - a.id)[0] };
}

async function download({ api, fetch, repository }: ArtifactSource, artifact: Artifact, file: string, signal?: StopSignal): Promise<ArtifactFile> {
  const refuse = (reason: string): ArtifactFile => ({ kind: 'refused', reason, damaged: true });
  if (artifact.bytes > MAX_ARCHIVE_BYTES) return refuse(`${artifact.bytes} bytes are more than the ${MAX_ARCHIVE_BYTES} that are read`);
  const [owner, repo] = repository.split('/');
  const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
  const link = await api(route, { owner, repo, artifact_id: artifact.id, archive_format: 'zip' }, signal);
  if (link.kind === 'none' || link.location === undefined) return { ...refusalOf(link, 'download an artifact'), damaged: false };
  let archive: FetchResponse;
  try {
    archive = await fetch({ method: 'GET', url: link.location, headers: {}, ...(signal !== undefined && { signal }) });
  } catch (error) {
    return refuse(`it can't be downloaded: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (archive.status !== 200) return refuse(`it can't be downloaded: the storage answered ${archive.status}`);
  if (archive.body.length > MAX_ARCHIVE_BYTES) return refuse(`${archive.body.length} bytes are more than the ${MAX_ARCHIVE_BYTES} that are read`);
  const digest = `sha256:${createHash('sha256').update(archive.body).digest('hex')}`;
  if (artifact.digest !== undefined && artifact.digest !== digest) return refuse(`its digest is ${digest}, the API says ${artifact.digest}`);
  const entry = readZipEntry(archive.body, file, LIMITS);
  if (entry.kind === 'refused') return refuse(entry.reason);
  return entry.kind === 'found' ? entry : refuse(`it has no ${file}`);
}
