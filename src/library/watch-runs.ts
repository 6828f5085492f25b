import { systemClock } from '../app/system-clock.ts';
import { SECOND_MS } from '../core/time.ts';
import type { JobRecord, Observation } from '../core/timing/records.ts';
import type { StopSignal } from '../ports/stop-signal.ts';
import type { OpenRun } from '../ports/target.ts';
import { checkApiUrl } from '../targets/github/api-url.ts';
import { createGitHubClient } from '../targets/github/client.ts';
import { createNodeFetch } from '../targets/github/node-fetch.ts';
import type { ReadyUnit } from '../targets/github/places.ts';
import { jobPage } from '../targets/github/shapes.ts';
import { createWatcher } from '../targets/github/watch.ts';
import { type Connection, PUBLIC_API, tokenSource } from './connection.ts';

/** A run that exists, whoever started it. */
export interface WatchedRun {
  readonly runId: string | number;
  /** Workflow file name: runs are watched by listing those of their workflow. */
  readonly workflow: string;
  /** `owner/name`; default: that of the connection. */
  readonly repository?: string;
}

/** Options of {@link watchRuns}. */
export interface WatchOptions extends Connection {
  /** Time between two looks, ≥ 1,000 ms. Default 10,000. One look costs a request a hundred runs, and none that counts when nothing changed. */
  readonly pollMs?: number;
  /** An `AbortSignal`. Ends the watching, not the runs. */
  readonly signal?: StopSignal;
}

/** Something that was seen. */
export type RunChange =
  | { readonly kind: 'changed'; readonly run: Observation }
  /** With its jobs; the last that is said of a run. */
  | { readonly kind: 'ended'; readonly run: Observation; readonly jobs: readonly JobRecord[] }
  /** The server no longer knows it. */
  | { readonly kind: 'vanished'; readonly runId: string };

/**
 * Watches runs until each has ended, and yields what changes. Sends nothing but reads.
 *
 * @throws RangeError for a repository that is none; TargetError when the token may not read
 * @example
 * for await (const change of watchRuns([{ runId: 19600000001, workflow: 'ci.yml' }], { token, repository: 'acme/widgets' })) {
 *   if (change.kind === 'ended') console.log(change.run.conclusion, change.jobs.length);
 * }
 */
export async function* watchRuns(runs: readonly WatchedRun[], options: WatchOptions): AsyncGenerator<RunChange> {
  const clock = options.clock ?? systemClock();
  const pollMs = options.pollMs ?? 10 * SECOND_MS;
  if (!(pollMs >= SECOND_MS)) throw new RangeError(`watchRuns: pollMs is at least 1000, got ${pollMs}`);
  const signal = options.signal ?? new AbortController().signal;
  const units = runs.map((run) => unitOf(run, options.repository));
  const client = createGitHubClient({
    apiUrl: checkApiUrl(options.apiUrl ?? PUBLIC_API),
    token: tokenSource(options),
    fetch: options.fetch ?? createNodeFetch(),
    clock,
    userAgent: 'runner-harness',
    seed: 0,
    limits: { mutationSpacingMs: SECOND_MS, reserve: 0.2 },
  });
  const unitAt = (index: number): ReadyUnit => units[index] ?? unitOf({ runId: '', workflow: '' }, undefined);
  const watcher = createWatcher({ client, clock, unitOf: ({ unitIndex }) => unitAt(unitIndex), warn: () => {} });
  const open = new Map<string, OpenRun>(
    runs.map(({ runId }, unitIndex) => [String(runId), { runId: String(runId), key: '', scenario: 0, unitIndex, sinceAt: 0 }]),
  );

  async function jobsOf(runId: string, { owner, repo }: ReadyUnit): Promise<readonly JobRecord[]> {
    const jobs: JobRecord[] = [];
    for (let page = 1; ; page++) {
      const answer = await client.request({
        route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
        params: { owner, repo, run_id: runId, filter: 'latest', per_page: 100, page },
        shape: jobPage,
        priority: 'details',
        tries: 4,
        signal,
      });
      if (answer.kind !== 'answer' || answer.status !== 200 || !answer.body.ok) return jobs;
      jobs.push(...answer.body.value);
      if (answer.body.value.length < 100) return jobs;
    }
  }

  // The first look is at each run by its id: it may be older than any list that is worth reading.
  for (const [runId, { unitIndex }] of open) {
    const run = await watcher.get(runId, unitAt(unitIndex), signal);
    if (typeof run !== 'string' && run.createdAt !== undefined) open.set(runId, { runId, key: '', scenario: 0, unitIndex, sinceAt: run.createdAt });
  }
  while (open.size > 0 && !signal.aborted) {
    for await (const sighting of watcher.look([...open.values()], signal)) {
      if (sighting.kind === 'vanished') {
        open.delete(sighting.runId);
        yield sighting;
        continue;
      }
      const run = sighting.observation;
      const watched = open.get(run.runId);
      if (watched === undefined) continue;
      if (run.status === 'completed') {
        open.delete(run.runId);
        yield { kind: 'ended', run, jobs: await jobsOf(run.runId, unitAt(watched.unitIndex)) };
      } else yield { kind: 'changed', run };
    }
    if (open.size > 0) await clock.sleepUntil(clock.now() + pollMs, signal);
  }
}

function unitOf({ workflow, repository }: WatchedRun, byDefault: string | undefined): ReadyUnit {
  const place = repository ?? byDefault ?? '';
  const [, owner, repo] = /^([A-Za-z0-9-]+)\/([\w.-]+)$/.exec(place) ?? [];
  if (owner === undefined || repo === undefined) throw new RangeError(`watchRuns: "${place}" is no repository: write it as owner/name`);
  return { owner, repo, workflow, ref: '', keyed: false, sendKey: false };
}
