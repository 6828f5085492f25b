import type { BenchmarkSet } from '../core/gate/benchmark-set.ts';
import { benchmarkSetsOf, type RecordFacts, recordOf } from '../core/history/gate-history.ts';
import { type GateBaseline, gateReport, measuredSet } from '../core/report/gate-report.ts';
import type { Outcome, ReportInput } from '../core/result.ts';
import type { LoadedBaseline } from '../ports/baseline-store.ts';
import type { StopSignal } from '../ports/stop-signal.ts';
import { GateInputError } from './errors.ts';
import type { GateOrder } from './gate-order.ts';
import { readBenchmarkFiles } from './read-gate-input.ts';

/** A gate whose baseline was looked up before anything was sent. */
export interface PreparedGate {
  readonly order: GateOrder;
  readonly baseline: GateBaseline;
  readonly others: BenchmarkSet;
}

/**
 * Reads what the comparison needs, before anything is sent.
 *
 * @param order absent: nothing is compared
 * @param files result files of other tools
 * @throws GateInputError with every file that can't be used. A baseline that can't be used is no error: the comparison is inconclusive then
 */
export async function prepareGate(
  order: GateOrder | undefined,
  files: readonly string[],
  { format, signal, onNotice }: { readonly format?: string; readonly signal?: StopSignal; readonly onNotice?: (text: string) => void } = {},
): Promise<PreparedGate | undefined> {
  if (order === undefined) {
    if (files.length === 0) return undefined;
    throw new GateInputError(['benchmarks were given without a baseline to compare them with: name one, such as file:baseline.json']);
  }
  const others = await readBenchmarkFiles(files, format);
  const loaded = await order.store.load(order.id, signal);
  const baseline = baselineOf(loaded, order);
  if (baseline.kind === 'none') onNotice?.(`there is no baseline yet: ${baseline.why}`);
  if (baseline.kind === 'refused')
    onNotice?.(`the baseline can't be used: ${baseline.reason}${baseline.fix === undefined ? '' : `: ${baseline.fix}`}`);
  return { order, baseline, others };
}

function baselineOf(loaded: LoadedBaseline, order: GateOrder): GateBaseline {
  if (loaded.kind === 'refused') return loaded;
  const [first, ...others] = loaded.kind === 'found' ? benchmarkSetsOf(loaded.history) : [];
  if (loaded.kind === 'found' && first !== undefined) return { kind: 'found', runs: [first, ...others], from: loaded.from };
  const why = loaded.kind === 'none' ? loaded.why : `${loaded.from} holds no record`;
  return { kind: 'none', why, records: order.update === 'always' || (order.update === 'auto' && order.standing !== 'other') };
}

/** Outcomes of a measurement that may become a baseline when the user wants it whatever the verdict. */
const MEASURED: readonly Outcome[] = ['passed', 'inconclusive', 'regressed', 'breached'];

/**
 * Compares, and adds this run to the baseline where that is due.
 *
 * | update | recorded |
 * |-|-|
 * | auto | a passed run of the source branch, or of no branch the first one; nothing from which scenarios were left out follows a recorded run |
 * | always | every run that was measured to its end, passed or not |
 * | never | none |
 *
 * @param made id of the record (the same for the same session) and when it was measured, epoch ms
 */
export async function concludeGate(
  report: ReportInput,
  gate: PreparedGate,
  made: Omit<RecordFacts, 'source'>,
  signal?: StopSignal,
): Promise<ReportInput> {
  const { order, baseline, others } = gate;
  const { spec, store } = order;
  const input = { name: store.name, baseline, others, margin: spec.regression, ...(spec.rules !== undefined && { rules: spec.rules }) };
  const judged = gateReport(report, input);
  const measured = measuredSet(report, others);
  const why = notRecorded(order, baseline, { outcome: judged.result.outcome, leftOut: measured.leftOut });
  if (why !== undefined) return why === '' ? judged : noted(judged, why);
  const record = recordOf(measured, { ...made, ...(order.source !== undefined && { source: order.source }) });
  if (record.benchmarks.length === 0) return noted(judged, 'not recorded: nothing was measured');
  const appended = await store.append(order.id, [record], signal);
  if (appended.kind === 'appended') {
    const what = appended.records === 1 ? 'recorded as the first baseline' : `recorded as run ${appended.records} of the baseline`;
    return noted(judged, `${what}, in ${appended.to}`, baseline.kind === 'none');
  }
  const text = `the baseline was not updated: ${appended.reason}${appended.fix === undefined ? '' : `: ${appended.fix}`}`;
  return { ...judged, result: { ...judged.result, warnings: [...judged.result.warnings, text] } };
}

/** Why this run does not become a baseline; empty where nobody expects it to, `undefined` where it does. */
function notRecorded(
  { remedy, standing, update }: GateOrder,
  baseline: GateBaseline,
  { outcome, leftOut }: { readonly outcome: Outcome; readonly leftOut: readonly string[] | undefined },
): string | undefined {
  if (update === 'never' || baseline.kind === 'refused') return '';
  if (update === 'always') return MEASURED.includes(outcome) ? undefined : `not recorded: a run that ended as ${outcome} is no baseline`;
  if (standing === 'other') {
    return baseline.kind === 'none' ? (remedy ?? '') : '';
  }
  if (standing === 'first' && baseline.kind === 'found') return '';
  if (leftOut !== undefined && baseline.kind === 'found') {
    return `not recorded: without the scenarios that were left out (${leftOut.join(', ')}) this run is no baseline (update-baseline "always" takes it all the same)`;
  }
  if (outcome === 'passed') return undefined;
  return `not recorded: only a passed run becomes the baseline, this one ended as ${outcome} (update-baseline "always" takes it all the same)`;
}

/** @param instead of what stood there */
function noted(report: ReportInput, text: string, instead = false): ReportInput {
  const { gate } = report.result;
  if (gate === undefined) return report;
  const note = gate.note === undefined || instead ? text : `${gate.note}; ${text}`;
  return { ...report, result: { ...report.result, gate: { ...gate, note } } };
}
