import { parseDocument } from 'yaml';

/** An input that `workflow_dispatch` declares. */
export interface WorkflowInput {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'number' | 'choice' | 'environment';
  readonly required: boolean;
  readonly default?: string;
  readonly options: readonly string[];
}

/** A step. */
export interface StepSource {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, unknown>>;
  readonly id?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly workingDirectory?: string;
  readonly continueOnError?: unknown;
  readonly timeoutMinutes?: unknown;
}

/** A job as it stands in the file; expressions are not evaluated yet. */
export interface JobSource {
  readonly id: string;
  readonly name?: string;
  readonly needs: readonly string[];
  readonly if?: string;
  readonly runsOn: unknown;
  readonly matrix?: unknown;
  readonly maxParallel?: unknown;
  readonly failFast?: unknown;
  readonly timeoutMinutes?: unknown;
  readonly env: Readonly<Record<string, unknown>>;
  readonly steps: readonly StepSource[];
  readonly continueOnError?: unknown;
  /** `defaults.run` of the job, with that of the workflow below it. */
  readonly defaults: { readonly shell?: string; readonly workingDirectory?: string };
  readonly outputs: Readonly<Record<string, unknown>>;
  /** It wants a container or services. */
  readonly containers: boolean;
}

/** A workflow file as it is run without GitHub: by the simulator, and by the local target. */
export interface WorkflowFile {
  /** `simple.yml` */
  readonly file: string;
  /** Its bytes, for the contents endpoint. */
  readonly text: string;
  readonly name: string;
  readonly runName?: string;
  /** Absent: it has no `workflow_dispatch` trigger. */
  readonly inputs?: readonly WorkflowInput[];
  readonly env: Readonly<Record<string, unknown>>;
  readonly jobs: readonly JobSource[];
}

/** A workflow file that can't be run without GitHub, with its name and what is wrong. */
export class WorkflowFileError extends Error {
  override readonly name = 'WorkflowFileError';
}

type Mapping = Readonly<Record<string, unknown>>;

const INPUT_TYPES: readonly string[] = ['string', 'boolean', 'number', 'choice', 'environment'];

/**
 * Reads a workflow file.
 *
 * @throws WorkflowFileError for YAML errors, a job without `runs-on` or `steps`, an unknown `needs`, and for what is not
 *   modelled: reusable workflows and concurrency groups
 */
export function readWorkflowFile(file: string, text: string): WorkflowFile {
  const fail = (what: string): never => {
    throw new WorkflowFileError(`${file}: ${what}`);
  };
  const document = parseDocument(text);
  const first = document.errors[0];
  if (first !== undefined) fail(first.message);
  const root = mapping(document.toJS());
  // To run it as if that were not there would be another workflow.
  if (root.concurrency !== undefined) fail('it has a concurrency group, which is not modelled here');
  const triggers = root.on;
  const dispatches = triggers === 'workflow_dispatch' || (Array.isArray(triggers) && triggers.includes('workflow_dispatch'));
  const dispatch = dispatches ? {} : 'workflow_dispatch' in mapping(triggers) ? mapping(mapping(triggers).workflow_dispatch) : undefined;
  const jobs = Object.entries(mapping(root.jobs)).map(([id, value]) => readJob(id, mapping(value), mapping(mapping(root.defaults).run), fail));
  if (jobs.length === 0) fail('it has no jobs');
  for (const job of jobs) {
    const unknown = job.needs.find((need) => !jobs.some((other) => other.id === need));
    if (unknown !== undefined) fail(`job ${job.id} needs ${unknown}, which is no job of this file`);
  }
  return {
    file,
    text,
    name: typeof root.name === 'string' ? root.name : `.github/workflows/${file}`,
    ...(typeof root['run-name'] === 'string' ? { runName: root['run-name'] } : {}),
    ...(dispatch === undefined
      ? {}
      : { inputs: Object.entries(mapping(dispatch.inputs)).map(([name, value]) => readInput(name, mapping(value), fail)) }),
    env: mapping(root.env),
    jobs: inOrder(jobs, fail),
  };
}

function readInput(name: string, source: Mapping, fail: (what: string) => never): WorkflowInput {
  const type = source.type ?? 'string';
  if (typeof type !== 'string' || !INPUT_TYPES.includes(type))
    fail(`input ${name} has the type ${String(type)}; there are ${INPUT_TYPES.join(', ')}`);
  return {
    name,
    type: type as WorkflowInput['type'],
    required: source.required === true,
    ...(source.default === undefined || source.default === null ? {} : { default: String(source.default) }),
    options: Array.isArray(source.options) ? source.options.map(String) : [],
  };
}

function readJob(id: string, source: Mapping, workflowDefaults: Mapping, fail: (what: string) => never): JobSource {
  if (source.uses !== undefined) fail(`job ${id} calls the reusable workflow ${String(source.uses)}; only jobs with steps are run here`);
  if (source.concurrency !== undefined) fail(`job ${id} has a concurrency group, which is not modelled here`);
  if (source['runs-on'] === undefined) fail(`job ${id} has no runs-on`);
  if (!Array.isArray(source.steps)) fail(`job ${id} has no steps`);
  const strategy = mapping(source.strategy);
  const needs = source.needs === undefined ? [] : Array.isArray(source.needs) ? source.needs.map(String) : [String(source.needs)];
  return {
    id,
    ...(typeof source.name === 'string' ? { name: source.name } : {}),
    needs,
    ...(source.if === undefined ? {} : { if: String(source.if) }),
    runsOn: source['runs-on'],
    ...(strategy.matrix === undefined ? {} : { matrix: strategy.matrix }),
    maxParallel: strategy['max-parallel'],
    failFast: strategy['fail-fast'],
    timeoutMinutes: source['timeout-minutes'],
    env: mapping(source.env),
    ...(source['continue-on-error'] === undefined ? {} : { continueOnError: source['continue-on-error'] }),
    defaults: readDefaults({ ...workflowDefaults, ...mapping(mapping(source.defaults).run) }),
    outputs: mapping(source.outputs),
    containers: source.container !== undefined || source.services !== undefined,
    steps: (source.steps as readonly unknown[]).map((value) => readStep(mapping(value))),
  };
}

function readStep(source: Mapping): StepSource {
  return {
    ...(typeof source.name === 'string' ? { name: source.name } : {}),
    ...(typeof source.uses === 'string' ? { uses: source.uses } : {}),
    ...(typeof source.run === 'string' ? { run: source.run } : {}),
    with: mapping(source.with),
    env: mapping(source.env),
    ...(typeof source.id === 'string' ? { id: source.id } : {}),
    ...(source.if === undefined ? {} : { if: String(source.if) }),
    ...readDefaults(source),
    ...(source['continue-on-error'] === undefined ? {} : { continueOnError: source['continue-on-error'] }),
    ...(source['timeout-minutes'] === undefined ? {} : { timeoutMinutes: source['timeout-minutes'] }),
  };
}

function readDefaults(source: Mapping): JobSource['defaults'] {
  const { shell, 'working-directory': workingDirectory } = source;
  return { ...(typeof shell === 'string' ? { shell } : {}), ...(typeof workingDirectory === 'string' ? { workingDirectory } : {}) };
}

/** Jobs after the jobs that they need; otherwise in the order of the file. */
function inOrder(jobs: readonly JobSource[], fail: (what: string) => never): JobSource[] {
  const rest = [...jobs];
  const sorted: JobSource[] = [];
  while (rest.length > 0) {
    const next = rest.findIndex((job) => job.needs.every((need) => sorted.some((other) => other.id === need)));
    if (next < 0) fail(`the needs of ${rest.map((job) => job.id).join(', ')} go round in a circle`);
    sorted.push(...rest.splice(next, 1));
  }
  return sorted;
}

function mapping(value: unknown): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}
