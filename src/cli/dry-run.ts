import { planSession, type RunForecast, type ScenarioForecast, type SessionForecast } from '../core/cost/plan-session.ts';
import { reservedRequests } from '../core/limits/limits.ts';
import { mostSlots, slotCount } from '../core/load/extent.ts';
import { scenarioSeed } from '../core/load/schedule.ts';
import { slotUnit } from '../core/load/slot-unit.ts';
import type { Plan, Scenario, Unit } from '../core/plan/plan.ts';
import { formatKey, slotId } from '../core/session/key.ts';
import { formatDuration, MINUTE_MS, parseDuration } from '../core/time.ts';
import { inertJson } from '../reports/escape/json.ts';
import { terminalText } from '../reports/escape/log.ts';
import { wrap } from '../reports/escape/wrap.ts';
import { counted, formatPercent } from '../reports/format.ts';
import { createPaint } from '../reports/paint.ts';
import { estimateRun } from './estimate-run.ts';
import { hangingTable } from './hanging-table.ts';
import type { PlanOptions } from './plan-options.ts';
import type { ReadPlan } from './plan-or-error.ts';
import { scheduleLines } from './schedule-lines.ts';
import { UsageError } from './usage-error.ts';
import { takesColour, type World } from './world.ts';

/** Options of `plan`. */
export interface DryRunOptions extends PlanOptions {
  readonly runTime?: string;
  readonly tokenLimit?: string;
  readonly payloads?: true;
  readonly json?: true;
}

/** Requests an hour of the token that a workflow gets by itself. */
const TOKEN_LIMIT = 1_000;
const ASSUMED_RUN_MS = 2 * MINUTE_MS;
/** The id in the keys of a dry run: the real one is made when the session starts. */
const SAMPLE_ID = '0'.repeat(8);

/** What a plan would do, as text or JSON. */
export function dryRun({ plan, notes }: ReadPlan, options: DryRunOptions, world: World): string {
  const limit = wholeNumber(options.tokenLimit, TOKEN_LIMIT);
  const assumed = new Set<string>();
  const run = forecaster(plan, options.runTime, world.cwd, assumed);
  const forecast = planSession(plan, { run, ...(plan.target.kind === 'simulated' ? { runners: plan.target.fleet.runners } : {}) });
  const said = [
    ...notes,
    ...untold(plan, forecast),
    ...[...assumed].map((workflow) => `nobody knows how long ${workflow} takes: ${formatDuration(ASSUMED_RUN_MS)} assumed, --run-time says better`),
  ];
  if (options.json === true) return asJson(plan, forecast, said, options);
  const columns = Math.min(120, world.stdout.columns());
  const paint = createPaint(takesColour(world, world.stdout));
  const several = plan.scenarios.length > 1;
  const blocks = [
    [paint.bold(`${terminalText(plan.name)}: ${counted(forecast.runs, 'run')} in about ${formatDuration(forecast.durationMs)}`)],
    ...forecast.scenarios.map((scenario, index) => [
      paint.bold(terminalText(scenario.name)),
      ...scenarioLines(scenario, several, columns, plan.scenarios[index], scenarioSeed(plan.seed ?? 0, index)),
    ]),
    ['Requests', ...hangingTable(requestRows(plan, forecast, limit), columns)],
    ['Runners', ...hangingTable([['minutes', `${round(forecast.runnerMinutes)} on an idle fleet; waiting for a runner is not in it`]], columns)],
    ...(options.payloads === true
      ? plan.scenarios.map((scenario, index) =>
          payloads(scenario, index, forecast.scenarios[index]?.dispatchMs ?? [], scenarioSeed(plan.seed ?? 0, index)),
        )
      : []),
    said.flatMap((note) => wrap(`note: ${terminalText(note)}`, columns, '      ')),
    ['Nothing was sent.'],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** Scenarios that the forecast could not go through: what is not in the sums is said. */
function untold(plan: Plan, forecast: SessionForecast): string[] {
  return plan.scenarios.flatMap(({ name, arrivals }, index) => {
    if (slotCount(arrivals) !== undefined || (forecast.scenarios[index]?.dispatchMs.length ?? 0) > 0) return [];
    const most = mostSlots(arrivals);
    return [
      `scenario ${name} is in none of these sums: how many runs it sends, only the session will tell${Number.isFinite(most) ? ` (${most} at most)` : ''}`,
    ];
  });
}

function forecaster(plan: Plan, runTime: string | undefined, cwd: string, assumed: Set<string>): (unit: Unit) => RunForecast {
  if (runTime !== undefined) {
    const runMs = parseDuration(/^\d+(\.\d+)?$/.test(runTime) ? `${runTime}m` : runTime);
    if (runMs === undefined) throw new UsageError(`--run-time ${runTime}: expected a span such as 45s or 4m`);
    return () => ({ runMs, jobs: 1, runnerMs: runMs });
  }
  const fleet = plan.target.kind === 'simulated' ? plan.target.fleet : undefined;
  const known = new Map<Unit, RunForecast>();
  return (unit) => {
    let forecast = known.get(unit);
    if (forecast === undefined) {
      forecast = estimateRun(unit, cwd, fleet);
      if (forecast === undefined) {
        assumed.add(unit.workflow);
        forecast = { runMs: ASSUMED_RUN_MS, jobs: 1, runnerMs: ASSUMED_RUN_MS };
      }
      known.set(unit, forecast);
    }
    return forecast;
  };
}

function scenarioLines(scenario: ScenarioForecast, several: boolean, columns: number, source: Scenario | undefined, seed: string): string[] {
  const { sentence, test, startMs, lastDispatchMs, endMs, jobs, requests, runnerMinutes } = scenario;
  const at = (ms: number): string => (ms === 0 ? 'at once' : `+${formatDuration(ms)}`);
  return [
    ...wrap(`  ${terminalText(sentence)} (${test})`, columns, '  ').map((line, i) => (i === 0 ? `  ${line}` : line)),
    ...(source === undefined ? [] : scheduleLines(source.arrivals, seed, columns)),
    ...hangingTable(
      [
        ...(several ? [['starts', startMs === 0 ? 'at once' : `about ${at(startMs)}`]] : []),
        ['last dispatch', startMs === lastDispatchMs ? at(lastDispatchMs) : `about ${at(lastDispatchMs)}`],
        ['ends', `about ${at(endMs)}`],
        ['jobs', String(jobs)],
        ['runner minutes', round(runnerMinutes)],
        ['requests', `${requests.dispatches} + ${requests.details} + ${requests.looks} (dispatches + details + looks)`],
      ],
      columns,
    ),
  ];
}

function requestRows(plan: Plan, { requests, busiestHour }: SessionForecast, limit: number): string[][] {
  const { preparation, dispatches, details, looks, total } = requests;
  const kept = reservedRequests({ limit }, plan.limits.reserve);
  const usable = limit - kept;
  const fits =
    busiestHour <= usable
      ? `${busiestHour} of the ${usable} that a token of ${limit} leaves (${formatPercent(plan.limits.reserve)} stays for others): fits`
      : `${busiestHour}, and a token of ${limit} leaves ${usable} (${formatPercent(plan.limits.reserve)} stays for others): it waits for the next hour; take longer, or a token with more (a personal one has 5000)`;
  return [
    ['in all', `${total} = ${preparation} to prepare + ${dispatches} dispatches + ${details} for details + ${looks} looks at the list`],
    ['busiest hour', fits],
  ];
}

function payloads(scenario: Scenario, index: number, dispatchMs: readonly number[], seed: string): string[] {
  return [
    `Dispatches of ${terminalText(scenario.name)}`,
    ...dispatchMs.map((ms, n) => `  +${formatDuration(ms).padEnd(8)} ${terminalText(payloadText(scenario, index, n, seed), 2_000)}`),
  ];
}

function payloadText(scenario: Scenario, index: number, n: number, seed: string): string {
  const { path, body } = payloadOf(scenario, index, n, seed);
  return `POST ${path} ${JSON.stringify(body)}`;
}

/** The request of a slot, as it would be sent. */
function payloadOf(scenario: Scenario, index: number, n: number, seed: string): { readonly path: string; readonly body: unknown } {
  const unit = scenario.units[slotUnit(scenario, seed, n)] ?? scenario.units[0];
  const key = formatKey({ session: SAMPLE_ID, generation: 1, slot: slotId(index, n), attempt: 1 });
  return {
    path: `/repos/${unit.repository ?? '{repository}'}/actions/workflows/${unit.workflow}/dispatches`,
    body: { ref: unit.ref ?? '{default branch}', inputs: { ...unit.inputs, harness_key: key } },
  };
}

function asJson(plan: Plan, forecast: SessionForecast, notes: readonly string[], options: DryRunOptions): string {
  const scenarios = forecast.scenarios.map(({ dispatchMs, ...scenario }, index) => {
    const source = plan.scenarios[index];
    if (options.payloads !== true || source === undefined) return scenario;
    return {
      ...scenario,
      dispatches: dispatchMs.map((ms, n) => ({ atMs: ms, ...payloadOf(source, index, n, scenarioSeed(plan.seed ?? 0, index)) })),
    };
  });
  return `${inertJson(JSON.stringify({ plan: plan.name, target: plan.target.kind, ...forecast, scenarios, notes }, undefined, 2))}\n`;
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UsageError(`--token-limit ${text}: expected a whole number from 1 on`);
}

const round = (minutes: number): string => String(Number(minutes.toFixed(1)));
