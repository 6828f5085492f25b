import { allowanceOf } from '../../core/limits/limits.ts';
import type { LimitSpec } from '../../core/plan/plan.ts';
import { findKeyWith } from '../../core/session/key.ts';
import { SECOND_MS } from '../../core/time.ts';
import type { JobRecord, Observation } from '../../core/timing/records.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Fetch } from '../../ports/fetch.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import type { CancelAnswer, FindAnswer, InventoryAnswer, Target } from '../../ports/target.ts';
import { checkApiUrl } from './api-url.ts';
import { type CheckRunReader, createCheckRunReader } from './check-runs.ts';
import { createGitHubClient, type Exchange } from './client.ts';
import { candidates, createDispatcher } from './dispatch.ts';
import { explainFailure } from './explain.ts';
import { carriesKey, type ReadyUnit, repositoryOf } from './places.ts';
import { prepareGitHub } from './prepare.ts';
import { listAll } from './run-list.ts';
import { anything, jobPage, type ListedRun, observationOf } from './shapes.ts';
import { createWatcher, throwIfRefused, VANISHED_AFTER_MS } from './watch.ts';

/** What {@link createGitHubTarget} needs. */
export interface GitHubTargetOptions {
  /** The transport, such as `createNodeFetch()`. */
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Asked before every request, so that it may be renewed. It goes to the host of `apiUrl` and nowhere else. */
  readonly token: () => Promise<string> | string;
  /** `https://api.github.com`, or `https://HOST/api/v3` of a GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** `owner/name` for units of the plan that name none. */
  readonly repository?: string;
  /** Branch or tag for units of `repository` that name none; absent: its default branch. */
  readonly ref?: string;
  /** Seeds the jitter of retries. */
  readonly seed: number;
  readonly limits: Pick<LimitSpec, 'mutationSpacingMs' | 'reserve' | 'detail'> & {
    /** What the server lets a token do in a minute: a GET takes 1, a dispatch 5. Default 900; `Infinity` on a GitHub Enterprise Server without limits. */
    readonly pointsPerMinute?: number;
  };
  /** Sent to GitHub in front of octokit's own. Default `runner-harness`. */
  readonly userAgent?: string;
  /** Every answer as it came, without credentials. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** What a person should know and nothing else says: a list that could not be read, a key that was dropped. */
  readonly onWarning?: (message: string) => void;
}

/** Whoever looks may be another controller than the one that sent, and their clocks may differ. More candidates only mean more doubt. */
const CLOCKS_APART_MS = 15 * SECOND_MS;
const DETAIL_TRIES = 8;
const CANCEL_TRIES = 4;
/** The list of jobs may lag behind the end of its run by a moment. */
const JOBS_LAG_MS = [2 * SECOND_MS, 5 * SECOND_MS];

/**
 * GitHub Actions as a target: github.com or a GitHub Enterprise Server.
 *
 * @throws TargetError when the API address is unfit to be sent a token
 * @example
 * const target = createGitHubTarget({
 *   fetch: createNodeFetch(), clock, token: () => token, apiUrl: 'https://api.github.com',
 *   repository: 'acme/widgets', seed: 1, limits: plan.limits,
 * });
 */
export function createGitHubTarget(options: GitHubTargetOptions): Target {
  const apiUrl = checkApiUrl(options.apiUrl);
  const { clock } = options;
  const warn = options.onWarning ?? (() => {});
  const client = createGitHubClient({ ...options, apiUrl, userAgent: options.userAgent ?? 'runner-harness' });
  const owned = new Set<string>();
  let units: readonly (readonly ReadyUnit[])[] = [];

  const unitOf = ({ scenario, unitIndex }: { readonly scenario: number; readonly unitIndex: number }): ReadyUnit => {
    const unit = units[scenario]?.[unitIndex];
    if (unit === undefined) throw new RangeError(`unit ${unitIndex} of scenario ${scenario} was not prepared`);
    return unit;
  };
  const notThereSince = new Map<string, number>();
  const dispatcher = createDispatcher({ client, clock, warn, owned });
  const checks = createCheckRunReader({ client, clock, warn });
  const watcher = createWatcher({ client, clock, unitOf, warn });

  /** The jobs of a run together with those of others, where the plan says so; `undefined`: read them by themselves. */
  async function byCommit(run: ListedRun, unit: ReadyUnit, signal: StopSignal): ReturnType<CheckRunReader['jobs']> {
    if (options.limits.detail !== 'batched' || run.attempt > 1 || run.headSha === undefined) return undefined;
    return await checks.jobs(run.runId, unit, run.headSha, signal);
  }

  async function jobs(
    runId: string,
    unit: ReadyUnit,
    attempt: number,
    signal: StopSignal,
  ): Promise<readonly JobRecord[] | 'gone' | { readonly unclear: string }> {
    const { owner, repo } = unit;
    const all = new Map<string, JobRecord>();
    for (let page = 1; ; page++) {
      const answer = await client.request({
        route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
        // With later attempts: all, so that jobs that were carried over can be told from those that ran again.
        params: { owner, repo, run_id: runId, filter: attempt > 1 ? 'all' : 'latest', per_page: 100, page },
        shape: jobPage,
        priority: 'details',
        tries: DETAIL_TRIES,
        signal,
      });
      const doing = `read the jobs of run ${runId} in ${repositoryOf(unit)}`;
      throwIfRefused(answer, doing);
      if (answer.kind === 'answer' && answer.status === 404) return 'gone';
      if (answer.kind !== 'answer' || answer.status !== 200 || !answer.body.ok)
        return { unclear: explainFailure(answer, { doing, permission: 'actions: read' }).why };
      for (const job of answer.body.value) all.set(job.id, job);
      if (answer.body.value.length < 100) return [...all.values()];
    }
  }

  /** A run that was just made is not known everywhere: one 404 is no proof, another one a minute later is. */
  function notThere(runId: string, unit: ReadyUnit): { readonly unclear: string } | undefined {
    const sinceAt = notThereSince.get(runId) ?? clock.now();
    notThereSince.set(runId, sinceAt);
    if (clock.now() - sinceAt > VANISHED_AFTER_MS) return undefined;
    return { unclear: `${repositoryOf(unit)} does not know run ${runId} (404)` };
  }

  return {
    capabilities: { observe: 'poll', keyed: true, cancellable: true, serverClock: true },

    async prepare(plan, signal, earlier) {
      const repository = options.repository ?? (plan.target.kind === 'github' ? plan.target.repository : undefined);
      const { apiRequests } = plan.budget ?? {};
      client.setQuota(apiRequests?.perMs === undefined ? undefined : { count: apiRequests.count, perMs: apiRequests.perMs });
      const prepared = await prepareGitHub(plan, {
        client,
        clock,
        signal,
        ...(repository === undefined ? {} : { repository }),
        ...(options.ref === undefined ? {} : { ref: options.ref }),
        ...(earlier === undefined ? {} : { earlier }),
      });
      units = prepared.units;
      return prepared.preparation;
    },

    dispatch: async (order, signal) => await dispatcher(unitOf(order), order, signal),

    async *observe(open, signal) {
      for (const run of open) owned.add(run.runId);
      yield* watcher.look(open, signal);
    },

    async details(open, signal) {
      const unit = unitOf(open);
      const seen = watcher.lastSeen(open.runId);
      // Its end may have been learnt from another list than the watcher's.
      const run = seen?.status === 'completed' || (seen?.attempt ?? 1) > 1 ? seen : await watcher.get(open.runId, unit, signal);
      if (run === 'unclear') return { unclear: `run ${open.runId} of ${repositoryOf(unit)} could not be read` };
      if (run === undefined || run === 'gone') return notThere(open.runId, unit);
      for (let reading = 0; ; reading++) {
        const found = (reading === 0 ? await byCommit(run, unit, signal) : undefined) ?? (await jobs(open.runId, unit, run.attempt, signal));
        if (found === 'gone') return notThere(open.runId, unit);
        if ('unclear' in found) return found;
        const lagMs = found.some((job) => job.status !== 'completed') && run.status === 'completed' ? JOBS_LAG_MS[reading] : undefined;
        if (lagMs === undefined) return { run: observationOf(run), jobs: found };
        await clock.sleepUntil(clock.now() + lagMs, signal);
      }
    },

    async find(query, signal): Promise<FindAnswer> {
      const unit = unitOf(query);
      const since = query.sinceAt + (client.clockOffset()?.offsetMs ?? 0);
      const listing = await listAll(client, unit, since, signal);
      if (!listing.ok) return { kind: 'unclear', why: listing.why };
      const carriers = listing.runs.filter((run) => carriesKey(run.title, query.key));
      const blind = !unit.keyed && carriers.length === 0;
      const possible = blind ? candidates(listing.runs, unit, since - CLOCKS_APART_MS, owned) : carriers;
      const found = blind ? possible.filter((run) => query.disputed?.(observationOf(run)) !== true) : carriers;
      if (blind && (found.length > 1 || found.length < Math.min(1, possible.length))) {
        return { kind: 'unclear', why: `${possible.length} runs may be it, and ${unit.workflow} does not show the key of its dispatch` };
      }
      const [first, ...twins] = found;
      const { keyPrefix } = query;
      const others =
        keyPrefix === undefined
          ? {}
          : { others: listing.runs.filter((run) => !found.includes(run) && findKeyWith(run.title, keyPrefix) !== undefined).map(observationOf) };
      if (first === undefined) return { kind: 'absent', ...others };
      for (const run of found) owned.add(run.runId);
      return { kind: 'found', runs: [observationOf(first), ...twins.map(observationOf)], ...others };
    },

    async inventory({ keyPrefix, sinceAt, known = [] }, signal): Promise<InventoryAnswer> {
      for (const runId of known) owned.add(runId);
      const since = sinceAt + (client.clockOffset()?.offsetMs ?? 0);
      const places = new Map(units.flat().map((unit) => [`${repositoryOf(unit)}/${unit.workflow}`, unit]));
      const runs = new Map<string, Observation>();
      for (const unit of places.values()) {
        const listing = await listAll(client, unit, since, signal);
        for (const run of listing.runs) if (findKeyWith(run.title, keyPrefix) !== undefined) runs.set(run.runId, observationOf(run));
        if (!listing.ok) return { kind: 'unclear', why: listing.why, runs: [...runs.values()] };
      }
      return { kind: 'complete', runs: [...runs.values()] };
    },

    async cancel(run, signal): Promise<CancelAnswer> {
      const unit = unitOf(run);
      const { owner, repo } = unit;
      const verb = run.force ? 'force-cancel' : 'cancel';
      const answer = await client.request({
        route: `POST /repos/{owner}/{repo}/actions/runs/{run_id}/${verb}`,
        params: { owner, repo, run_id: run.runId },
        shape: anything,
        priority: 'cancel',
        // To cancel what is cancelled does no harm.
        tries: CANCEL_TRIES,
        signal,
      });
      if (answer.kind === 'answer') {
        if (answer.status >= 200 && answer.status < 300) return { kind: 'accepted' };
        // A run of ours that is not there any more was deleted, and only runs that have ended can be.
        if (answer.status === 409 || (answer.status === 404 && owned.has(run.runId))) return { kind: 'already_ended' };
      }
      return {
        kind: 'failed',
        why: explainFailure(answer, { doing: `cancel run ${run.runId} in ${repositoryOf(unit)}`, permission: 'actions: write' }).why,
      };
    },

    cancelCommand(run) {
      const { hostname, host } = new URL(apiUrl);
      const elsewhere = hostname === 'api.github.com' ? '' : `GH_HOST=${host.replace(/^api\./, '')} `;
      return `${elsewhere}gh run cancel ${run.runId} -R ${repositoryOf(unitOf(run))}`;
    },

    allowance: () => allowanceOf(client.limits(), 'core', clock.now()),
    usage: () => client.usage(),
    close: () => Promise.resolve(),
  };
}
