import { benchmarksOfResult } from '../benchmarks/result-benchmarks.ts';
import type { BenchmarkSet } from '../gate/benchmark-set.ts';
import { compareWithBaseline } from '../gate/compare-with-baseline.ts';
import { outcomeOf } from '../gate/outcome-of.ts';
import { OUTCOMES, type ReportInput } from '../result.ts';

/** What a session is compared with. */
export interface GateInput {
  /** The baseline for people: its path. */
  readonly name: string;
  readonly baseline: BenchmarkSet;
  /** Benchmarks of other tools, measured beside the session. */
  readonly others: BenchmarkSet;
  /** Margin as a fraction. */
  readonly margin: number;
}

/** Adds the comparison with a baseline to a report; the outcome is the worse of the two. */
export function gateReport(input: ReportInput, gate: GateInput): ReportInput {
  const own = benchmarksOfResult(input.result);
  const current: BenchmarkSet = { format: own.format, benchmarks: [...own.benchmarks, ...gate.others.benchmarks] };
  const rows = compareWithBaseline(current, gate.baseline, gate.margin);
  const { result } = input;
  const stopped = result.outcome === 'error' || result.outcome === 'aborted' || result.outcome === 'suspended';
  const verdict = outcomeOf({ scenarios: [], rows, ...(stopped ? { stop: { kind: 'suspended', message: '' } } : {}) });
  const reasons = stopped ? verdict.reasons.filter((reason) => reason !== '') : verdict.reasons;
  const worse = OUTCOMES.indexOf(verdict.outcome) < OUTCOMES.indexOf(result.outcome);
  return {
    ...input,
    result: {
      ...result,
      outcome: worse && !stopped ? verdict.outcome : result.outcome,
      reasons: worse ? [...reasons, ...result.reasons] : [...result.reasons, ...reasons],
      gate: { baseline: gate.name, margin: gate.margin, rows },
    },
  };
}
