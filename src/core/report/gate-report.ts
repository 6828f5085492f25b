import { benchmarksOfResult } from '../benchmarks/result-benchmarks.ts';
import type { BenchmarkSet } from '../gate/benchmark-set.ts';
import { compareWithBaseline } from '../gate/compare-with-baseline.ts';
import type { GatePolicy } from '../gate/gate-policy.ts';
import { outcomeOf } from '../gate/outcome-of.ts';
import { levelStartOf } from '../history/gate-history.ts';
import { OUTCOMES, type Outcome, type ReportInput } from '../result.ts';

/** What a session is compared with. */
export interface GateInput {
  /** The baseline for people: `file:baseline.json`. */
  readonly name: string;
  readonly baseline: GateBaseline;
  /** Benchmarks of other tools, measured beside the session. */
  readonly others: BenchmarkSet;
  /** The user's margin as a fraction, for all that no rule names. */
  readonly margin: number;
  readonly rules?: GatePolicy['rules'];
}

/** What there is to compare with. */
export type GateBaseline =
  /** Oldest first: the last is the baseline, all of them are the history. `from`: where it was found, for people. */
  | { readonly kind: 'found'; readonly runs: readonly [BenchmarkSet, ...BenchmarkSet[]]; readonly from: string }
  /** Nothing yet. `records`: this run is the one that records it, so that nothing is wrong. */
  | { readonly kind: 'none'; readonly why: string; readonly records: boolean }
  /** It can't be had or not be believed. */
  | { readonly kind: 'refused'; readonly reason: string; readonly fix?: string };

/** What a session measured, by itself and with other tools: what is compared, and what is recorded. */
export function measuredSet({ result, jobs }: ReportInput, others: BenchmarkSet): BenchmarkSet {
  const own = benchmarksOfResult(result, jobs);
  if (others.benchmarks.length === 0 && others.unmeasured === undefined) return own;
  const leftOut = [...(own.leftOut ?? []), ...(others.leftOut ?? [])];
  return {
    ...others,
    format: own.benchmarks.length === 0 ? others.format : 'mixed',
    benchmarks: [...own.benchmarks, ...others.benchmarks],
    ...(leftOut.length > 0 && { leftOut }),
  };
}

/** Adds the comparison with a baseline to a report; the outcome is the worse of the two. Without a baseline to compare with, it is inconclusive. */
export function gateReport(input: ReportInput, gate: GateInput): ReportInput {
  const { name, margin, rules, baseline } = gate;
  switch (baseline.kind) {
    case 'found': {
      const { runs, from } = baseline;
      const last = runs.at(-1) ?? runs[0];
      const policy: GatePolicy = { margin, ...(rules !== undefined && { rules }) };
      const now = measuredSet(input, gate.others);
      const rows = compareWithBaseline(now, last, policy, { runs, levelStart: levelStartOf });
      const { result } = input;
      const stopped =
        result.outcome === 'error' || result.outcome === 'aborted' || result.outcome === 'suspended' || result.session.breach !== undefined;
      const verdict = outcomeOf({ scenarios: [], rows, ...(stopped ? { stop: { kind: 'suspended', message: '' } } : {}) });
      const reasons = stopped ? verdict.reasons.filter((reason) => reason !== '') : verdict.reasons;
      const notes = [
        ...(runs.length === 1 ? [] : [`the latest of ${runs.length} recorded runs, in ${from}`]),
        ...(now.leftOut === undefined ? [] : [`not compared, because left out of this run: ${now.leftOut.join(', ')}`]),
      ];
      const note = notes.length === 0 ? undefined : notes.join('; ');
      return judged(input, stopped ? 'passed' : verdict.outcome, reasons, { baseline: name, margin, rows, ...(note !== undefined && { note }) });
    }
    case 'none': {
      const note = `there is no baseline yet: ${baseline.why}`;
      const about = { baseline: name, margin, rows: [], note };
      return baseline.records ? judged(input, 'passed', [], about) : judged(input, 'inconclusive', [`nothing was compared: ${note}`], about);
    }
    case 'refused': {
      const note = baseline.fix === undefined ? baseline.reason : `${baseline.reason}: ${baseline.fix}`;
      return judged(input, 'inconclusive', [`the baseline can't be used: ${note}`], { baseline: name, margin, rows: [], note });
    }
  }
}

/** The report with what the comparison says; a better outcome than it has already changes nothing. */
function judged(input: ReportInput, outcome: Outcome, reasons: readonly string[], gate: NonNullable<ReportInput['result']['gate']>): ReportInput {
  const { result } = input;
  const worse = OUTCOMES.indexOf(outcome) < OUTCOMES.indexOf(result.outcome);
  return {
    ...input,
    result: {
      ...result,
      outcome: worse ? outcome : result.outcome,
      reasons: worse ? [...reasons, ...result.reasons] : [...result.reasons, ...reasons],
      gate,
    },
  };
}
