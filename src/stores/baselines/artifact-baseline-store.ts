import { createHash } from 'node:crypto';
import { isObject, own } from '../../core/benchmarks/importer.ts';
import type { AppendedBaseline, BaselineStore, LoadedBaseline } from '../../ports/baseline-store.ts';
import type { Fetch, FetchResponse } from '../../ports/fetch.ts';
import type { GitHubApi } from '../../ports/github-api.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import { grownBaseline, MAX_BASELINE_BYTES, readBaseline } from './baseline-text.ts';
import { type ApiRefusal, ask, type Found, refusalOf } from './github-answers.ts';
import { trustedRuns } from './trusted-runs.ts';
import { readZipEntry } from './zip-entry.ts';

export interface ArtifactBaselineOptions {
  readonly api: GitHubApi;
  /** Fetches the archive from the storage, without the token. */
  readonly fetch: Fetch;
  /** `owner/name`: the only repository whose artifacts are believed. */
  readonly repository: string;
  /** Path of the workflow file whose runs are believed: `.github/workflows/performance.yml`. */
  readonly workflow: string;
  /** Default: the repository's default branch. */
  readonly branch?: string;
  /** Name of the artifact. */
  readonly name: string;
  /** This run, which can't be its own baseline. */
  readonly runId?: string;
  /** Uploads one file as an artifact of this run. Absent: nothing can be appended (on the command line). */
  readonly upload?: (artifact: { readonly name: string; readonly file: string; readonly text: string }) => Promise<void>;
}

/** The file in the artifact. */
export const BASELINE_FILE = 'baseline-history.json';

/** The packed archive. */
const MAX_ARCHIVE_BYTES = 32 * 1024 * 1024;
const LIMITS = { maxEntries: 1000, maxBytes: MAX_BASELINE_BYTES, maxRatio: 200 };
/** How many successful runs are asked for the artifact before it is said that there is none. */
const RUNS_ASKED = 10;

/**
 * A baseline in an artifact of the last successful run of one workflow on one branch. An artifact is untrusted input: it counts only when its run is
 * of this repository, of the expected workflow file, and not of a fork, and its content is read with limits and never run.
 *
 * An artifact can't be replaced, so each run on the branch uploads the whole history with its own records added. Of two runs at the same time
 * the later one's successor follows only one of them: give that workflow a `concurrency` group, or use a `git:` baseline.
 */
export function createArtifactBaselineStore(options: ArtifactBaselineOptions): BaselineStore {
  const load = async (id: string, signal?: StopSignal): Promise<LoadedBaseline> => {
    const runs = await trustedRuns(options, signal);
    if (runs.kind === 'refused') return runs;
    for (const run of runs.value.runs.slice(0, RUNS_ASKED)) {
      const artifact = await artifactOf(options, run.id, signal);
      if (artifact.kind === 'refused') return artifact;
      if (artifact.value === undefined) continue;
      const from = `artifact ${options.name} of run ${run.id} on ${runs.value.branch}`;
      return await download(options, artifact.value, id, from, signal);
    }
    return {
      kind: 'none',
      why: `no successful run of ${options.workflow} on ${runs.value.branch} has an artifact ${options.name}${runs.value.passedOver}`,
    };
  };
  return {
    name: `artifact:${options.name}`,
    load,
    async append(id, records, signal): Promise<AppendedBaseline> {
      if (options.upload === undefined) return { kind: 'refused', reason: 'artifacts can be written by a run of the Action only' };
      const before = await load(id, signal);
      if (before.kind === 'refused') return before;
      const { text, count } = grownBaseline(id, before.kind === 'found' ? before.history : undefined, records);
      try {
        await options.upload({ name: options.name, file: BASELINE_FILE, text });
      } catch (error) {
        return {
          kind: 'refused',
          reason: `the artifact ${options.name} can't be uploaded: ${error instanceof Error ? error.message : String(error)}`,
        };
      }
      return { kind: 'appended', records: count, to: `artifact ${options.name}` };
    },
  };
}

interface Artifact {
  readonly id: number;
  readonly bytes: number;
  readonly digest?: string;
}

/** The newest artifact of that name which can still be had. */
async function artifactOf(
  { api, repository, name }: ArtifactBaselineOptions,
  runId: string,
  signal?: StopSignal,
): Promise<Found<Artifact | undefined> | ApiRefusal> {
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

async function download(
  options: ArtifactBaselineOptions,
  artifact: Artifact,
  id: string,
  from: string,
  signal?: StopSignal,
): Promise<LoadedBaseline> {
  const { api, fetch, repository } = options;
  const refuse = (reason: string): LoadedBaseline => ({
    kind: 'refused',
    reason: `${from}: ${reason}`,
    fix: 'delete that artifact, or record anew from a run on the branch',
  });
  if (artifact.bytes > MAX_ARCHIVE_BYTES) return refuse(`${artifact.bytes} bytes are more than the ${MAX_ARCHIVE_BYTES} that are read`);
  const [owner, repo] = repository.split('/');
  const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
  const link = await api(route, { owner, repo, artifact_id: artifact.id, archive_format: 'zip' }, signal);
  if (link.kind === 'none' || link.location === undefined) return refusalOf(link, 'download an artifact');
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
  const entry = readZipEntry(archive.body, BASELINE_FILE, LIMITS);
  if (entry.kind === 'refused') return refuse(entry.reason);
  if (entry.kind === 'absent') return refuse(`it has no ${BASELINE_FILE}`);
  const read = readBaseline(entry.bytes, { source: BASELINE_FILE, id });
  if (!read.ok) return refuse(read.reason);
  return { kind: 'found', history: read.history, from, ...(read.migratedFrom !== undefined && { migratedFrom: read.migratedFrom }) };
}
