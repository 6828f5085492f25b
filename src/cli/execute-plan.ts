import { resolve } from 'node:path';
import type { CheckpointPolicy } from '../app/checkpoint.ts';
import { conduct } from '../app/conduct.ts';
import { ProgressTracker } from '../app/progress-tracker.ts';
import { systemClock } from '../app/system-clock.ts';
import { systemRandom } from '../app/system-random.ts';
import { version } from '../app/version.ts';
import { forecastCost } from '../core/cost/forecast-cost.ts';
import { exitCodeOf } from '../core/gate/exit-code.ts';
import type { Plan } from '../core/plan/plan.ts';
import { present } from '../core/report/rows.ts';
import { DURATION_FORMS, parseDuration } from '../core/time.ts';
import { terminalText } from '../reports/escape/log.ts';
import { createFileCheckpointStore } from '../stores/checkpoints/file-checkpoint-store.ts';
import { gateOrderOf, type UpdateOption } from './baseline-options.ts';
import { EventStream } from './event-stream.ts';
import { readFailOn } from './fail-on.ts';
import { forecastUnits } from './forecast-units.ts';
import type { AccessOptions } from './github-access.ts';
import { openTarget } from './open-target.ts';
import type { CompareOptions } from './plan-for.ts';
import type { PlanOptions } from './plan-options.ts';
import type { ReadPlan } from './plan-or-error.ts';
import { ProgressDisplay } from './progress/progress-display.ts';
import { resolveFolder } from './report-folder.ts';
import { reportFiles } from './report-formats.ts';
import { sessionIdOf } from './session-name.ts';
import { showReport } from './show-report.ts';
import { listenForStop } from './stop-signals.ts';
import { UsageError } from './usage-error.ts';
import { takesColour, type World } from './world.ts';

/** Options of `run`. */
export interface RunOptions extends PlanOptions, CompareOptions, AccessOptions {
  readonly failOn?: string;
  readonly report?: string;
  readonly reportDir: string;
  readonly session?: string;
  readonly updateBaseline?: UpdateOption;
  readonly maxDuration?: string;
  readonly checkpointDir?: string;
  readonly repair?: true;
  readonly keepRaw?: true;
  readonly json?: true;
  readonly color: boolean;
  readonly speed?: string;
  readonly stream?: true;
}

/**
 * Executes a plan and shows it: notes and progress on stderr, the report (or JSON lines) on stdout.
 *
 * @returns the exit code of the outcome
 */
export async function executePlan({ plan, notes }: ReadPlan, options: RunOptions, world: World): Promise<number> {
  const failOn = readFailOn(options.failOn);
  const files = reportFiles(options.report);
  const maxDurationMs = readMaxDuration(options.maxDuration);
  const sessionId = sessionIdOf(options.session, systemRandom);
  const gate = plan.baseline === undefined ? undefined : gateOrderOf(plan.baseline, plan.name, options.updateBaseline, world);
  if (gate === undefined && options.updateBaseline !== undefined)
    throw new UsageError('--update-baseline needs a baseline to update', { fix: 'add --baseline file:PATH or git:BRANCH' });
  const { stdout, stderr } = world;
  for (const note of notes) stderr.write(`note: ${terminalText(note)}\n`);

  await using place = await openTarget(
    plan,
    { ...options, sessionId, clock: systemClock(), reportRoot: resolveFolder(world.cwd, options.reportDir) },
    world,
  );
  for (const line of place.about) stderr.write(`${line}\n`);

  const tracker = new ProgressTracker();
  using display = new ProgressDisplay({
    out: stderr,
    tracker,
    now: () => place.clock.now(),
    requests: () => place.requests(),
    colour: takesColour(world, stderr, options.color),
    live: stderr.isTerminal && options.json !== true && (world.env.CI ?? '') === '' && world.env.TERM !== 'dumb',
  });
  using stop = listenForStop(world, (text) => display.say(text), place.speed);
  const events = options.json === true ? new EventStream(stdout, place.secrets) : undefined;

  const { report, folder } = await conduct({
    plan,
    sessionId,
    reportRoot: resolveFolder(world.cwd, options.reportDir),
    createTarget: (context) => place.createTarget(context, (warning) => display.say(`! ${terminalText(warning)}`)),
    clock: place.clock,
    stop,
    version,
    onEvent: (entry, session) => {
      tracker.take(entry, session);
      display.take(entry, session);
      events?.event(entry);
    },
    onNotice: (text) => display.say(terminalText(text)),
    keepRaw: options.keepRaw === true,
    repair: options.repair === true,
    ...present({ forecastUsd: expectedCost(plan, world.cwd), maxDurationMs, checkpoints: checkpointsIn(options.checkpointDir, world.cwd) }),
    ...(gate === undefined ? {} : { gate }),
    resume: 'auto',
    secrets: place.secrets,
    ...(files === undefined ? {} : { reports: files }),
  });
  display[Symbol.dispose]();

  const { outcome } = report.result;
  const { code, warning } = exitCodeOf(outcome, failOn, stop.by());
  if (events === undefined) {
    showReport(report, { folder, colour: options.color }, world);
  } else {
    events.result(report.result, { folder, exitCode: code });
  }
  // The embedded GitHub ends with this process, and its runs with it.
  if (outcome === 'suspended' && plan.target.kind !== 'simulated') {
    stderr.write(`note: it goes on with: runner-harness resume ${sessionId}\n`);
    if (plan.budget !== undefined) stderr.write(`note: with another budget: raise it in the plan, and run that with --session ${sessionId}\n`);
  }
  const disturbed = report.result.scenarios.some(({ schedule, capacity }) => schedule?.invalid !== undefined || capacity?.verdict === 'invalid');
  if (place.speed > 1 && disturbed) stderr.write(`note: ${speedNote(place.speed)}\n`);
  if (warning !== undefined) stderr.write(`note: ${warning}\n`);
  return code;
}

/** A schedule that was not kept on a clock that runs fast says more of this machine than of anything else. */
function speedNote(speed: number): string {
  return `the embedded GitHub's time ran ${speed} times as fast as yours: 100 ms in which this machine was busy are ${(speed / 10).toFixed(1)} s there. A slower clock keeps the schedule better: --speed ${Math.max(1, Math.floor(speed / 4))}`;
}

/** What the plan will cost, where workflow files or the simulated fleet say how long its jobs take. */
function expectedCost(plan: Plan, cwd: string): number | undefined {
  const fleet = plan.target.kind === 'simulated' ? plan.target.fleet : undefined;
  const units = forecastUnits({ cwd, ...(fleet !== undefined && { fleet }) });
  const execution = fleet?.executionMs === undefined ? undefined : { meanMs: fleet.executionMs, cv: fleet.executionCv };
  const usd = forecastCost(plan, units.jobs, execution);
  return units.assumed.size > 0 ? undefined : usd;
}

/** @throws UsageError for what is no span */
export function readMaxDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms === undefined) throw new UsageError(`--max-duration: expected a span, got "${text}"`, { fix: `write it as ${DURATION_FORMS}` });
  return ms;
}

/** Copies of the journal in a folder that outlives this machine. */
export function checkpointsIn(folder: string | undefined, cwd: string): CheckpointPolicy | undefined {
  return folder === undefined ? undefined : { store: createFileCheckpointStore(resolve(cwd, folder)) };
}
