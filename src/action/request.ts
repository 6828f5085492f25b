import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { BaselineSpec, Plan } from '../core/plan/plan.ts';
import { TargetError } from '../ports/target.ts';
import { checkApiUrl } from '../targets/github/api-url.ts';
import { findFiles } from './find-files.ts';
import { type Inputs, readInputs, SHORTCUT_INPUTS } from './inputs.ts';
import { UsageError, type UsageProblem } from './problem.ts';
import { readPlan } from './read-plan.ts';
import { type Environment, readSurroundings, type Surroundings } from './surroundings.ts';

/** What the Action was asked to do, complete and checked as far as that is possible without GitHub. */
export type Request = RunRequest | RehearsalRequest | GateRequest;

interface CommonRequest {
  readonly inputs: Inputs;
  readonly surroundings: Surroundings;
  readonly sessionId: string;
  /** Result files of other tools, absolute. */
  readonly benchmarks: readonly string[];
}

/** Start the runs of a plan, or go on with a session. */
export interface RunRequest extends CommonRequest {
  readonly kind: 'run';
  /** Absent only where `resume` names a session: it has its own. */
  readonly plan?: Plan;
  readonly notes: readonly string[];
}

/** Say what a plan would send. */
export interface RehearsalRequest extends CommonRequest {
  readonly kind: 'rehearsal';
  readonly plan: Plan;
  readonly notes: readonly string[];
}

/** Compare files of other tools with a baseline, and start nothing. */
export interface GateRequest extends CommonRequest {
  readonly kind: 'gate';
  readonly baseline: BaselineSpec;
}

/**
 * Reads everything that the Action is given.
 *
 * @throws UsageError with every problem at once
 */
export function readRequest(env: Environment): Request {
  const { surroundings, problems: missing } = readSurroundings(env);
  const { inputs, problems: wrong } = readInputs(env);
  const found = findFiles(inputs.benchmarks ?? [], surroundings.workspace);
  const problems = [...missing, ...wrong, ...conflicts(inputs), ...unfitApi(inputs), ...found.problems];
  const common = { inputs, surroundings, sessionId: sessionIdOf(surroundings, inputs.session ?? ''), benchmarks: found.files };
  if (isGateOnly(inputs)) {
    const baseline = gateBaseline(inputs, surroundings);
    if (!('problems' in baseline) && problems.length === 0) return { kind: 'gate', ...common, baseline };
    throw new UsageError([...problems, ...('problems' in baseline ? baseline.problems : [])]);
  }
  const dryRun = inputs['dry-run'] ?? false;
  if (inputs.token === undefined && inputs['app-id'] === undefined && !dryRun && !wrong.some(({ where }) => where === 'token')) {
    problems.push({
      where: 'token',
      message: 'there is none',
      fix: 'leave the input out (it is github.token then), or give a secret that exists here: forks and Dependabot get none',
    });
  }
  if (!nothingToDo(inputs)) {
    const read = readPlan(inputs, surroundings);
    if (!read.ok) problems.push(...read.problems);
    else if (inputs.benchmarks !== undefined && read.plan.baseline === undefined) problems.push(noBaseline('benchmarks'));
    else if (problems.length === 0) return { kind: dryRun ? 'rehearsal' : 'run', ...common, plan: read.plan, notes: read.notes };
  } else if (problems.length === 0) return { kind: 'run', ...common, notes: [] };
  throw new UsageError(problems);
}

/**
 * Names the session: the same for every attempt of a workflow run, so that a re-run finds its predecessor's work; another one for every
 * step, job and matrix leg that names its `session`.
 */
export function sessionIdOf({ serverUrl, repository, runId, job, action }: Surroundings, session: string): string {
  return createHash('sha256')
    .update(JSON.stringify([serverUrl, repository, runId, job, action, session]))
    .digest('hex');
}

function isGateOnly(inputs: Inputs): boolean {
  return inputs.benchmarks !== undefined && inputs.plan === undefined && SHORTCUT_INPUTS.every((name) => inputs[name] === undefined);
}

function nothingToDo(inputs: Inputs): boolean {
  return inputs.benchmarks === undefined && inputs.plan === undefined && SHORTCUT_INPUTS.every((name) => inputs[name] === undefined);
}

function namesSession({ resume }: Inputs): boolean {
  return resume?.kind === 'session' || resume?.kind === 'artifact';
}

function conflicts(inputs: Inputs): UsageProblem[] {
  const problems: UsageProblem[] = [];
  if (nothingToDo(inputs) && (!namesSession(inputs) || inputs['dry-run'] === true))
    problems.push({
      where: 'plan',
      message: 'there is nothing to do',
      fix: 'give plan (a file), or workflow (a plan without a file), or benchmarks with a baseline',
    });
  if ((inputs['app-id'] === undefined) !== (inputs['private-key'] === undefined)) {
    const [given, missing] = inputs['app-id'] === undefined ? ['private-key', 'app-id'] : ['app-id', 'private-key'];
    problems.push({
      where: missing,
      message: `there is none, and ${given} needs it`,
      fix: 'give both, or neither; look at how the secret is stored',
    });
  }
  if (inputs.plan !== undefined) {
    for (const name of SHORTCUT_INPUTS) {
      if (inputs[name] !== undefined)
        problems.push({ where: name, message: 'does not go together with plan', fix: 'write it into the plan, or leave plan out' });
    }
  } else if (inputs.scenarios !== undefined) {
    problems.push({
      where: 'scenarios',
      message: 'chooses among the scenarios of a plan file, and there is none',
      fix: 'give plan, or leave it out',
    });
  }
  if (inputs.plan === undefined && inputs['regression-threshold'] !== undefined && inputs.baseline === undefined)
    problems.push(noBaseline('regression-threshold'));
  if (isGateOnly(inputs) && inputs['dry-run'] === true) {
    problems.push({ where: 'dry-run', message: 'a comparison of files sends nothing anyway', fix: 'leave it out' });
  }
  return problems;
}

/** Before anything is sent there: the token goes to that address. */
function unfitApi(inputs: Inputs): UsageProblem[] {
  try {
    if (inputs['api-url'] !== undefined) checkApiUrl(inputs['api-url']);
    return [];
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return [{ where: 'api-url', message: error.message, ...(error.fix === undefined ? {} : { fix: error.fix }) }];
  }
}

function noBaseline(where: string): UsageProblem {
  return { where, message: 'there is no baseline to compare with', fix: 'give baseline: file:PATH, artifact:NAME or git:BRANCH' };
}

/** Read by the rules of a plan, so that they are told in the same words. */
function gateBaseline(inputs: Inputs, surroundings: Surroundings): BaselineSpec | { readonly problems: readonly UsageProblem[] } {
  if (inputs.baseline === undefined) return { problems: [noBaseline('baseline')] };
  const read = readPlan({ ...inputs, test: 'performance', workflow: 'x.yml' }, surroundings);
  if (!read.ok) return read;
  return read.plan.baseline ?? { problems: [noBaseline('baseline')] };
}

/** The folder that holds a folder a session. */
export function reportRootOf({ inputs, surroundings }: Pick<Request, 'inputs' | 'surroundings'>): string {
  return resolve(surroundings.workspace, inputs['report-dir'] ?? '');
}
