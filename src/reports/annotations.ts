import type { HarnessResult, Outcome } from '../core/result.ts';
import { logLine } from './escape/log.ts';
import { counted } from './format.ts';
import { headlineOf, ledgerLine } from './headline.ts';
import { rankedGateRows } from './summary/gate.ts';
import { rankedThresholds } from './summary/thresholds.ts';

/** A note that GitHub shows above the job. The face escapes it for the command that it sends. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  /** One line, at most {@link MESSAGE_COLUMNS} characters. */
  readonly message: string;
}

/** The runner shows ten of a kind a step. */
export const MOST_ANNOTATIONS = 10;
/** The runner cuts a message at 4,096 characters (UTF-16 units); a column may take two of them, so this is half. */
export const MESSAGE_COLUMNS = 2_000;
const MESSAGE_UNITS = 4_096;
const TITLE_COLUMNS = 100;

/** Outcomes that fail the step unless the user says otherwise; `error` and `aborted` always do. */
export const DEFAULT_FAIL_ON: readonly Outcome[] = ['breached', 'regressed', 'failed', 'invalid'];

/**
 * At most ten annotations, the most urgent first: what stopped the session, thresholds that failed, regressions, thresholds
 * and benchmarks that could not be judged, runs that failed, runs left alive, then warnings. When there are more, the last one
 * says how many.
 *
 * @param failOn outcomes that fail the step: their annotations are errors, the others warnings
 */
export function renderAnnotations(result: HarnessResult, failOn: readonly Outcome[] = DEFAULT_FAIL_ON): Annotation[] {
  const level = (outcome: Outcome): Annotation['level'] => (failOn.includes(outcome) ? 'error' : 'warning');
  const all: Annotation[] = [];
  const add = (severity: Annotation['level'], title: string, message: string): void => {
    all.push({ level: severity, title: logLine(title, TITLE_COLUMNS), message: cutUnits(logLine(message, MESSAGE_COLUMNS)) });
  };
  const several = result.scenarios.length > 1;
  const inScenario = (scenario: string): string => (several ? ` (${scenario})` : '');
  const thresholds = rankedThresholds(result);
  const gateRows = rankedGateRows(result.gate?.rows ?? []);

  if (result.outcome === 'error' || result.outcome === 'aborted') add('error', headlineOf(result).word, headlineOf(result).sentence);
  if (result.outcome === 'suspended') add(level('suspended'), headlineOf(result).word, headlineOf(result).sentence);
  for (const { scenario, threshold } of thresholds.filter((one) => one.threshold.verdict === 'failed')) {
    add(level('breached'), `Threshold breached: ${threshold.metric} ${threshold.expression}${inScenario(scenario)}`, threshold.reason);
  }
  for (const row of gateRows.filter((one) => one.verdict === 'regressed')) {
    add(level('regressed'), `Regression: ${row.benchmark} ${row.metric}`, row.reason);
  }
  for (const { scenario, threshold } of thresholds.filter((one) => one.threshold.verdict === 'invalid')) {
    add(level('invalid'), `Threshold can't be judged: ${threshold.metric} ${threshold.expression}${inScenario(scenario)}`, threshold.reason);
  }
  for (const row of gateRows.filter((one) => one.verdict === 'missing' || one.verdict === 'incomparable')) {
    add(level('invalid'), `Benchmark ${row.verdict}: ${row.benchmark} ${row.metric}`, row.reason);
  }
  // Were they what decided, the outcome would be `failed`: nothing that is less grave hides it.
  const runsDecided = result.outcome === 'failed';
  for (const { name, ledger, ledgerReasons } of result.scenarios) {
    const bad = ledger.failed + ledger.timed_out + ledger.lost;
    if (bad === 0) continue;
    const why = Object.entries(ledgerReasons).map(([reason, count]) => `${count} × ${reason}`);
    const title = `${bad} of ${counted(ledger.planned, 'run')} did not succeed${inScenario(name)}`;
    add(runsDecided ? level('failed') : 'warning', title, [ledgerLine(ledger), ...why].join('; '));
  }
  for (const { scenario, threshold } of thresholds.filter((one) => one.threshold.verdict === 'inconclusive')) {
    add(level('inconclusive'), `Inconclusive: ${threshold.metric} ${threshold.expression}${inScenario(scenario)}`, threshold.reason);
  }
  for (const row of gateRows.filter((one) => one.verdict === 'inconclusive')) {
    add(level('inconclusive'), `Inconclusive: ${row.benchmark} ${row.metric}`, row.reason);
  }
  // What a suspended session leaves is alive on purpose.
  for (const { leftRunning } of result.outcome === 'suspended' ? [] : result.scenarios) {
    for (const run of leftRunning) add('warning', `Run ${run.id} may still be alive`, `End it with: ${run.command}`);
  }
  for (const warning of result.warnings) add('warning', 'Runner Harness', warning);
  // An outcome that fails the step is never without an annotation.
  if (all.length === 0 && result.outcome !== 'passed') add(level(result.outcome), headlineOf(result).word, headlineOf(result).sentence);
  return atMost(all);
}

function atMost(all: readonly Annotation[]): Annotation[] {
  if (all.length <= MOST_ANNOTATIONS) return [...all];
  const shown = all.slice(0, MOST_ANNOTATIONS - 1);
  const more = all.length - shown.length;
  const level = all.slice(shown.length).some((one) => one.level === 'error') ? 'error' : 'warning';
  return [...shown, { level, title: `${more} more`, message: `${more} more findings stand in the job summary and in result.json.` }];
}

/** By units, where the columns were no help: text of many-unit characters. */
function cutUnits(message: string): string {
  return message.length <= MESSAGE_UNITS ? message : `${message.slice(0, MESSAGE_UNITS - 1).toWellFormed()}…`;
}
