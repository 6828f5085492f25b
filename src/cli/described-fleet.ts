import type { FleetWhatIf } from '../core/cost/what-if.ts';
import { fleetModel } from '../core/fleet/model.ts';
import type { FleetSpec } from '../core/plan/plan.ts';
import { formatDuration, parseDuration } from '../core/time.ts';
import { UsageError } from './usage-error.ts';

/** The options of `plan` that describe a fleet. Every value is a text, as it was typed. */
export interface FleetOptions {
  readonly runners?: string;
  readonly startup?: string;
  readonly execution?: string;
  readonly executionCv?: string;
  readonly labels?: string;
}

/** A fleet that was described, and how that reads. */
export interface DescribedFleet {
  readonly whatIf: FleetWhatIf;
  readonly spec: FleetSpec;
  readonly sentence: string;
}

/** So many that nothing waits. */
const ENOUGH = 10_000;
const MOST_RUNNERS = 10_000;
const MOST_CV = 10;

/**
 * The fleet that the options describe, on top of the one that the plan simulates.
 *
 * @param measured execution times of earlier runs stand for the fleet's own: `--execution` only replaces them
 * @returns `undefined` when nothing describes one
 * @throws UsageError
 */
export function describedFleet(known: FleetSpec | undefined, options: FleetOptions, measured = false): DescribedFleet | undefined {
  const { runners, startup, execution, executionCv } = options;
  const asked = [runners, startup, execution, executionCv].some((text) => text !== undefined);
  if (!asked && known === undefined && !measured) return undefined;
  // Other runners than the plan's are one pool; pools by label have no start-up time in common.
  const pools = runners === undefined && startup === undefined ? known?.pools : undefined;
  const count = runners === undefined ? known?.runners : wholeRunners(runners);
  const startupMs = startup === undefined ? (known?.startupMs ?? 0) : span('--startup', startup, true);
  const meanMs = execution === undefined ? known?.executionMs : span('--execution', execution, false);
  const cv = executionCv === undefined ? (known?.executionCv ?? 0) : variation(executionCv, meanMs, measured);
  const spec: FleetSpec = {
    runners: count ?? ENOUGH,
    startupMs,
    ...(pools !== undefined && { pools }),
    ...(meanMs !== undefined && { executionMs: meanMs }),
    executionCv: cv,
    failureRate: known?.failureRate ?? 0,
  };
  const { seed: _, ...model } = fleetModel(spec, 0);
  return { whatIf: { model }, spec, sentence: sentenceOf(spec, count, measured) };
}

function sentenceOf({ pools, startupMs, executionMs, executionCv, failureRate }: FleetSpec, count: number | undefined, measured: boolean): string {
  const takes =
    executionMs !== undefined
      ? `jobs that take ${formatDuration(executionMs)}${executionCv > 0 ? ` on average (cv ${executionCv})` : ''}`
      : measured
        ? 'jobs that take as long as those that were measured'
        : 'jobs that take what their workflow says';
  const fails = failureRate > 0 ? `, ${Number((failureRate * 100).toPrecision(3))} % of which fail` : '';
  const ready = (ms: number): string => (ms === 0 ? 'ready at once' : `ready after ${formatDuration(ms)}`);
  const many = (n: number): string => `${n} ${n === 1 ? 'runner' : 'runners'}`;
  const who =
    pools?.map((pool) => `${many(pool.runners)} for ${pool.label}, ${ready(pool.startupMs)}`).join('; ') ??
    `${count === undefined ? 'as many runners as it takes' : many(count)}, ${ready(startupMs)}`;
  return `${who}, and ${takes}${fails}`;
}

function wholeRunners(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= MOST_RUNNERS) return count;
  throw new UsageError(`--runners ${text}: expected a whole number from 1 to ${MOST_RUNNERS}`);
}

function span(option: string, text: string, zero: boolean): number {
  if (zero && /^0(ms|s|m)?$/.test(text)) return 0;
  const ms = parseDuration(text);
  if (ms === undefined) throw new UsageError(`${option} ${text}: expected a span`, { fix: 'such as 10s, 5m, 1h30m' });
  return ms;
}

function variation(text: string, meanMs: number | undefined, measured: boolean): number {
  const cv = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || cv > MOST_CV)
    throw new UsageError(`--execution-cv ${text}: expected a number from 0 to ${MOST_CV}`, { fix: 'standard deviation ÷ mean, such as 0.5' });
  if (meanMs === undefined)
    throw new UsageError('--execution-cv needs a mean to vary', {
      fix: measured ? 'the times of --from-history vary by themselves: leave it out, or add --execution 5m' : 'add --execution 5m',
    });
  return cv;
}
