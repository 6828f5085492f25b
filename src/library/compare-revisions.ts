import { interleavedPlan } from '../app/interleaved-plan.ts';
import { INTERLEAVE_DEFAULTS } from '../core/interleave/interleaved-scenario.ts';
import type { InterleaveSpec, LimitSpec } from '../core/plan/plan.ts';
import { present } from '../core/report/rows.ts';
import type { GateRow } from '../core/result.ts';
import type { Connection } from './connection.ts';
import { type Execution, type ExecutionOptions, runPlan } from './run-plan.ts';

/** Options of {@link compareRevisions}. */
export interface CompareRevisionsOptions extends Connection, Omit<ExecutionOptions, 'baseline'>, Partial<Omit<InterleaveSpec, 'base' | 'head'>> {
  /** Workflow file name, its path under `.github/workflows/`, or its numeric id as digits. */
  readonly workflow: string;
  readonly inputs?: Readonly<Record<string, string | number | boolean>>;
  /** Overrules single defaults: 1 s between mutations, 20 % reserve, 10 s between looks, 6 h for a run. */
  readonly limits?: Partial<LimitSpec>;
}

/** What a comparison of two revisions found. */
export interface ComparedRevisions extends Execution {
  /** A row a metric, in their order. */
  readonly rows: readonly GateRow[];
}

/**
 * Runs a workflow on two branches or tags in turns, one run at a time, until it is known whether head is slower: blocks of four runs in balanced order, and a
 * sequential test after each. Defaults: `metrics` execution_time, `margin` 0.01, `detect` 0.05, `maxBlocks` 60, no `maxDurationMs`.
 *
 * @throws RangeError for options that can't be followed; else as {@link runPlan}
 * @example
 * const { result, rows } = await compareRevisions('main', 'feature', { workflow: 'bench.yml', token, repository: 'acme/widgets' });
 * for (const { metric, verdict, change, ci95 } of rows) console.log(metric, verdict, change, ci95);
 */
export async function compareRevisions(base: string, head: string, options: CompareRevisionsOptions): Promise<ComparedRevisions> {
  const { workflow, inputs = {}, limits, metrics, margin, detect, maxBlocks, maxDurationMs } = options;
  const unit = { workflow, inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)])) };
  const spec: InterleaveSpec = { ...INTERLEAVE_DEFAULTS, base, head, ...present({ metrics, margin, detect, maxBlocks, maxDurationMs }) };
  const execution = await runPlan(interleavedPlan({ unit, spec, target: { kind: 'github' }, ...present({ limits }) }), options);
  return { ...execution, rows: execution.result.gate?.rows ?? [] };
}
