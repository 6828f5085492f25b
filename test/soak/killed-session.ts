import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSimulator, type Simulator } from '../../src/simulator/create-simulator.ts';
import { WORKFLOWS } from '../support/action-scenario.ts';
import { Runner, type Step, type StepEnd } from '../support/runner-env.ts';
import { type KillPlan, lifeText, type Moment } from './kill-plan.ts';
import { type LeftBehind, observe } from './observe.ts';
import { swiftTime } from './swift-time.ts';

/** A session that takes longer, on its own clock, has got stuck. */
const LONGEST_MS = 20 * 60_000;
const INPUTS = { plan: 'plan.yml' };

export interface KilledSession {
  readonly plan: KillPlan;
  /** Processes that SIGKILL ended. */
  readonly kills: number;
  readonly killed: readonly string[];
  /** The sessions that were executed under the name: more than one when an earlier one had ended. */
  readonly executions: number;
  readonly runs: number;
  readonly extraRuns: number;
  readonly outcome: string;
  readonly seconds: number;
  /** Empty: nothing was lost, nothing doubled, every number is right. */
  readonly differences: readonly string[];
  /** The log of the last step, for whoever looks for the cause. */
  readonly log: string;
}

export interface KilledSessionOptions {
  /** How much faster than real time; default 1. */
  readonly speed?: number;
  /** Asked before each life: enough killed, let it end? */
  readonly enough?: () => boolean;
  readonly onKill?: () => void;
}

/** Executes one session of the real bundle through all its deaths, to its end, and compares the result with the truth. */
export async function killedSession(plan: KillPlan, options: KilledSessionOptions = {}): Promise<KilledSession> {
  const { speed = 1, enough = () => false, onKill } = options;
  const startedMs = performance.now();
  const { clock, env } = swiftTime(speed);
  const github = await createSimulator({
    clock,
    workflowsDir: WORKFLOWS,
    fleet: { pools: [{ name: 'runner', runners: 4, startupMs: 400 }], execution: { meanMs: 1_800, cv: 0.35 }, failureRate: 0.08, seed: plan.name },
  });
  using runner = new Runner({
    apiUrl: github.url,
    files: { 'plan.yml': planText(plan) },
    env,
    ...(plan.artifacts ? { results: { url: github.url, token: github.runtimeToken('4711') } } : {}),
  });
  const inputs = { ...INPUTS, 'artifact-name': plan.artifacts ? 'runner-harness' : 'none' };
  const killed: string[] = [];
  let attempt = 1;
  try {
    for (const life of plan.lives) {
      if (enough()) break;
      const state = life.step === 'post' ? Object.fromEntries(Object.entries(runner.state).map(([name, value]) => [`STATE_${name}`, value])) : {};
      const step = runner.start(inputs, { GITHUB_RUN_ATTEMPT: String(attempt), ...state });
      const end = await killAt(life.kill, step, github, runner, speed);
      if (end.signal === 'SIGKILL') {
        killed.push(lifeText(life));
        onKill?.();
      } else if (life.step === 'main') return finished(end);
      if (life.step === 'main') attempt += 1;
    }
    return finished(await deadline(runner.start(inputs, { GITHUB_RUN_ATTEMPT: String(attempt) }), speed));
  } finally {
    await github.close();
  }

  function finished(end: StepEnd): KilledSession {
    const seconds = (performance.now() - startedMs) / 1_000;
    const common = { plan, kills: killed.length, killed, seconds, log: end.log };
    const truth = github.truth();
    try {
      const executions = readLeft(runner);
      const [last] = executions.slice(-1);
      const differences = executions.flatMap(({ left, prefix }) => observe(left, truth, prefix, plan.runs));
      const strange = truth.filter(({ title }) => !executions.some(({ prefix }) => title.includes(prefix)));
      differences.push(...strange.map(({ id, title }) => `run ${id} (${title}) belongs to no execution that left a result`));
      const extraRuns = executions.reduce((sum, { left }) => sum + left.result.scenarios.reduce((all, one) => all + one.extraRuns.length, 0), 0);
      const outcome = last?.left.result.outcome ?? '-';
      const late = plan.model === 'open' && killed.length > 0 && last?.left.result.reasons.every((reason) => LATE.test(reason)) === true;
      if (['-', 'error', 'aborted', 'suspended', ...(late ? [] : ['invalid'])].includes(outcome))
        differences.push(`outcome ${outcome} (exit code ${end.code})`);
      return { ...common, executions: executions.length, runs: truth.length, extraRuns, outcome, differences };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { ...common, executions: 0, runs: truth.length, extraRuns: 0, outcome: '-', differences: [`code ${end.code}, no result: ${why}`] };
    }
  }
}

function planText({ model, runs, concurrency }: KillPlan): string {
  const scenario =
    model === 'closed' ? `test: performance, runs: ${runs}, concurrency: ${concurrency}` : `test: load, rate: 60/min, duration: ${runs}s`;
  return [
    'version: 1',
    'name: killed again and again',
    'target: { github: { workflow: quick.yml } }',
    `scenarios: { only: { ${scenario} } }`,
    'limits: { mutation-spacing: 350ms, poll: 1s }',
  ].join('\n');
}

/** A schedule that nobody was there to keep was not kept, and the result has to say so. */
const LATE = /were sent more than \S+ late/;

/** Lets the step live until its moment, and no longer; it may end before by itself. */
async function killAt(moment: Moment, step: Step, github: Simulator, runner: Runner, speed: number): Promise<StepEnd> {
  const timers = new Set<NodeJS.Timeout>();
  const kill = (afterMs: number): void => {
    // Real time: what takes a process from one statement to the next does not depend on how fast its clock goes.
    timers.add(setTimeout(() => step.process.kill('SIGKILL'), afterMs));
  };
  let seen = 0;
  if (moment.at === 'start') kill(moment.afterMs);
  if (moment.at === 'later') kill(moment.afterMs / speed);
  if (moment.at === 'reports') {
    const look = setInterval(() => {
      if (!reportsBegun(runner)) return;
      clearInterval(look);
      kill(moment.afterMs);
    }, 2);
    timers.add(look);
  }
  if (moment.at === 'dispatch' || moment.at === 'request') {
    github.setFault(({ path }) => {
      if (moment.at === 'request' || path.endsWith('/dispatches')) {
        seen += 1;
        if (seen === moment.n) {
          if (moment.afterMs === 0) step.process.kill('SIGKILL');
          else kill(moment.afterMs);
        }
      }
      return undefined;
    });
  }
  try {
    return await deadline(step, speed);
  } finally {
    github.setFault(undefined);
    for (const timer of timers) clearTimeout(timer);
  }
}

async function deadline(step: Step, speed: number): Promise<StepEnd> {
  const timer = setTimeout(() => step.process.kill('SIGABRT'), LONGEST_MS / speed);
  try {
    return await step.end;
  } finally {
    clearTimeout(timer);
  }
}

function reportsBegun(runner: Runner): boolean {
  const root = join(runner.workspace, 'runner-harness-results');
  if (!existsSync(root)) return false;
  return readdirSync(root).some((name) => readdirSync(join(root, name)).some((file) => !file.startsWith('session.')));
}

/** What each execution left: one, and another one for each step that was killed when everything had been written but not yet told. */
function readLeft(runner: Runner): readonly { readonly left: LeftBehind; readonly prefix: string }[] {
  const root = join(runner.workspace, 'runner-harness-results');
  return readdirSync(root)
    .sort()
    .map((name) => {
      const read = (file: string): string => readFileSync(join(root, name, file), 'utf8');
      const lines = read('runs.ndjson')
        .split('\n')
        .filter((line) => line !== '');
      const [id = '', generation = '1'] = name.split('.');
      return {
        left: {
          result: JSON.parse(read('result.json')) as LeftBehind['result'],
          runs: lines.map((line) => JSON.parse(line) as LeftBehind['runs'][number]),
        },
        prefix: `rh_${id.slice(0, 8)}_${generation}_`,
      };
    });
}
