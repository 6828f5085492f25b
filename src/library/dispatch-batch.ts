import type { LimitSpec, Plan, Unit } from '../core/plan/plan.ts';
import type { RunRow } from '../core/result.ts';
import { HOUR_MS, SECOND_MS } from '../core/time.ts';
import type { Connection } from './connection.ts';
import { type Execution, type ExecutionOptions, runPlan } from './run-plan.ts';

/** One dispatch of a batch. */
export interface BatchItem {
  /** Workflow file name, its path under `.github/workflows/`, or its numeric id as digits. */
  readonly workflow: string;
  /** `owner/name`; default: that of the connection. */
  readonly repository?: string;
  /** Branch or tag, never a SHA; default: the default branch. */
  readonly ref?: string;
  readonly inputs?: Readonly<Record<string, string | number | boolean>>;
}

/** Options of {@link dispatchBatch}. */
export interface BatchOptions extends Connection, ExecutionOptions {
  /** How many runs at the same time, at least 1. Default: all of them. */
  readonly concurrency?: number;
  /** For reports. Default `batch`. */
  readonly name?: string;
  /** Overrules single defaults: 1 s between mutations, 20 % reserve, 10 s between looks, 6 h for a run. */
  readonly limits?: Partial<LimitSpec>;
}

/** What became of a batch. */
export interface Batch extends Execution {
  /** A row an item, in their order; `undefined` for an item that was never sent because the batch was stopped. */
  readonly items: readonly (RunRow | undefined)[];
}

const LIMITS: LimitSpec = { mutationSpacingMs: SECOND_MS, reserve: 0.2, pollMs: 10 * SECOND_MS, runTimeoutMs: 6 * HOUR_MS };

/**
 * Dispatches a list of workflows, each with its own repository, ref and inputs, once each, and waits until every run has ended.
 *
 * @throws RangeError for an empty list or a concurrency below 1; else as {@link runPlan}
 * @example
 * const { items } = await dispatchBatch(
 *   [{ workflow: 'build.yml', ref: 'main' }, { workflow: 'deploy.yml', inputs: { stage: 'test' } }],
 *   { token, repository: 'acme/widgets' },
 * );
 * for (const run of items) console.log(run?.workflow, run?.box, run?.url);
 */
export async function dispatchBatch(items: readonly BatchItem[], options: BatchOptions): Promise<Batch> {
  const [first, ...others] = items.map(unitOf);
  if (first === undefined) throw new RangeError('dispatchBatch: the list is empty');
  const { concurrency = items.length, name = 'batch' } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new RangeError(`dispatchBatch: concurrency is a whole number from 1 on, got ${concurrency}`);
  const plan: Plan = {
    version: 1,
    name,
    target: { kind: 'github' },
    scenarios: [
      {
        name: 'batch',
        test: 'performance',
        arrivals: { model: 'closed', runs: items.length, concurrency },
        units: [first, ...others],
        thresholds: [],
      },
    ],
    limits: { ...LIMITS, ...options.limits },
  };
  const execution = await runPlan(plan, options);
  const rows = new Map(execution.runs.map((row) => [row.slot, row]));
  return { ...execution, items: items.map((_, n) => rows.get(`0-${n}`)) };
}

function unitOf({ workflow, repository, ref, inputs = {} }: BatchItem): Unit {
  return {
    workflow,
    ...(repository === undefined ? {} : { repository }),
    ...(ref === undefined ? {} : { ref }),
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)])),
  };
}
