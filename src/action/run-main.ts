import { resolve } from 'node:path';
import * as core from '@actions/core';
import { compareFiles } from '../app/compare-files.ts';
import { conduct } from '../app/conduct.ts';
import { openBaselineStore } from '../app/open-baseline-store.ts';
import { systemClock } from '../app/system-clock.ts';
import { USAGE_EXIT_CODE } from '../core/gate/exit-code.ts';
import { slotCount } from '../core/load/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { Target } from '../ports/target.ts';
import { type Console, consoleFor } from './console.ts';
import { createTarget } from './create-target.ts';
import { dryRun } from './dry-run.ts';
import { explainFailure } from './explain-failure.ts';
import { saveSessionPlace } from './post-state.ts';
import { problemText } from './problem.ts';
import { Progress } from './progress.ts';
import { publish } from './publish.ts';
import { type GateRequest, type Request, type RunRequest, readRequest } from './request.ts';
import { Signals, signalCode } from './signals.ts';
import type { Environment } from './surroundings.ts';
import { VERSION } from './version.ts';

/** What the runner shows of a kind. */
const MOST_ANNOTATIONS = 10;

/**
 * The Action's main step.
 *
 * @returns the exit code; never throws
 */
export async function runMain(process: NodeJS.Process): Promise<number> {
  const clock = systemClock();
  const signals = new Signals(() => clock.now());
  const console = consoleFor(process.env);
  const stopListening = signals.listen(process, (name) => console.line(`Received ${name}`));
  try {
    const request = readRequest(process.env);
    if (request.kind === 'gate') return await compare(request, console, clock, signals);
    for (const note of request.notes) console.line(`Note: ${note}`);
    return request.dryRun ? rehearse(request, console) : await run(request, console, clock, signals, process.env);
  } catch (error) {
    return fail(error, console, signals);
  } finally {
    stopListening();
  }
}

/** Tells of an error that nobody caught. */
export function reportCrash(error: unknown, env: Environment): void {
  const console = consoleFor(env);
  for (const problem of explainFailure(error).problems) console.problem(problem, problemText(problem));
}

async function run(request: RunRequest, console: Console, clock: Clock, signals: Signals, env: NodeJS.ProcessEnv): Promise<number> {
  const { sessionId, plan, token = '' } = request;
  const reportRoot = reportRootOf(request);
  saveSessionPlace({ reportRoot, sessionId });
  let target: Target | undefined;
  const progress = new Progress(console, clock, () => target?.usage().requests ?? 0);
  const stopProgress = progress.start();
  try {
    const { report, folder } = await conduct({
      plan,
      sessionId,
      reportRoot,
      clock,
      version: VERSION,
      resume: 'auto',
      secrets: [token],
      createTarget: ({ seed }) => {
        target = createTarget({ request, token, seed, clock, env, limits: plan.limits, onWarning: (text) => console.line(text) });
        return target;
      },
      stop: { signal: signals.stopper, reason: () => ({ kind: 'signal', signal: signals.name ?? 'SIGTERM' }) },
      onEvent: (entry, session) => progress.onEvent(entry, session),
      onNotice: (text) => console.line(text),
      benchmarks: request.benchmarks,
    });
    stopProgress();
    return await publish({ report, folder, request, console, signals });
  } finally {
    stopProgress();
  }
}

/** Judges files that other tools wrote, and starts nothing. */
async function compare(request: GateRequest, console: Console, clock: Clock, signals: Signals): Promise<number> {
  const { sessionId, baseline, benchmarks, inputs } = request;
  const { report, folder } = await compareFiles({
    gate: {
      spec: baseline,
      id: 'benchmarks',
      store: openBaselineStore(baseline.from, { clock, cwd: request.surroundings.workspace }),
      update: 'auto',
      standing: 'first',
    },
    onNotice: (text) => console.line(text),
    files: benchmarks,
    sessionId,
    reportRoot: reportRootOf(request),
    clock,
    version: VERSION,
    secrets: inputs.token === undefined ? [] : [inputs.token],
  });
  return await publish({ report, folder, request, console, signals });
}

function reportRootOf({ inputs, surroundings }: Request): string {
  return resolve(surroundings.workspace, inputs['report-dir'] ?? '');
}

/** Prints what would be sent, and sends nothing. */
function rehearse({ plan, sessionId }: RunRequest, console: Console): number {
  console.line(`Dry run of plan ${plan.name}: nothing is sent`);
  for (const { heading, lines } of dryRun(plan, sessionId)) console.group(heading, lines);
  core.setOutput('session-id', sessionId);
  core.setOutput(
    'runs-planned',
    plan.scenarios.reduce((sum, { arrivals }) => sum + slotCount(arrivals), 0),
  );
  return 0;
}

/** @returns the exit code */
function fail(error: unknown, console: Console, signals: Signals): number {
  const { code, problems } = explainFailure(error);
  if (signals.name !== undefined) {
    // Whatever broke, broke because it was stopped.
    console.line(`Stopped by ${signals.name}: ${problems.map(problemText).join('; ')}`);
    return signalCode(signals.name);
  }
  for (const problem of problems.slice(0, MOST_ANNOTATIONS)) console.problem(problem, problemText(problem));
  for (const problem of problems.slice(MOST_ANNOTATIONS)) console.line(problemText(problem));
  if (code === USAGE_EXIT_CODE) console.line('Nothing was sent.');
  return code;
}
