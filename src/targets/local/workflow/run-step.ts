import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MINUTE_MS } from '../../../core/time.ts';
import { type Contexts, evaluate, evaluateCondition, evaluateToText, type PrecedingStatus } from '../../../core/workflow/expressions.ts';
import type { JobSource, StepSource } from '../../../core/workflow/workflow-source.ts';
import type { StopSignal } from '../../../ports/stop-signal.ts';
import { type Bench, runCommand } from '../run/run-command.ts';
import { isCheckout } from './check-workflow.ts';
import { scriptName, shellCommand } from './shells.ts';
import { makeStepFiles } from './step-files.ts';

/** What the steps of a job have in common, and leave to each other. */
export interface JobState {
  readonly contexts: Contexts;
  /** Of the workflow and the job. */
  readonly env: Readonly<Record<string, string>>;
  /** What steps wrote to `GITHUB_ENV`. */
  readonly added: Record<string, string>;
  readonly path: string[];
  readonly steps: Record<string, { readonly outputs: Readonly<Record<string, string>>; readonly outcome: string; readonly conclusion: string }>;
  status: PrecedingStatus;
  /** When the job's time is over, epoch ms. */
  readonly endsAt: number;
  readonly summaries: string[];
}

export interface StepResult {
  readonly outcome: 'success' | 'failure' | 'cancelled' | 'skipped';
  readonly error?: string;
  readonly timedOut?: true;
  readonly couldNotRun?: true;
  readonly killedFromOutside?: true;
  readonly output: string;
  readonly bytes: number;
}

const NOTHING = { output: '', bytes: 0 } as const;

/** Runs one step of a job, if its condition says so. */
export async function runStep(
  step: StepSource,
  job: JobSource,
  state: JobState,
  bench: Bench & { readonly scratch: string },
  signal: StopSignal,
): Promise<StepResult> {
  const contexts: Contexts = { ...state.contexts, env: { ...state.env, ...state.added }, steps: state.steps, job: { status: state.status } };
  if (!evaluateCondition(step.if ?? 'success()', contexts, state.status)) return { outcome: 'skipped', ...NOTHING };
  if (isCheckout(step)) return { outcome: 'success', ...NOTHING };
  if (step.run === undefined) return { outcome: 'skipped', error: `${step.uses} is not run here`, ...NOTHING };
  mkdirSync(bench.scratch, { recursive: true });
  const own = texts(step.env, contexts);
  const within: Contexts = { ...contexts, env: { ...state.env, ...state.added, ...own } };
  const script = join(bench.scratch, scriptName(step.shell ?? job.defaults.shell));
  writeFileSync(script, evaluateToText(step.run, within), { mode: 0o700 });
  const files = makeStepFiles(bench.scratch);
  const env: Record<string, string> = { ...bench.env, ...state.env, ...state.added, ...own, ...files.env };
  if (state.path.length > 0) env.PATH = [...state.path.toReversed(), env.PATH ?? ''].join(delimiter);
  const minutes = Number(evaluate(step.timeoutMinutes, within) ?? Number.POSITIVE_INFINITY);
  const timeoutMs = Math.max(1, Math.min(state.endsAt - Date.now(), Number.isFinite(minutes) ? minutes * MINUTE_MS : Number.POSITIVE_INFINITY));
  const folder = step.workingDirectory ?? job.defaults.workingDirectory;
  const workingDirectory = folder === undefined ? undefined : evaluateToText(folder, within);
  const ran = await runCommand(
    {
      ...{ run: { argv: shellCommand(step.shell ?? job.defaults.shell, script) }, exitCode: 0, patterns: [], timeoutMs },
      ...(workingDirectory === undefined ? {} : { workingDirectory }),
    },
    { ...bench, env },
    signal,
  );
  const words = files.read();
  Object.assign(state.added, words.env);
  state.path.push(...words.path);
  if (words.summary !== '') state.summaries.push(words.summary);
  const { status, error = words.problem } = ran.judgement;
  const outcome = status === 'passed' && words.problem === undefined ? 'success' : status === 'cancelled' ? 'cancelled' : 'failure';
  if (step.id !== undefined) state.steps[step.id] = { outputs: words.outputs, outcome, conclusion: outcome };
  return {
    outcome,
    ...(error === undefined ? {} : { error }),
    ...(status === 'timed_out' ? { timedOut: true } : {}),
    ...(status === 'error' ? { couldNotRun: true } : {}),
    ...(ran.killedFromOutside ? { killedFromOutside: true } : {}),
    ...{ output: ran.output, bytes: ran.bytes },
  };
}

/** The name of a step in the log. */
export function stepName(step: StepSource, contexts: Contexts): string {
  if (step.name !== undefined) return evaluateToText(step.name, contexts);
  return step.uses === undefined ? `Run ${(step.run ?? '').trim().split('\n')[0] ?? ''}` : `Run ${step.uses}`;
}

export function texts(env: Readonly<Record<string, unknown>>, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, evaluateToText(value, contexts)]));
}
