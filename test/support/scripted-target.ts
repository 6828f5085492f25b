import { findKeyWith, prefixOfKey } from '../../src/core/session/key.ts';
import type { JobRecord, Observation, RunDetails } from '../../src/core/timing/records.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { DispatchAnswer, DispatchOrder, Sighting, Target } from '../../src/ports/target.ts';

/** The runs that exist, by id. It outlives the controllers that look at it. */
export type World = Map<string, { readonly key: string; readonly createdAt: number; cancelledAt?: number; readonly listedAt?: number }>;

export interface ScriptedTarget extends Target {
  readonly world: World;
  /** Keys in the order in which they were sent. */
  readonly sent: string[];
  readonly cancelled: string[];
  readonly looks: () => number;
  /** When the whole list was read. */
  readonly inventories: readonly number[];
}

export interface Script {
  /** How long a run takes from its creation to its end. */
  readonly runMs?: number;
  /** Overrules the answer to the n-th POST (from 0). `lost` accepts it and answers unknown; the others do not accept it. */
  readonly answers?: (n: number, order: DispatchOrder) => DispatchAnswer | 'lost' | undefined;
  /** How long the n-th POST (from 0) takes from its intent to its leaving, and from there to its answer. Default: no time at all. */
  readonly takes?: (n: number) => { readonly leavesAfterMs?: number; readonly answeredAfterMs?: number };
  readonly conclusion?: (runId: string) => string;
  /** Overrules what is seen of a run. */
  readonly see?: (observation: Observation) => Partial<Observation>;
  /** Overrules what the jobs of a run say. */
  readonly jobs?: (job: JobRecord) => readonly JobRecord[];
  readonly concurrency?: string;
  readonly refuse?: string;
  /** Why the n-th inventory (from 1) can't be had. */
  readonly unreadable?: (n: number) => string | undefined;
  readonly world?: World;
}

/** A target in a few lines for the engine's own tests: every run starts at once and takes the same time. */
export function scriptedTarget(clock: Clock, script: Script = {}): ScriptedTarget {
  const runMs = script.runMs ?? 30_000;
  const runs: World = script.world ?? new Map();
  const sent: string[] = [];
  const cancelled: string[] = [];
  const inventories: number[] = [];
  const owned = new Set<string>();
  let looks = 0;
  const seen = (runId: string): Observation => {
    const run = runs.get(runId);
    if (run === undefined) throw new Error(`no run ${runId}`);
    const over = run.cancelledAt !== undefined || clock.now() >= run.createdAt + runMs;
    const conclusion = run.cancelledAt !== undefined ? 'cancelled' : (script.conclusion?.(runId) ?? 'success');
    const observation: Observation = {
      runId,
      title: `run ${run.key}`,
      status: over ? 'completed' : 'in_progress',
      conclusion: over ? conclusion : null,
      attempt: 1,
      createdAt: run.createdAt,
      url: `https://example.test/runs/${runId}`,
    };
    return { ...observation, ...script.see?.(observation) };
  };
  const accept = (key: string): string => {
    const runId = String(1000 + runs.size);
    runs.set(runId, { key, createdAt: clock.now() });
    return runId;
  };
  return {
    world: runs,
    sent,
    cancelled,
    looks: () => looks,
    inventories,
    capabilities: { observe: 'poll', keyed: true, cancellable: true, serverClock: false },
    prepare: (plan) =>
      Promise.resolve(
        script.refuse === undefined
          ? {
              ok: true,
              target: 'the script',
              units: plan.scenarios.map(({ units }) =>
                units.map(({ workflow }) => ({
                  workflow,
                  keyed: true,
                  ...(script.concurrency === undefined ? {} : { concurrency: script.concurrency }),
                })),
              ),
              warnings: [],
            }
          : { ok: false, problems: [{ message: script.refuse }] },
      ),
    async dispatch(order): Promise<DispatchAnswer> {
      try {
        await order.beforeSend();
      } catch (cause) {
        return { kind: 'not_sent', why: String(cause) };
      }
      const n = sent.push(order.key) - 1;
      const scripted = script.answers?.(n, order);
      if (scripted !== undefined && scripted !== 'lost') return scripted;
      const { leavesAfterMs = 0, answeredAfterMs = 0 } = script.takes?.(n) ?? {};
      if (leavesAfterMs > 0) await clock.sleepUntil(clock.now() + leavesAfterMs);
      const sentAt = clock.now();
      const runId = accept(order.key);
      if (answeredAfterMs > 0) await clock.sleepUntil(clock.now() + answeredAfterMs);
      return scripted === 'lost' ? { kind: 'unknown', why: 'reset' } : { kind: 'acked', runId, url: seen(runId).url, by: 'answer', sentAt };
    },
    async *observe(open): AsyncGenerator<Sighting> {
      looks += 1;
      for (const { runId } of open) {
        owned.add(runId);
        yield { kind: 'run', observation: seen(runId) };
      }
      const [first] = open;
      if (first === undefined) return;
      for (const [runId, { key, listedAt = 0 }] of runs)
        if (!owned.has(runId) && listedAt <= clock.now() && key.startsWith(prefixOfKey(first.key))) yield { kind: 'stray', observation: seen(runId) };
    },
    details: ({ runId }): Promise<RunDetails> => {
      const run = seen(runId);
      const createdAt = run.createdAt ?? 0;
      const job: JobRecord = {
        id: `${runId}1`,
        name: 'work',
        status: 'completed',
        conclusion: run.conclusion,
        createdAt,
        startedAt: createdAt + 2_000,
        completedAt: createdAt + runMs,
        runner: { id: '1', name: 'r1' },
        labels: ['ubuntu-24.04'],
        attempt: 1,
      };
      return Promise.resolve({ run, jobs: script.jobs?.(job) ?? [job] });
    },
    inventory: ({ keyPrefix }) => {
      const listed = [...runs.keys()].filter((runId) => (runs.get(runId)?.listedAt ?? 0) <= clock.now()).map(seen);
      inventories.push(clock.now());
      const why = script.unreadable?.(inventories.length);
      if (why !== undefined) return Promise.resolve({ kind: 'unclear', why });
      return Promise.resolve({ kind: 'complete', runs: listed.filter(({ title }) => findKeyWith(title, keyPrefix) !== undefined) });
    },
    find: ({ key }) => {
      const found = [...runs].filter(([, run]) => run.key === key && (run.listedAt ?? 0) <= clock.now()).map(([runId]) => seen(runId));
      const [first, ...rest] = found;
      return Promise.resolve(first === undefined ? { kind: 'absent' } : { kind: 'found', runs: [first, ...rest] });
    },
    cancel: ({ runId }) => {
      cancelled.push(runId);
      const run = runs.get(runId);
      if (run !== undefined) run.cancelledAt = clock.now();
      return Promise.resolve({ kind: 'accepted' });
    },
    cancelCommand: ({ runId }) => `gh run cancel ${runId}`,
    usage: () => ({ requests: sent.length, charged: sent.length, notModified: 0, rateLimitWaits: 0, byEndpoint: { dispatch: sent.length } }),
    close: () => Promise.resolve(),
  };
}
