import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { MINUTE_MS } from '../../../core/time.ts';
import { type Contexts, evaluate, evaluateToText } from '../../../core/workflow/expressions.ts';
import type { JobSource } from '../../../core/workflow/workflow-source.ts';
import type { StopSignal } from '../../../ports/stop-signal.ts';
import type { Bench } from '../run/run-command.ts';
import { type JobState, runStep, stepName, texts } from './run-step.ts';

export type JobStatus = 'success' | 'failure' | 'cancelled' | 'timed_out' | 'error';

export interface JobResult {
  readonly status: JobStatus;
  readonly error?: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly output: string;
  readonly bytes: number;
  readonly killedFromOutside: boolean;
  readonly summary: string;
}

const DEFAULT_TIMEOUT_MINUTES = 360;

/** Runs the steps of one job in its worktree. */
export async function runJob(
  job: JobSource,
  about: { readonly contexts: Contexts; readonly env: Readonly<Record<string, unknown>>; readonly worker: string; readonly name: string },
  bench: Bench & { readonly scratch: string },
  signal: StopSignal,
): Promise<JobResult> {
  const runner = { os: osName(), arch: arch() === 'arm64' ? 'ARM64' : 'X64', name: about.worker, temp: bench.scratch, workspace: bench.root };
  const contexts: Contexts = { ...about.contexts, runner, secrets: {} };
  const workflowEnv = texts(about.env, contexts);
  const env = { ...workflowEnv, ...texts(job.env, { ...contexts, env: workflowEnv }) };
  const minutes = Number(evaluate(job.timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES, contexts));
  const endsAt = Date.now() + (Number.isFinite(minutes) && minutes > 0 ? minutes : DEFAULT_TIMEOUT_MINUTES) * MINUTE_MS;
  const state: JobState = { contexts, env, added: {}, path: [], steps: {}, status: 'success', endsAt, summaries: [] };
  const parts: string[] = [];
  let bytes = 0;
  let status: JobStatus = 'success';
  let error: string | undefined;
  let killed = false;
  const set = { RUNNER_OS: runner.os, RUNNER_ARCH: runner.arch, RUNNER_NAME: runner.name, RUNNER_TEMP: bench.scratch, GITHUB_WORKSPACE: bench.root };
  for (const [i, step] of job.steps.entries()) {
    if (signal.aborted) state.status = 'cancelled';
    const name = stepName(step, { ...contexts, env: { ...env, ...state.added }, steps: state.steps });
    const title = `== ${about.name} / ${name}\n`;
    const own = { ...bench, env: { ...bench.env, ...set }, scratch: join(bench.scratch, `step-${i + 1}`) };
    const ran = await runStep(step, job, state, { ...own, write: headed(title, bench.write) }, signal);
    if (ran.outcome === 'skipped' && ran.error === undefined) continue;
    parts.push(title, ran.output === '' || ran.output.endsWith('\n') ? ran.output : `${ran.output}\n`);
    bytes += ran.bytes;
    killed ||= ran.killedFromOutside === true;
    const excused = ran.outcome === 'failure' && evaluate(step.continueOnError, { ...contexts, steps: state.steps }) === true;
    if (step.id !== undefined && excused) state.steps[step.id] = { outputs: {}, ...state.steps[step.id], outcome: 'failure', conclusion: 'success' };
    if (ran.outcome === 'cancelled') {
      status = 'cancelled';
      state.status = 'cancelled';
    } else if (ran.outcome === 'failure' && !excused) {
      error ??= `step "${name}": ${ran.error ?? 'failed'}`;
      if (status === 'success') status = ran.couldNotRun ? 'error' : ran.timedOut && Date.now() >= endsAt ? 'timed_out' : 'failure';
      state.status = state.status === 'cancelled' ? 'cancelled' : 'failure';
    }
  }
  const end: Contexts = { ...contexts, env: { ...env, ...state.added }, steps: state.steps, job: { status: state.status } };
  const outputs = Object.fromEntries(Object.entries(job.outputs).map(([name, value]) => [name, evaluateToText(value, end)]));
  return {
    ...{ status, outputs, output: parts.join(''), bytes, killedFromOutside: killed, summary: state.summaries.join('\n') },
    ...(error === undefined ? {} : { error }),
  };
}

/** Writes a title before the first word only, so that a step without output leaves none. */
function headed(title: string, write: (text: string) => void): (text: string) => void {
  let begun = false;
  return (text) => {
    write(begun ? text : `${title}${text}`);
    begun = true;
  };
}

function osName(): string {
  return platform() === 'win32' ? 'Windows' : platform() === 'darwin' ? 'macOS' : 'Linux';
}
