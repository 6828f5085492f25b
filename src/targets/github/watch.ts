import { findKeyWith, prefixOfKey } from '../../core/session/key.ts';
import { MINUTE_MS } from '../../core/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import type { OpenRun, Sighting } from '../../ports/target.ts';
import type { ApiAnswer, GitHubClient } from './client.ts';
import { accessLost, isAccessRefusal } from './explain.ts';
import { type ReadyUnit, repositoryOf } from './places.ts';
import { isStale, listRecent } from './run-list.ts';
import { type ListedRun, listedRun, observationOf } from './shapes.ts';

/** Rounds that a run may be missing from the list before it is asked for by its id. */
const PATIENT_ROUNDS = 2;
/** A run that the server named may not be known everywhere yet. */
export const VANISHED_AFTER_MS = MINUTE_MS;
/** Looks for which an end without a conclusion is not believed. */
const UNCONCLUDED_LOOKS = 3;

export interface WatcherOptions {
  readonly client: GitHubClient;
  readonly clock: Clock;
  readonly unitOf: (run: { readonly scenario: number; readonly unitIndex: number }) => ReadyUnit;
  readonly warn: (message: string) => void;
}

export interface Watcher {
  /** One look at every list in which an open run stands. */
  look(open: readonly OpenRun[], signal: StopSignal): AsyncIterable<Sighting>;
  /** The latest that is known of a run. */
  lastSeen(runId: string): ListedRun | undefined;
  /** Asks for one run. `gone`: the server does not know it. `unclear`: it could not be asked. */
  get(runId: string, unit: ReadyUnit, signal: StopSignal): Promise<ListedRun | 'gone' | 'unclear'>;
}

/** Watches runs by listing: a page shows a hundred of them at the price of one. */
export function createWatcher(options: WatcherOptions): Watcher {
  const { client, clock } = options;
  const seen = new Map<string, ListedRun>();
  const missed = new Map<string, { rounds: number; goneSinceAt?: number }>();
  const unconcluded = new Map<string, number>();
  /** Every run that was ever asked about; the rest of ours are strays. */
  const asked = new Set<string>();

  async function* look(open: readonly OpenRun[], signal: StopSignal): AsyncGenerator<Sighting> {
    for (const { runId } of open) asked.add(runId);
    const groups = Map.groupBy(open, (run) => {
      const unit = options.unitOf(run);
      return `${repositoryOf(unit)}/${unit.workflow}`;
    });
    for (const group of groups.values()) yield* lookAt(group, signal);
  }

  async function* lookAt(open: readonly OpenRun[], signal: StopSignal): AsyncGenerator<Sighting> {
    const [first] = open;
    if (first === undefined) return;
    const unit = options.unitOf(first);
    const offset = Math.min(0, client.clockOffset()?.offsetMs ?? 0);
    const since = Math.min(...open.map((run) => run.sinceAt)) + offset;
    const listing = await listRecent(client, unit, new Set(open.map((run) => run.runId)), since, signal);
    if (!listing.ok) {
      if (!signal.aborted) options.warn(listing.why);
      return;
    }
    // First what the list itself showed: whoever is about to stop has no time for the runs that have to be asked for one by one.
    const prefix = prefixOfKey(first.key);
    for (const run of listing.runs)
      if (!asked.has(run.runId) && findKeyWith(run.title, prefix) !== undefined) yield { kind: 'stray', observation: observationOf(run) };
    const listed = new Map(listing.runs.map((run) => [run.runId, run]));
    for (const run of open) {
      const found = await concluded(listed.get(run.runId) ?? (await missing(run, unit, signal)), unit, signal);
      if (found === 'vanished') yield { kind: 'vanished', runId: run.runId };
      else if (found !== undefined && isNews(found)) yield { kind: 'run', observation: observationOf(found) };
    }
  }

  /** A list that says of a run that it has ended, and not how, may be behind: the run itself is asked. */
  async function concluded<T extends 'vanished' | undefined>(found: ListedRun | T, unit: ReadyUnit, signal: StopSignal): Promise<ListedRun | T> {
    if (typeof found !== 'object' || found.status !== 'completed' || found.conclusion !== null) return found;
    const asked = await get(found.runId, unit, signal);
    return typeof asked === 'string' ? found : asked;
  }

  /** A run that is not in the list: lists lag, so it is asked for by its id, and only when that fails for a while it is gone. */
  async function missing(run: OpenRun, unit: ReadyUnit, signal: StopSignal): Promise<ListedRun | 'vanished' | undefined> {
    const entry = missed.get(run.runId) ?? { rounds: 0 };
    missed.set(run.runId, entry);
    entry.rounds += 1;
    if (entry.rounds < PATIENT_ROUNDS) return undefined;
    const found = await get(run.runId, unit, signal);
    if (found === 'unclear') return undefined;
    if (found !== 'gone') {
      delete entry.goneSinceAt;
      return found;
    }
    entry.goneSinceAt ??= clock.now();
    return clock.now() - entry.goneSinceAt > VANISHED_AFTER_MS ? 'vanished' : undefined;
  }

  async function get(runId: string, unit: ReadyUnit, signal: StopSignal): Promise<ListedRun | 'gone' | 'unclear'> {
    const { owner, repo } = unit;
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
    const answer = await client.request({
      route,
      params: { owner, repo, run_id: runId, exclude_pull_requests: true },
      shape: listedRun,
      priority: 'listing',
      conditional: true,
      tries: 3,
      signal,
    });
    throwIfRefused(answer, `read run ${runId} of ${repositoryOf(unit)}`);
    if (answer.kind === 'answer' && answer.status === 404) return 'gone';
    return answer.kind === 'answer' && answer.status === 200 && answer.body.ok ? answer.body.value : 'unclear';
  }

  function isNews(run: ListedRun): boolean {
    missed.delete(run.runId);
    const before = seen.get(run.runId);
    if (before !== undefined && isStale(run, before)) return false;
    if (run.status === 'completed' && run.conclusion === null) {
      const looks = (unconcluded.get(run.runId) ?? 0) + 1;
      unconcluded.set(run.runId, looks);
      if (looks < UNCONCLUDED_LOOKS) return false;
    }
    seen.set(run.runId, run);
    return (
      before === undefined ||
      before.status !== run.status ||
      before.conclusion !== run.conclusion ||
      before.attempt !== run.attempt ||
      before.title !== run.title
    );
  }

  return { look, lastSeen: (runId) => seen.get(runId), get };
}

/** A token that may not read any more ends the session: nothing that follows could be believed. */
export function throwIfRefused(answer: ApiAnswer<unknown>, doing: string): void {
  if (answer.kind !== 'answer' || !isAccessRefusal(answer) || answer.limited !== undefined) return;
  throw accessLost(answer, { doing, permission: 'actions: read' });
}
