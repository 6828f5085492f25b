import { formatPercent } from '../gate/format-quantity.ts';
import { changeText } from '../gate/row-text.ts';
import { type BlockValues, type SequentialRow, sequentialChange } from '../gate/sequential.ts';
import type { InterleavedMetric, InterleaveSpec } from '../plan/plan.ts';
import type { GateRow, HarnessResult } from '../result.ts';
import type { ScenarioState, Session } from '../session/session.ts';
import { blockValues } from './block-values.ts';
import { comparisonOf } from './course.ts';

/**
 * What interleaved scenarios say, as the comparison of a result: a row a metric.
 *
 * @returns `undefined` where no scenario that has begun is interleaved
 */
export function interleavedGate(session: Session): HarnessResult['gate'] {
  const found = session.scenarios.flatMap((scenario) => {
    const spec = scenario.scenario.interleave;
    return spec === undefined || scenario.phase === 'pending' ? [] : [{ scenario, spec }];
  });
  const [first] = found;
  if (first === undefined) return undefined;
  const notes = found.flatMap(({ scenario }) => scenario.enough?.why ?? []);
  return {
    baseline: `base ${first.spec.base}, run in turns with head ${first.spec.head}`,
    margin: first.spec.margin,
    rows: found.flatMap(({ scenario, spec }) => rowsOf(session, scenario, spec)),
    ...(notes.length > 0 && { note: notes.join('; ') }),
  };
}

function rowsOf(session: Session, scenario: ScenarioState, spec: InterleaveSpec): readonly GateRow[] {
  const { state, blocks } = comparisonOf(session, scenario, spec);
  return state.rows.map((row, i) => {
    const metric = spec.metrics[i] ?? 'execution_time';
    const values = Array.from({ length: row.decidedAt ?? blocks }, (_, block) => blockValues(session, scenario, block, [metric]).get(metric)).filter(
      (one) => one !== undefined,
    );
    return rowOf({ row, metric, values, blocks, spec, workflow: scenario.scenario.units[0].workflow });
  });
}

interface RowFacts {
  readonly row: SequentialRow;
  readonly metric: InterleavedMetric;
  readonly values: readonly BlockValues[];
  readonly blocks: number;
  readonly spec: InterleaveSpec;
  readonly workflow: string;
}

function rowOf({ row, metric, values, blocks, spec, workflow }: RowFacts): GateRow {
  const n = 2 * values.length;
  const about = { benchmark: workflow, metric, unit: 's', direction: 'smaller', n: [n, n], evidence: 'interleaved', margin: spec.margin } as const;
  const verdict = row.verdict ?? 'inconclusive';
  if (values.length === 0) {
    const why =
      blocks === 0
        ? 'no block of four runs was finished'
        : `no block of ${blocks} gave four values: a run did not succeed, or took less than its stamps resolve`;
    return { ...about, verdict: 'inconclusive', reason: `${metric}: nothing to compare, ${why}` };
  }
  const baseline = geometricMean(values.flatMap(({ base }) => base));
  const current = geometricMean(values.flatMap(({ head }) => head));
  const { change, ci95 } = sequentialChange(row);
  const basis = `${n} and ${n} runs in turns`;
  const text = changeText({ baseline, current, change, ...(ci95 !== undefined && { ci95 }), basis, kind: 'samples' }, 's');
  const idle = values.length < (row.decidedAt ?? blocks) ? `; ${(row.decidedAt ?? blocks) - values.length} blocks gave no values` : '';
  const remark =
    verdict === 'inconclusive'
      ? `; that does not tell "slower by ${formatPercent(spec.margin)} at most" from "slower by ${formatPercent(spec.detect)}": more blocks would`
      : '';
  return { ...about, baseline, current, change, ...(ci95 !== undefined && { ci95 }), verdict, reason: `${metric}: ${text}${idle}${remark}` };
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
