import { type Contexts, evaluate, evaluateCondition, evaluateToText, WorkflowExpressionError } from '../../core/workflow/expressions.ts';
import { expandMatrix } from '../../core/workflow/matrix.ts';
import type { JobSource, StepSource, WorkflowFile } from '../../core/workflow/workflow-source.ts';

export interface PlannedStep {
  readonly name: string;
  /** What its script sleeps; 0 for anything else. */
  readonly workMs: number;
  /** Set for actions/upload-artifact: what it leaves behind when the job succeeds. */
  readonly upload?: { readonly name: string; readonly path: string; readonly retentionDays: number };
}

/** One job of one run, its matrix expanded and its expressions evaluated. */
export interface PlannedJob {
  /** Unique in the run: `build`, `test/3`. */
  readonly key: string;
  readonly name: string;
  /** Keys. */
  readonly needs: readonly string[];
  readonly labels: readonly string[];
  readonly skip: boolean;
  readonly always: boolean;
  readonly matrix?: { readonly id: string; readonly maxParallel?: number; readonly failFast: boolean };
  readonly limitMs: number;
  readonly steps: readonly PlannedStep[];
}

/** GitHub's limit of a matrix. */
const MOST_JOBS_OF_A_MATRIX = 256;
const DEFAULT_TIMEOUT_MINUTES = 360;
const DEFAULT_RETENTION_DAYS = 90;

/**
 * Works out which jobs a run has.
 *
 * @throws WorkflowExpressionError when GitHub could not start the run either
 */
export function planJobs(workflow: WorkflowFile, contexts: Contexts): PlannedJob[] {
  const keysOf = new Map<string, string[]>();
  const planned: PlannedJob[] = [];
  for (const job of workflow.jobs) {
    const cells = job.matrix === undefined ? [undefined] : expandMatrix(evaluate(job.matrix, contexts));
    if (cells.length > MOST_JOBS_OF_A_MATRIX)
      throw new WorkflowExpressionError(`job ${job.id}: the matrix has ${cells.length} jobs; GitHub runs at most ${MOST_JOBS_OF_A_MATRIX}`);
    const keys = cells.map((cell, index) => (cell === undefined ? job.id : `${job.id}/${index}`));
    keysOf.set(job.id, keys);
    const needs = job.needs.flatMap((id) => keysOf.get(id) ?? []);
    cells.forEach((cell, index) => {
      const own = { ...contexts, matrix: cell ?? {}, strategy: { 'job-index': index, 'job-total': cells.length } };
      planned.push(planJob(job, workflow, keys[index] ?? job.id, needs, cell, own));
    });
  }
  return planned;
}

function planJob(
  job: JobSource,
  workflow: WorkflowFile,
  key: string,
  needs: readonly string[],
  cell: Readonly<Record<string, unknown>> | undefined,
  contexts: Contexts,
): PlannedJob {
  const plainName = job.name ?? job.id;
  const name =
    cell !== undefined && job.name === undefined
      ? `${plainName} (${Object.values(cell).map(shown).join(', ')})`
      : evaluateToText(plainName, contexts);
  const maxParallel = Number(evaluate(job.maxParallel, contexts));
  const minutes = Number(evaluate(job.timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES, contexts));
  const env = { ...texts(workflow.env, contexts), ...texts(job.env, { ...contexts, env: texts(workflow.env, contexts) }) };
  return {
    key,
    name,
    needs,
    labels: labels(evaluate(job.runsOn, contexts)),
    skip: job.if !== undefined && !evaluateCondition(job.if, contexts),
    always: job.if !== undefined && /\b(always|failure|cancelled)\s*\(/.test(job.if),
    ...(cell === undefined
      ? {}
      : { matrix: { id: job.id, failFast: evaluate(job.failFast, contexts) !== false, ...(maxParallel >= 1 ? { maxParallel } : {}) } }),
    limitMs: minutes * 60_000,
    steps: job.steps.map((step) => planStep(step, env, contexts)),
  };
}

function planStep(step: StepSource, jobEnv: Readonly<Record<string, string>>, contexts: Contexts): PlannedStep {
  const env = { ...jobEnv, ...texts(step.env, { ...contexts, env: jobEnv }) };
  const script = evaluateToText(step.run ?? '', { ...contexts, env });
  const fallback = step.uses === undefined ? `Run ${script.split('\n')[0] ?? ''}` : `Run ${step.uses}`;
  const name = step.name === undefined ? fallback : evaluateToText(step.name, { ...contexts, env });
  const workMs = sleptMs(script, env);
  if (step.uses?.startsWith('actions/upload-artifact@') !== true) return { name, workMs };
  const given = texts(step.with, { ...contexts, env });
  const days = Number(given['retention-days'] ?? 0);
  return {
    name,
    workMs,
    upload: { name: given.name ?? 'artifact', path: given.path ?? '', retentionDays: days >= 1 ? days : DEFAULT_RETENTION_DAYS },
  };
}

/** Sums the `sleep` commands of a script: numbers, or variables of its environment. */
function sleptMs(script: string, env: Readonly<Record<string, string>>): number {
  let sum = 0;
  for (const [, argument = ''] of script.matchAll(/(?:^|[;&|\n])\s*sleep\s+("?[^\s;&|"]+"?)/g)) {
    const bare = argument.replaceAll('"', '');
    const variable = /^\$\{?(\w+)\}?$/.exec(bare)?.[1];
    const seconds = Number(variable === undefined ? bare : env[variable]);
    if (!Number.isFinite(seconds) || seconds < 0) throw new WorkflowExpressionError(`a step sleeps ${argument}, which is no number of seconds`);
    sum += seconds * 1_000;
  }
  return sum;
}

function texts(env: Readonly<Record<string, unknown>>, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, evaluateToText(value, contexts)]));
}

function labels(runsOn: unknown): readonly string[] {
  if (Array.isArray(runsOn)) return runsOn.map(String);
  if (typeof runsOn === 'object' && runsOn !== null && 'labels' in runsOn) return labels(runsOn.labels);
  if (typeof runsOn !== 'string' || runsOn === '') throw new WorkflowExpressionError(`runs-on is ${JSON.stringify(runsOn)}; it must name a label`);
  return [runsOn];
}

function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
