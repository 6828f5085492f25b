import * as core from '@actions/core';
import { systemClock } from '../app/system-clock.ts';
import { USAGE_EXIT_CODE } from '../core/gate/exit-code.ts';
import { slotCount } from '../core/load/extent.ts';
import { type Console, consoleFor } from './console.ts';
import type { ActionContext } from './execute.ts';
import { explainFailure } from './explain-failure.ts';
import { problemText } from './problem.ts';
import { type GateRequest, type RehearsalRequest, readRequest, reportRootOf } from './request.ts';
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
    if ((process.env['INPUT_POST-RUN'] ?? '').trim() !== '')
      return await (await import('./post-result.ts')).postResult({ console, clock, signals, env: process.env });
    const request = readRequest(process.env);
    if (request.kind === 'gate') return await compare(request, { console, clock, signals, env: process.env });
    for (const note of request.notes) console.line(`Note: ${note}`);
    if (request.kind === 'rehearsal') return await rehearse(request, console);
    const { execute } = await import('./execute.ts');
    return await execute(request, { console, clock, signals, env: process.env });
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

/** Judges files that other tools wrote, and starts nothing. */
async function compare(request: GateRequest, context: ActionContext): Promise<number> {
  const { console, clock } = context;
  const { sessionId, baseline, benchmarks, inputs } = request;
  const secrets = inputs.token === undefined ? [] : [inputs.token];
  const { compareFiles } = await import('../app/compare-files.ts');
  const { FILES_GATE, gateOrderOf } = await import('./gate.ts');
  const gate = await gateOrderOf(baseline, inputs.session === undefined ? FILES_GATE : `${FILES_GATE} (${inputs.session})`, { request, ...context });
  const { report, folder } = await compareFiles({
    gate,
    onNotice: (text) => console.line(text),
    files: benchmarks,
    sessionId,
    reportRoot: reportRootOf(request),
    clock,
    version: VERSION,
    secrets,
  });
  const { publish } = await import('./publish.ts');
  return await publish({ report, folder, request, secrets, gateId: gate.id, ...context });
}

/** Prints what would be sent, and sends nothing. */
async function rehearse({ plan, sessionId }: RehearsalRequest, console: Console): Promise<number> {
  const { dryRun } = await import('./dry-run.ts');
  console.line(`Dry run of plan ${plan.name}: nothing is sent`);
  for (const { heading, lines } of dryRun(plan, sessionId)) console.group(heading, lines);
  core.setOutput('session-id', sessionId);
  core.setOutput(
    'runs-planned',
    plan.scenarios.reduce((sum, { arrivals }) => sum + (slotCount(arrivals) ?? 0), 0),
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
