import { parseStamp } from '../../core/time.ts';
import type { JobRecord, Observation } from '../../core/timing/records.ts';
import { ShapeError } from './json-body.ts';

/** What is read of each endpoint's answer. Fields that are not named here may change as they like. */

type Fields = Readonly<Record<string, unknown>>;

/** A run of a listing: what the session sees of it, and what tells foreign runs apart. */
export interface ListedRun extends Observation {
  readonly headBranch?: string;
  readonly headSha?: string;
}

export interface DispatchedRun {
  readonly runId: string;
  readonly url: string;
}

export interface WorkflowInfo {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly state: string;
}

export function dispatchedRun(value: unknown): DispatchedRun {
  const fields = object(value, 'the answer');
  return { runId: id(fields, 'workflow_run_id'), url: text(fields, 'html_url') };
}

export function runPage(value: unknown): readonly ListedRun[] {
  return array(object(value, 'the answer'), 'workflow_runs').map(listedRun);
}

export function listedRun(value: unknown): ListedRun {
  const run = object(value, 'a run');
  const conclusion = run.conclusion ?? null;
  if (conclusion !== null && typeof conclusion !== 'string') throw new ShapeError('conclusion is neither a text nor null');
  return {
    runId: id(run, 'id'),
    title: typeof run.display_title === 'string' ? run.display_title : '',
    status: text(run, 'status'),
    conclusion,
    attempt: typeof run.run_attempt === 'number' ? run.run_attempt : 1,
    url: text(run, 'html_url'),
    ...optional('createdAt', parseStamp(run.created_at)),
    ...optional('updatedAt', parseStamp(run.updated_at)),
    ...optional('headBranch', typeof run.head_branch === 'string' ? run.head_branch : undefined),
    ...optional('headSha', typeof run.head_sha === 'string' && /^[0-9a-f]{40,64}$/.test(run.head_sha) ? run.head_sha : undefined),
  };
}

/** A run without what only a listing needs. */
export function observationOf({ headBranch: _, headSha: __, ...observation }: ListedRun): Observation {
  return observation;
}

export function jobPage(value: unknown): readonly JobRecord[] {
  return array(object(value, 'the answer'), 'jobs').map(jobRecord);
}

export function jobRecord(value: unknown): JobRecord {
  const job = object(value, 'a job');
  const steps = Array.isArray(job.steps) ? job.steps.filter((step): step is Fields => typeof step === 'object' && step !== null) : [];
  const starts = steps.flatMap((step) => parseStamp(step.started_at) ?? []);
  const ends = steps.flatMap((step) => parseStamp(step.completed_at) ?? []);
  const runnerName = typeof job.runner_name === 'string' ? job.runner_name : '';
  const runnerId = typeof job.runner_id === 'number' || typeof job.runner_id === 'string' ? String(job.runner_id) : '';
  const assigned = runnerName !== '' || (runnerId !== '' && runnerId !== '0');
  return {
    id: id(job, 'id'),
    name: typeof job.name === 'string' ? job.name : '',
    status: text(job, 'status'),
    conclusion: typeof job.conclusion === 'string' ? job.conclusion : null,
    labels: Array.isArray(job.labels) ? job.labels.filter((label) => typeof label === 'string') : [],
    attempt: typeof job.run_attempt === 'number' ? job.run_attempt : 1,
    ...optional('createdAt', parseStamp(job.created_at)),
    ...optional('startedAt', parseStamp(job.started_at)),
    ...optional('completedAt', parseStamp(job.completed_at)),
    ...optional('runner', assigned ? { id: runnerId, name: runnerName } : undefined),
    ...optional('firstStepStartedAt', starts.length === 0 ? undefined : Math.min(...starts)),
    ...optional('lastStepCompletedAt', ends.length === 0 ? undefined : Math.max(...ends)),
    ...optional('url', typeof job.html_url === 'string' ? job.html_url : undefined),
  };
}

/** Jobs of GitHub Actions among the check runs, by the run that their address names; check runs of other apps are left out. */
export function checkRunPage(value: unknown): readonly { readonly runId?: string; readonly job?: JobRecord }[] {
  return array(object(value, 'the answer'), 'check_runs').map((one) => {
    const check = object(one, 'a check run');
    const url = [check.details_url, check.html_url].find((at) => typeof at === 'string' && ACTIONS_JOB.test(at));
    const [, runId, jobId] = typeof url === 'string' ? (ACTIONS_JOB.exec(url) ?? []) : [];
    if (runId === undefined || jobId === undefined) return {};
    const job: JobRecord = {
      id: jobId,
      name: typeof check.name === 'string' ? check.name : '',
      status: text(check, 'status'),
      conclusion: typeof check.conclusion === 'string' ? check.conclusion : null,
      labels: [],
      attempt: 1,
      from: 'check-run',
      ...optional('startedAt', parseStamp(check.started_at)),
      ...optional('completedAt', parseStamp(check.completed_at)),
      ...optional('url', typeof check.html_url === 'string' ? check.html_url : undefined),
    };
    return { runId, job };
  });
}

const ACTIONS_JOB = /\/actions\/runs\/(\d{1,20})\/job\/(\d{1,20})(?:$|[?#])/;

export function repositoryInfo(value: unknown): { readonly defaultBranch: string; readonly fullName: string } {
  const fields = object(value, 'the answer');
  return { defaultBranch: text(fields, 'default_branch'), fullName: text(fields, 'full_name') };
}

export function workflowInfo(value: unknown): WorkflowInfo {
  const fields = object(value, 'a workflow');
  return { id: id(fields, 'id'), name: text(fields, 'name'), path: text(fields, 'path'), state: text(fields, 'state') };
}

export function workflowPage(value: unknown): readonly WorkflowInfo[] {
  return array(object(value, 'the answer'), 'workflows').map(workflowInfo);
}

/** The text of a file; `undefined` where the answer holds none (beyond 1 MB, a folder, a submodule). */
export function fileContent(value: unknown): string | undefined {
  if (Array.isArray(value)) return undefined;
  const fields = object(value, 'the answer');
  if (fields.encoding !== 'base64' || typeof fields.content !== 'string') return undefined;
  return Buffer.from(fields.content, 'base64').toString('utf8');
}

export function anything(value: unknown): unknown {
  return value;
}

function object(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeError(`${what} is not an object`);
  return value as Fields;
}

function array(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new ShapeError(`${name} is not a list`);
  return value;
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') throw new ShapeError(`${name} is not a text`);
  return value;
}

/** Ids are 64 bits wide; see `parseJson`. */
function id(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
  if (typeof value === 'string' && /^[1-9]\d{0,19}$/.test(value)) return value;
  throw new ShapeError(`${name} is not an id`);
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
