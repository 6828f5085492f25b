import { SECOND_MS } from '../../core/time.ts';
import type { JobRecord } from '../../core/timing/records.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import type { GitHubClient } from './client.ts';
import { explainFailure } from './explain.ts';
import { type ReadyUnit, repositoryOf } from './places.ts';
import { checkRunPage } from './shapes.ts';

/** Runs that are asked for within this time of each other are read together. */
const GATHER_MS = SECOND_MS / 20;
const PER_PAGE = 100;
/** GitHub lists the check runs of the newest 1,000 check suites of a commit. */
const MAX_PAGES = 20;

export interface CheckRunReader {
  /** The jobs of a run that has ended, as the check runs of its commit; `undefined`: not to be had this way, read them as jobs. */
  jobs(runId: string, unit: ReadyUnit, sha: string, signal: StopSignal): Promise<readonly JobRecord[] | { readonly unclear: string } | undefined>;
}

type Found = ReadonlyMap<string, readonly JobRecord[]> | { readonly unclear: string };

interface Batch {
  readonly wanted: Set<string>;
  readonly read: Promise<Found>;
}

/** Reads the jobs of many runs of one commit together: a page of a hundred at the price of one request. */
export function createCheckRunReader(options: {
  readonly client: GitHubClient;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
}): CheckRunReader {
  const { client, clock } = options;
  const gathering = new Map<string, Batch>();
  let refused = false;

  async function readBatch(name: string, wanted: ReadonlySet<string>, unit: ReadyUnit, sha: string, signal: StopSignal): Promise<Found> {
    await clock.sleepUntil(clock.now() + GATHER_MS, signal);
    gathering.delete(name);
    const jobs = new Map<string, Map<string, JobRecord>>();
    for (let page = 1; page <= MAX_PAGES; page++) {
      const answer = await client.request({
        route: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
        params: { owner: unit.owner, repo: unit.repo, ref: sha, filter: 'all', per_page: PER_PAGE, page },
        shape: checkRunPage,
        priority: 'details',
        tries: 5,
        signal,
      });
      if (answer.kind !== 'answer' || answer.status !== 200 || !answer.body.ok) {
        const { why } = explainFailure(answer, {
          doing: `read the check runs of ${sha.slice(0, 7)} in ${repositoryOf(unit)}`,
          permission: 'checks: read',
        });
        if (answer.kind !== 'answer' || (answer.status !== 403 && answer.status !== 404) || answer.limited !== undefined) return { unclear: why };
        refuse(why);
        return new Map();
      }
      let news = false;
      for (const { runId, job } of answer.body.value) {
        if (runId === undefined || job === undefined || !wanted.has(runId)) continue;
        news = true;
        jobs.set(runId, (jobs.get(runId) ?? new Map()).set(job.id, job));
      }
      if (answer.body.value.length < PER_PAGE) break;
      // The jobs of one run may stand on two pages: the first page without any of them is beyond them all.
      if (!news && jobs.size === wanted.size) break;
    }
    return new Map([...jobs].map(([runId, found]) => [runId, [...found.values()]]));
  }

  function refuse(why: string): void {
    if (refused) return;
    refused = true;
    options.warn(`${why}; the jobs are read run by run instead (limits.detail: batched)`);
  }

  return {
    async jobs(runId, unit, sha, signal) {
      if (refused) return undefined;
      const name = `${repositoryOf(unit)}@${sha}`;
      let batch = gathering.get(name);
      if (batch === undefined) {
        const wanted = new Set<string>();
        batch = { wanted, read: readBatch(name, wanted, unit, sha, signal) };
        gathering.set(name, batch);
      }
      batch.wanted.add(runId);
      const read = await batch.read;
      if ('unclear' in read) return read;
      const found = read.get(runId);
      // What has not ended yet in this list has in the other.
      return found?.every((job) => job.status === 'completed') === true ? found : undefined;
    },
  };
}
