import type { JobForecaster } from '../core/cost/fleet-work.ts';
import { planSession, pointCaps, type ScenarioForecast, type SessionForecast } from '../core/cost/plan-session.ts';
import type { ScenarioWhatIf } from '../core/cost/what-if.ts';
import { reservedRequests } from '../core/limits/limits.ts';
import { contentWarning, impossibleRates } from '../core/limits/preflight.ts';
import { scenarioSeed } from '../core/load/schedule.ts';
import { slotUnit } from '../core/load/slot-unit.ts';
import type { Plan, Scenario } from '../core/plan/plan.ts';
import { formatKey, slotId } from '../core/session/key.ts';
import { formatDuration, parseDuration } from '../core/time.ts';
import { commandText } from '../core/work/work.ts';
import { inertJson } from '../reports/escape/json.ts';
import { terminalText } from '../reports/escape/log.ts';
import { wrap } from '../reports/escape/wrap.ts';
import { counted, formatPercent } from '../reports/format.ts';
import { createPaint } from '../reports/paint.ts';
import { machineFacts } from '../targets/local/run/machine-facts.ts';
import { describedFleet, type FleetOptions } from './described-fleet.ts';
import { ASSUMED_MS, forecastUnits } from './forecast-units.ts';
import { hangingTable } from './hanging-table.ts';
import type { PlanOptions } from './plan-options.ts';
import type { ReadPlan } from './plan-or-error.ts';
import { scheduleLines } from './schedule-lines.ts';
import { UsageError } from './usage-error.ts';
import { budgetRows, countText, effortRows, intervalNote, plainEffortRows, scenarioRows, takesText } from './what-if-lines.ts';
import { takesColour, type World } from './world.ts';

/** Options of `plan`. */
export interface DryRunOptions extends PlanOptions, FleetOptions {
  readonly runTime?: string;
  readonly tokenLimit?: string;
  readonly payloads?: true;
  readonly json?: true;
  readonly fromHistory?: string;
}

/** What earlier runs say about the jobs to come. */
export interface History {
  readonly jobs: JobForecaster;
  readonly notes: readonly string[];
}

/** Requests an hour of the token that a workflow gets by itself. */
const TOKEN_LIMIT = 1_000;
/** The id in the keys of a dry run: the real one is made when the session starts. */
const SAMPLE_ID = '0'.repeat(8);

/** What a plan would do, as text or JSON. */
export function dryRun({ plan, notes }: ReadPlan, options: DryRunOptions, world: World, history?: History): string {
  const limit = wholeNumber(options.tokenLimit, TOKEN_LIMIT);
  const runMs = runTime(options.runTime);
  const labels = labelsOf(options.labels);
  const workers = workersOf(plan, options);
  const fleet = describedFleet(plan.target.kind === 'simulated' ? plan.target.fleet : undefined, options, history !== undefined);
  const units = forecastUnits({
    cwd: world.cwd,
    measured: options.execution === undefined ? history?.jobs : undefined,
    ...(runMs !== undefined && { runMs }),
    ...(labels !== undefined && { labels }),
    ...(fleet !== undefined && { fleet: fleet.spec }),
  });
  const forecast = planSession(plan, {
    run: units.run,
    jobs: units.jobs,
    ...(fleet !== undefined && { runners: fleet.spec.runners, fleet: fleet.whatIf }),
    ...(workers?.count !== undefined && { runners: workers.count }),
  });
  const said = [
    ...notes,
    ...(history?.notes ?? []),
    ...(plan.seed === undefined && plan.scenarios.some(isDrawn)
      ? ['what is random is drawn here with seed 0; a session has its own, unless the plan names a seed']
      : []),
    ...assumedNote([...units.assumed]),
    // Tests that this machine or a command server runs ask nothing of GitHub.
    ...(workers === undefined ? warnings(plan) : []),
    ...(workers !== undefined
      ? []
      : forecast.whatIf === undefined
        ? ['on a fleet that never lets a job wait: --runners N, --startup 10s and --execution 5m describe yours']
        : [intervalNote(forecast.whatIf)]),
  ];
  if (options.json === true) return asJson(plan, forecast, said, options, fleet?.sentence);
  const columns = Math.min(120, world.stdout.columns());
  const paint = createPaint(takesColour(world, world.stdout));
  const several = plan.scenarios.length > 1;
  const { whatIf } = forecast;
  const takes = whatIf === undefined ? formatDuration(forecast.durationMs) : takesText(whatIf.durationMs);
  const runs =
    whatIf === undefined
      ? counted(forecast.runs, 'run')
      : whatIf.runs.low === whatIf.runs.high
        ? counted(whatIf.runs.low, 'run')
        : `${countText(whatIf.runs)} runs`;
  const blocks = [
    [paint.bold(`${terminalText(plan.name)}: ${runs} in about ${takes}`)],
    ...(fleet === undefined ? [] : [['Fleet', ...wrap(`  ${fleet.sentence}`, columns, '  ').map((line, i) => (i === 0 ? `  ${line}` : line))]]),
    ...forecast.scenarios.map((scenario, index) => [
      paint.bold(terminalText(scenario.name)),
      ...scenarioLines(
        scenario,
        several,
        columns,
        whatIf?.scenarios[index],
        whatIf?.sessions ?? 0,
        schedule(plan, index, columns),
        workers !== undefined,
      ),
    ]),
    ...(workers === undefined
      ? [
          ['Requests', ...hangingTable(requestRows(plan, forecast, limit), columns)],
          [
            'Runners',
            ...hangingTable(
              whatIf === undefined ? plainEffortRows(forecast.runnerMinutes, forecast.cost) : effortRows(whatIf, forecast.cost.cardDate),
              columns,
            ),
          ],
        ]
      : [['Workers', ...wrap(`  ${workers.sentence}`, columns, '  ').map((line, i) => (i === 0 ? `  ${line}` : line))]]),
    budgetBlock(plan, forecast, columns),
    ...(options.payloads === true
      ? plan.scenarios.map((scenario, index) =>
          payloads(scenario, index, forecast.scenarios[index]?.dispatchMs ?? [], scenarioSeed(plan.seed ?? 0, index)),
        )
      : []),
    said.flatMap((note) => wrap(`note: ${terminalText(note, 1_000)}`, columns, '      ')),
    ['Nothing was sent.'],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** Who does the work where it is not GitHub. */
function workersOf({ target }: Plan, options: FleetOptions): { readonly count?: number; readonly sentence: string } | undefined {
  if (target.kind !== 'local' && target.kind !== 'http') return undefined;
  const given = FLEET_OPTIONS.find((name) => options[name] !== undefined);
  if (given !== undefined)
    throw new UsageError(
      `--${given === 'executionCv' ? 'execution-cv' : given} describes runners of GitHub, and the plan's target is "${target.kind}"`,
      {
        fix:
          target.kind === 'local' ? '--set target.local.workers=4 says how many tests run at a time, --run-time how long each takes' : 'leave it out',
      },
    );
  if (target.kind === 'http')
    return { sentence: `the command server at ${terminalText(target.http.url)}; nothing is asked of GitHub, nothing is billed` };
  const { workers } = target.local;
  const count = workers === 'auto' ? machineFacts().processors : workers;
  const most = workers === 'auto' ? `up to ${count}` : String(count);
  return { count, sentence: `${most} at a time on this machine, each in a git worktree of its own; nothing is asked of GitHub, nothing is billed` };
}

const FLEET_OPTIONS = ['runners', 'startup', 'execution', 'executionCv', 'labels'] as const;

function assumedNote(names: readonly string[]): string[] {
  const [first] = names;
  if (first === undefined) return [];
  const assumed = `${formatDuration(ASSUMED_MS)} assumed, --run-time says better`;
  return [
    names.length === 1 ? `nobody knows how long ${first} takes: ${assumed}` : `nobody knows how long any of ${names.join(', ')} takes: ${assumed}`,
  ];
}

/** Does anything of its schedule follow from the seed? */
function isDrawn({ arrivals, weights }: Scenario): boolean {
  return weights !== undefined || (arrivals.shape === 'segments' && arrivals.spacing === 'poisson');
}

function runTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const runMs = parseDuration(/^\d+(\.\d+)?$/.test(text) ? `${text}m` : text);
  if (runMs === undefined) throw new UsageError(`--run-time ${text}: expected a span such as 45s or 4m`);
  return runMs;
}

function labelsOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const labels = text
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '');
  if (labels.length === 0) throw new UsageError('--labels names none', { fix: 'such as --labels ubuntu-latest or --labels self-hosted,linux' });
  return labels;
}

/** What no token can do, and what GitHub may not let it do. */
function warnings(plan: Plan): readonly string[] {
  const content = contentWarning(plan);
  return [...impossibleRates(plan).map(({ message, fix }) => `${message}: ${fix}`), ...(content === undefined ? [] : [content])];
}

function budgetBlock(plan: Plan, forecast: SessionForecast, columns: number): string[] {
  if (plan.budget === undefined) return [];
  const { whatIf } = forecast;
  const rows = whatIf === undefined ? budgetRows(pointCaps(plan.budget, forecast), 1) : budgetRows(whatIf.budget, whatIf.sessions);
  return ['Budget', ...hangingTable(rows, columns)];
}

/** The load of a scenario as a table and a chart. */
function schedule(plan: Plan, index: number, columns: number): string[] {
  const source = plan.scenarios[index];
  return source === undefined ? [] : scheduleLines(source.arrivals, scenarioSeed(plan.seed ?? 0, index), columns);
}

function scenarioLines(
  scenario: ScenarioForecast,
  several: boolean,
  columns: number,
  own: ScenarioWhatIf | undefined,
  sessions: number,
  load: readonly string[],
  ownMachine: boolean,
): string[] {
  const { sentence, test, startMs, lastDispatchMs, endMs, jobs, requests, runnerMinutes, bound } = scenario;
  // What others before it take is known better where a fleet was described.
  const [begins, sent] = [own?.startMs.median ?? startMs, own?.lastDispatchMs.median ?? lastDispatchMs];
  const at = (ms: number): string => (ms === 0 ? 'at once' : `+${formatDuration(ms)}`);
  // What is only a bound has nothing to say beside simulated searches.
  const told = bound === undefined || own === undefined;
  return [
    ...wrap(`  ${terminalText(sentence)} (${test})`, columns, '  ').map((line, i) => (i === 0 ? `  ${line}` : line)),
    ...load,
    ...(bound === undefined || own !== undefined ? [] : wrap(`  ${bound.why}`, columns, '  ').map((line, i) => (i === 0 ? `  ${line}` : line))),
    ...hangingTable(
      [
        ...(several ? [['starts', begins === 0 ? 'at once' : `about ${at(begins)}`]] : []),
        ...(told ? [['last dispatch', begins === sent ? at(sent) : `about ${at(sent)}`]] : []),
        ...(own === undefined ? [['ends', `about ${at(endMs)}`]] : scenarioRows(own, sessions)),
        ...(told ? [['jobs', String(jobs)]] : []),
        ...(own === undefined ? [[ownMachine ? 'minutes of work' : 'runner minutes', round(runnerMinutes)]] : []),
        ...(told && !ownMachine
          ? [['requests', `${requests.dispatches} + ${requests.details} + ${requests.looks} (dispatches + details + looks)`]]
          : []),
      ],
      columns,
    ),
  ];
}

function requestRows(plan: Plan, { requests, busiestHour, whatIf, scenarios }: SessionForecast, limit: number): string[][] {
  const bounded = scenarios.some(({ bound }) => bound !== undefined);
  const { preparation, dispatches, details, looks, total } = requests;
  const kept = reservedRequests({ limit }, plan.limits.reserve);
  const usable = limit - kept;
  const most = Math.round(whatIf?.busiestHour.high ?? busiestHour);
  const shown = whatIf === undefined ? String(busiestHour) : countText(whatIf.busiestHour);
  const fits =
    most <= usable
      ? `${shown} of the ${usable} that a token of ${limit} leaves (${formatPercent(plan.limits.reserve)} stays for others): fits`
      : `${shown}, and a token of ${limit} leaves ${usable} (${formatPercent(plan.limits.reserve)} stays for others): it waits for the next hour; take longer, or a token with more (a personal one has 5000)`;
  const all = `${total} = ${preparation} to prepare + ${dispatches} dispatches + ${details} for details + ${looks} looks at the list`;
  return [
    ['in all', whatIf === undefined ? all : bounded ? countText(whatIf.requests) : `${countText(whatIf.requests)}, such as ${all}`],
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
  const payload = payloadOf(scenario, index, n, seed);
  return 'run' in payload ? `run ${payload.run}` : `POST ${payload.path} ${JSON.stringify(payload.body)}`;
}

/** The request of a slot, as it would be sent, or the test that it would run. */
function payloadOf(
  scenario: Scenario,
  index: number,
  n: number,
  seed: string,
): { readonly path: string; readonly body: unknown } | { readonly run: string } {
  const unit = scenario.units[slotUnit(scenario, seed, n)] ?? scenario.units[0];
  if (unit.work !== undefined) return { run: unit.work.body.kind === 'command' ? commandText(unit.work.body.run) : unit.work.body.file };
  const key = formatKey({ session: SAMPLE_ID, generation: 1, slot: slotId(index, n), attempt: 1 });
  return {
    path: `/repos/${unit.repository ?? '{repository}'}/actions/workflows/${unit.workflow}/dispatches`,
    body: { ref: unit.ref ?? '{default branch}', inputs: { ...unit.inputs, harness_key: key } },
  };
}

function asJson(plan: Plan, forecast: SessionForecast, notes: readonly string[], options: DryRunOptions, fleet: string | undefined): string {
  // Where no GitHub is asked, nobody sends requests or bills minutes.
  const isGitHub = plan.target.kind === 'github' || plan.target.kind === 'simulated';
  const scenarios = forecast.scenarios.map(({ dispatchMs, requests: sent, ...own }, index) => {
    const source = plan.scenarios[index];
    const scenario = isGitHub ? { ...own, requests: sent } : own;
    if (options.payloads !== true || source === undefined) return scenario;
    return {
      ...scenario,
      dispatches: dispatchMs.map((ms, n) => ({ atMs: ms, ...payloadOf(source, index, n, scenarioSeed(plan.seed ?? 0, index)) })),
    };
  });
  const { requests, busiestHour, cost, ...own } = forecast;
  const told = isGitHub ? forecast : own;
  const document = { plan: plan.name, target: plan.target.kind, ...(fleet !== undefined && { fleet }), ...told, scenarios, notes };
  return `${inertJson(JSON.stringify(document, undefined, 2))}\n`;
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UsageError(`--token-limit ${text}: expected a whole number from 1 on`);
}

const round = (minutes: number): string => String(Number(minutes.toFixed(1)));
