import type { HarnessResult, ReportInput, ScenarioResult } from '../core/result.ts';
import { formatDuration } from '../core/time.ts';
import { capacityHeadline, capacityLines, formatBounds, trialLoad } from './capacity-lines.ts';
import { costText } from './cost.ts';
import { terminalText } from './escape/log.ts';
import { textTable } from './escape/text-table.ts';
import { wrap } from './escape/wrap.ts';
import { counted, formatPercent, formatSeconds, NO_VALUE, spanMs } from './format.ts';
import { boxWord, hasValues, headlineOf, isTimes, ledgerLine, totals } from './headline.ts';
import { metricNotes, SHOWN_PERCENTILES } from './metric-notes.ts';
import { createPaint, type Paint } from './paint.ts';
import { runName, runSpanMs, slowestRuns, troubledRuns } from './run-order.ts';
import { scheduleLines } from './schedule-line.ts';
import { rankedGateRows } from './summary/gate.ts';
import { rankedThresholds } from './summary/thresholds.ts';
import { testBlocks } from './tests-block.ts';

export interface TerminalOptions {
  /** Does the reader's terminal take colours? Default: no. */
  readonly colour?: boolean;
  /** Columns of the terminal, 80 by default, at least 50: the percentiles need them. */
  readonly columns?: number;
}

const SIGNS: Readonly<Record<string, string>> = {
  ...{ passed: '✓', improved: '✓', failed: '✗', regressed: '✗', invalid: '!', missing: '!', incomparable: '!', inconclusive: '?', new: '+' },
};
const MOST_RUNS = 5;
const MOST_GATE_ROWS = 20;

/** The final report of the command line: the verdict first, then what decided it, then the numbers. No trailing spaces. */
export function renderTerminal({ result, runs }: ReportInput, options: TerminalOptions = {}): string {
  const columns = Math.max(50, options.columns ?? 80);
  const paint = createPaint(options.colour ?? false);
  const { word, tone, sentence } = headlineOf(result);
  const plan = terminalText(result.session.plan, 40);
  const took = spanMs(result.session.startedAt, result.session.endedAt);
  const facts = `${ledgerLine(totals(result))}${took === undefined ? '' : ` in ${formatDuration(took)}`}, on ${terminalText(result.session.target, 60)}`;
  // Their tests are told by name.
  const told = new Set(result.scenarios.flatMap(({ name, tests }) => (tests === undefined ? [] : [name])));
  const blocks = [
    [paint[tone](paint.bold(`${word.toUpperCase()}  ${plan}`)), ...item('', sentence, columns), ...item('', facts, columns)],
    result.reasons.slice(1).flatMap((reason) => item('- ', reason, columns)),
    leftRunningBlock(result, paint),
    ...result.scenarios.map((scenario) => capacityBlock(scenario, result.scenarios.length > 1, columns, paint)),
    ...result.scenarios.map((scenario) => scenarioBlock(scenario, columns, paint)),
    ...testBlocks(result, columns, paint),
    thresholdBlock(result, columns, paint),
    gateBlock(result, columns, paint),
    runsBlock(
      runs.filter(({ scenario }) => !told.has(scenario)),
      columns,
      paint,
    ),
    result.warnings.flatMap((warning) => item('! ', warning, columns)).map((line, i) => (i === 0 ? paint.open(line) : line)),
    effortBlock(result, columns, paint),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** A sentence with a sign before it, broken into lines that begin under its first word. */
function item(sign: string, text: string, columns: number): string[] {
  const indent = ' '.repeat(sign.length);
  return wrap(`${terminalText(text)}`, columns - sign.length, '').map((line, i) => (i === 0 ? sign : indent) + line);
}

function leftRunningBlock({ scenarios }: HarnessResult, paint: Paint): string[] {
  const left = scenarios.flatMap((scenario) => scenario.leftRunning);
  if (left.length === 0) return [];
  // A command that is cut or broken is no use: these lines may be longer than the terminal.
  return [paint.bad(`${counted(left.length, 'run')} may still be alive. End with:`), ...left.map((run) => `  ${terminalText(run.command, 2_000)}`)];
}

function thresholdBlock(result: HarnessResult, columns: number, paint: Paint): string[] {
  const several = result.scenarios.length > 1;
  const lines = rankedThresholds(result).flatMap(({ scenario, threshold }) => {
    const where = several ? `${scenario}: ` : '';
    return sentenceWithSign(threshold.verdict, `${where}${threshold.metric} ${threshold.expression}: ${threshold.reason}`, columns, paint);
  });
  return lines.length === 0 ? [] : [paint.bold('Thresholds'), ...lines];
}

function gateBlock({ gate }: HarnessResult, columns: number, paint: Paint): string[] {
  if (gate === undefined) return [];
  const rows = rankedGateRows(gate.rows).filter(({ verdict }) => verdict !== 'passed');
  const within = gate.rows.length - rows.length;
  const more = rows.length - MOST_GATE_ROWS;
  return [
    paint.bold(`Against ${terminalText(gate.baseline, columns - 30)}, margin ${formatPercent(gate.margin)}`),
    ...(gate.note === undefined ? [] : item('  ', gate.note, columns)),
    ...rows.slice(0, MOST_GATE_ROWS).flatMap((row) => sentenceWithSign(row.verdict, `${row.benchmark}: ${row.reason}`, columns, paint)),
    ...(more > 0 ? [`  and ${more} more in result.json`] : []),
    ...(within > 0 ? sentenceWithSign('passed', `${within} of ${counted(gate.rows.length, 'comparison')} passed`, columns, paint) : []),
  ];
}

function sentenceWithSign(verdict: string, text: string, columns: number, paint: Paint): string[] {
  const sign = SIGNS[verdict] ?? '·';
  const tone = sign === '✓' ? 'good' : sign === '✗' || sign === '!' ? 'bad' : 'open';
  return item('    ', text, columns).map((line, i) => (i === 0 ? `  ${paint[tone](sign)} ${line.slice(4)}` : line));
}

const CAPACITY_SIGNS: Readonly<Record<string, string>> = { found: 'passed', invalid: 'invalid' };

/** What an adaptive scenario found, and how. */
function capacityBlock({ name, capacity }: ScenarioResult, several: boolean, columns: number, paint: Paint): string[] {
  if (capacity === undefined) return [];
  const { pools, trials } = capacity;
  const rows = trials.map((trial, i) => [String(i + 1), trial.kind, trialLoad(trial), String(trial.runs), trial.cause ?? trial.verdict]);
  const table = rows.length === 0 ? [] : textTable([['#', 'trial', 'load', 'runs', 'verdict'], ...rows], columns - 4, new Set([0, 2, 3]));
  const byPool = (pools ?? []).map(({ label, size, speedUp, capacity: own }) => [
    terminalText(label, 30),
    size === undefined ? NO_VALUE : String(size),
    formatBounds(own.interval),
    speedUp === undefined ? NO_VALUE : `${Number(speedUp.toFixed(2))}×`,
    own.verdict,
  ]);
  const poolTable =
    byPool.length === 0 ? [] : textTable([['pool', 'runners', 'interval', 'speed-up', 'verdict'], ...byPool], columns - 4, new Set([1, 2, 3]));
  return [
    paint.bold(terminalText(several ? `Capacity of ${name}` : 'Capacity', columns)),
    ...sentenceWithSign(CAPACITY_SIGNS[capacity.verdict] ?? 'inconclusive', capacityHeadline(capacity), columns, paint),
    ...capacityLines(capacity).flatMap((line) => item('    ', line, columns)),
    ...[poolTable, table].flatMap((lines) => lines.map((line, i) => (i === 0 ? paint.dim(`    ${line}`) : `    ${line}`))),
  ];
}

function scenarioBlock(scenario: ScenarioResult, columns: number, paint: Paint): string[] {
  const { name, test, ledger, metrics, units } = scenario;
  const shown = Object.entries(metrics).flatMap(([metric, value]) => (isTimes(value) && hasValues(value) ? [[metric, value] as const] : []));
  // Most notes hold for many metrics: they stand once.
  const noted = Map.groupBy(
    shown.map(([metric, value]) => [terminalText(metric, 30), metricNotes(value).join('; ')] as const).filter(([, note]) => note !== ''),
    ([, note]) => note,
  );
  const header = ['seconds', 'n', ...SHOWN_PERCENTILES.map((p) => `p${p}`), 'max'];
  const rows = shown.map(([metric, value]) => [
    terminalText(metric, 30),
    String(value.n),
    ...SHOWN_PERCENTILES.map((p) => number(value.percentiles[p])),
    number(value.max),
  ]);
  const table = rows.length === 0 ? ['nothing was measured'] : textTable([header, ...rows], columns - 2, new Set([1, 2, 3, 4, 5, 6]));
  return [
    paint.bold(terminalText(`${name} (${test})`, columns)),
    ...item('  ', `${ledger.planned} planned: ${ledgerLine(ledger)}`, columns),
    ...scheduleLines(scenario).flatMap((line, i) => {
      const lines = item('  ', line, columns);
      return i === 0 && scenario.schedule?.invalid !== undefined ? lines.map(paint.open) : lines;
    }),
    ...table.map((line, i) => (i === 0 ? paint.dim(`  ${line}`) : `  ${line}`)),
    ...(units === undefined ? [] : unitTable(units, columns).map((line, i) => (i === 0 ? paint.dim(`  ${line}`) : `  ${line}`))),
    ...[...noted].flatMap(([note, metrics]) => item('  ', `${metrics.map(([metric]) => metric).join(', ')}: ${note}`, columns)).map(paint.dim),
  ];
}

/** Queue and execution times by unit. */
function unitTable(units: NonNullable<ScenarioResult['units']>, columns: number): string[] {
  const value = (unit: (typeof units)[number], metric: string, p: string): string => {
    const own = unit.metrics[metric];
    return number(own !== undefined && isTimes(own) ? own.percentiles[p] : undefined);
  };
  const rows = units.map((unit) => [
    terminalText(unit.unit, 40),
    String(unit.runs),
    ...['queue_time', 'execution_time'].flatMap((metric) => [value(unit, metric, '50'), value(unit, metric, '95')]),
  ]);
  return textTable([['unit', 'runs', 'queue p50', 'p95', 'work p50', 'p95'], ...rows], columns - 2, new Set([1, 2, 3, 4, 5]));
}

const number = (seconds: number | undefined): string => (seconds === undefined ? NO_VALUE : formatSeconds(seconds).replace(/ s$/, ''));

function runsBlock(runs: ReportInput['runs'], columns: number, paint: Paint): string[] {
  const troubled = troubledRuns(runs);
  const chosen = troubled.length > 0 ? troubled.slice(0, MOST_RUNS) : slowestRuns(runs, MOST_RUNS).map(({ run }) => run);
  if (chosen.length === 0) return [];
  const rows = chosen.map((run) => {
    const ms = runSpanMs(run);
    return [terminalText(runName(run), 60), boxWord(run.box), ms === undefined ? NO_VALUE : formatSeconds(ms / 1_000)];
  });
  const title = troubled.length > 0 ? `Runs that did not succeed (${chosen.length} of ${troubled.length})` : 'Slowest runs';
  const lines = textTable(rows, columns - 2, new Set([2])).flatMap((line, i) => {
    const { url, reason } = chosen[i] ?? {};
    const why = reason === undefined ? [] : item('    ', reason, columns);
    // A link that is broken is none: it has its own line, and may be longer than the terminal.
    return [`  ${line}`, ...why, ...(url === undefined ? [] : [paint.dim(`    ${terminalText(url, 2_000)}`)])];
  });
  return [paint.bold(title), ...lines];
}

function effortBlock({ api, cost, session }: HarnessResult, columns: number, paint: Paint): string[] {
  const minutes = Number(cost.runnerMinutes.toFixed(1));
  // Work on this machine, which nobody counts requests or minutes of.
  const own = api.requests === 0 && cost.billedMinutes === 0;
  const effort = [
    ...(own ? [] : [counted(api.requests, 'API request'), `${api.charged} charged`]),
    ...(api.rateLimitWaits > 0 ? [counted(api.rateLimitWaits, 'wait for a limit', 'waits for a limit')] : []),
    own ? counted(minutes, 'minute of work', 'minutes of work') : `${minutes} runner minutes (${Number(cost.billedMinutes.toFixed(1))} billed)`,
    ...(costText(cost) === undefined ? [] : [costText(cost)]),
  ].join(', ');
  const origin = `session ${session.id}${session.resumed > 0 ? `, resumed ${counted(session.resumed, 'time')}` : ''}, seed ${session.seed}, runner-harness ${session.version}`;
  return [...item('', effort, columns), ...item('', origin, columns)].map(paint.dim);
}
