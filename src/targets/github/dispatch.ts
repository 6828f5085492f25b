import { KEY_INPUT } from '../../core/plan/workflow-file.ts';
import { SECOND_MS } from '../../core/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import type { DispatchAnswer, DispatchOrder } from '../../ports/target.ts';
import type { GitHubClient } from './client.ts';
import { type Reading, readDispatchAnswer } from './dispatch-answer.ts';
import { carriesKey, type ReadyUnit, repositoryOf } from './places.ts';
import { type Listing, listRecent } from './run-list.ts';
import { dispatchedRun, type ListedRun } from './shapes.ts';

export interface DispatcherOptions {
  readonly client: GitHubClient;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
  /** Runs that are known to belong to a dispatch. */
  readonly owned: Set<string>;
}

/** From this version on every accepted dispatch is answered with its run. */
const NAMING_VERSION = '2026-03-10';
/** Looks after an answer that names no run (GitHub Enterprise Server before 3.21), and the time before each. */
const LOOKS = 15;
const LOOK_GAP_MS = 2 * SECOND_MS;
/** A run is made at most this much before the answer's clock says so. */
const CIRCUMSTANCE_SLACK_MS = 3 * SECOND_MS;

/** Sends dispatches, each once, and says what became of them. */
export function createDispatcher(options: DispatcherOptions): (unit: ReadyUnit, order: DispatchOrder, signal: StopSignal) => Promise<DispatchAnswer> {
  const { client, clock } = options;
  let askForDetails = true;
  /** Is it known whether the server takes `return_run_details`? Set by the first answer. */
  let detailsProven = false;
  /** The first dispatch, while its answer is awaited: what it proves, the others need not learn by being refused. */
  let probing: Promise<void> | undefined;
  /** Does this server name the run that it makes? Unknown until the first answer. */
  let namesRuns: boolean | undefined;
  const lock = keyedLock();
  const recent = sharedLooks(client, clock, new AbortController().signal);

  async function post(unit: ReadyUnit, order: DispatchOrder, signal: StopSignal): Promise<{ readonly reading: Reading; readonly sentAt: number }> {
    const endProbe = await probe();
    try {
      const sentAt = clock.now();
      const inputs = { ...order.unit.inputs, ...(unit.sendKey ? { [KEY_INPUT]: order.key } : {}) };
      const details = askForDetails && client.apiVersion() === '2022-11-28' ? { return_run_details: true } : {};
      const answer = await client.request({
        route: 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
        params: { owner: unit.owner, repo: unit.repo, workflow_id: unit.workflow, ref: unit.ref, inputs, ...details },
        shape: dispatchedRun,
        priority: 'dispatch',
        signal,
        beforeSend: order.beforeSend,
      });
      const reading = readDispatchAnswer(answer, unit);
      if (reading.kind === 'without' && reading.part === 'return_run_details') askForDetails = false;
      if (reading.kind === 'acked' || reading.kind === 'nameless' || !askForDetails) detailsProven = true;
      return { reading, sentAt };
    } finally {
      endProbe();
    }
  }

  async function send(unit: ReadyUnit, order: DispatchOrder, signal: StopSignal): Promise<DispatchAnswer> {
    for (;;) {
      const { reading, sentAt } = await post(unit, order, signal);
      switch (reading.kind) {
        case 'without':
          // The refusal proves that nothing was dispatched, so that the same key may be sent again.
          if (reading.part === 'key') dropKey(unit);
          continue;
        case 'nameless':
          namesRuns = false;
          return await seek(unit, order.key, { askedAt: sentAt, sentAt: reading.sentAt }, signal);
        case 'acked': {
          namesRuns = true;
          options.owned.add(reading.runId);
          const offset = client.clockOffset();
          return { ...reading, by: 'answer', ...(offset === undefined ? {} : { clock: offset }) };
        }
        default:
          return reading;
      }
    }
  }

  /** Waits until it is known what the server takes, or goes first to find out. */
  async function probe(): Promise<() => void> {
    const known = (): boolean => detailsProven || client.apiVersion() !== '2022-11-28';
    while (!known() && probing !== undefined) await probing;
    if (known()) return () => {};
    const { promise, resolve } = Promise.withResolvers<void>();
    probing = promise;
    return () => {
      probing = undefined;
      resolve();
    };
  }

  function dropKey(unit: ReadyUnit): void {
    if (!unit.sendKey) return;
    unit.sendKey = false;
    options.warn(
      `${unit.workflow} in ${repositoryOf(unit)} takes no input "${KEY_INPUT}": a run whose dispatch gets no clear answer can be found by its circumstances only. Add the input, and "run-name: \${{ inputs.${KEY_INPUT} }}"`,
    );
  }

  /** Finds the run of a dispatch that was accepted without a name. */
  async function seek(
    unit: ReadyUnit,
    key: string,
    { askedAt, sentAt }: { readonly askedAt: number; readonly sentAt: number },
    signal: StopSignal,
  ): Promise<DispatchAnswer> {
    const offset = client.clockOffset();
    const since = askedAt + (offset?.offsetMs ?? 0);
    for (let look = 1; look <= LOOKS && !signal.aborted; look++) {
      const listing = await recent(unit, since);
      if (!listing.ok) continue;
      const found = unit.keyed ? listing.runs.filter((run) => carriesKey(run.title, key)) : candidates(listing.runs, unit, since, options.owned);
      const [run] = found;
      if (run !== undefined && (unit.keyed || found.length === 1)) {
        options.owned.add(run.runId);
        return {
          kind: 'acked',
          runId: run.runId,
          url: run.url,
          by: unit.keyed ? 'key' : 'circumstance',
          sentAt,
          ...(offset === undefined ? {} : { clock: offset }),
        };
      }
    }
    return { kind: 'unknown', why: 'GitHub accepted the dispatch without naming the run (204), and no run that must be it has appeared' };
  }

  return async (unit, order, signal) => {
    if (unit.refused !== undefined) return { kind: 'rejected', ...unit.refused };
    // Without names and keys, two dispatches under way could not be told apart.
    if (unit.keyed || namesRuns === true || client.apiVersion() === NAMING_VERSION) return await send(unit, order, signal);
    return await lock(`${repositoryOf(unit)}/${unit.workflow}@${unit.ref}`, () => send(unit, order, signal));
  };
}

/** Runs that may be the one that was dispatched at `since` (server clock) without a key. */
export function candidates(runs: readonly ListedRun[], unit: ReadyUnit, since: number, owned: ReadonlySet<string>): ListedRun[] {
  const branch = unit.ref.replace(/^refs\/(heads|tags)\//, '');
  return runs.filter(
    (run) =>
      (run.createdAt ?? 0) >= since - CIRCUMSTANCE_SLACK_MS && (run.headBranch === undefined || run.headBranch === branch) && !owned.has(run.runId),
  );
}

/** One look serves everybody who waits for a run of the same workflow. */
function sharedLooks(client: GitHubClient, clock: Clock, signal: StopSignal): (unit: ReadyUnit, since: number) => Promise<Listing> {
  const next = new Map<string, { since: number; readonly listing: Promise<Listing> }>();
  return (unit, since) => {
    const name = `${repositoryOf(unit)}/${unit.workflow}`;
    const planned = next.get(name);
    if (planned !== undefined) {
      planned.since = Math.min(planned.since, since);
      return planned.listing;
    }
    const look = async (): Promise<Listing> => {
      await clock.sleepUntil(clock.now() + LOOK_GAP_MS);
      next.delete(name);
      // No run is wanted by its id: the list is read down to the oldest dispatch.
      return await listRecent(client, unit, new Set(['']), entry.since, signal);
    };
    const entry = { since, listing: Promise.resolve().then(look) };
    next.set(name, entry);
    return entry.listing;
  };
}

function keyedLock(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const result = (tails.get(name) ?? Promise.resolve()).then(work, work);
    tails.set(name, result);
    return result;
  };
}
