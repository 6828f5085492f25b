import { createHash } from 'node:crypto';
import { createFleet, type Fleet } from '../../core/fleet/fleet.ts';
import type { FleetModel } from '../../core/fleet/model.ts';
import { WorkflowExpressionError } from '../../core/workflow/expressions.ts';
import type { WorkflowFile } from '../../core/workflow/workflow-source.ts';
import { type PlannedJob, planJobs } from '../workflow/plan-jobs.ts';
import { latestAttempt, type SimAttempt, type SimJob, type SimRun, type SimWorkflow } from './run.ts';
import { runContexts, runTitle } from './run-contexts.ts';

export interface WorldOptions {
  /** `owner/name` */
  readonly repository: string;
  readonly workflows: readonly WorkflowFile[];
  readonly fleet: FleetModel;
  /** When the repository and its workflows came to be. */
  readonly bornAt: number;
  /** Branches and tags besides `main`. */
  readonly refs?: readonly string[];
  /** Factor of how long jobs work, by ref. */
  readonly slowRefs?: Readonly<Record<string, number>>;
  /** Called when a job has succeeded, with the instant of its end. */
  readonly onSuccess?: (at: number, run: SimRun, job: SimJob) => void;
}

/** Beyond 2^31, as GitHub's have been for years: a client that cuts them to 32 bits shows. */
const FIRST_RUN_ID = 19_600_000_001;
const FIRST_JOB_ID = 56_100_000_001;
const MOST_ATTEMPTS = 50;

/** What is true on the simulated GitHub: workflows, runs and jobs. Knows no HTTP; time is an argument and never goes back. */
export class World {
  readonly repository: string;
  readonly bornAt: number;
  readonly workflows: readonly SimWorkflow[];
  /** Short names of branches and tags, and the commit that each points at. */
  readonly refs: ReadonlyMap<string, string>;
  /** In order of creation. */
  readonly runs: SimRun[] = [];
  readonly #runs = new Map<number, SimRun>();
  readonly #jobs = new Map<number, { readonly run: SimRun; readonly job: SimJob }>();
  readonly #placeOf = new Map<string, { readonly run: SimRun; readonly attempt: SimAttempt; readonly key: string }>();
  readonly #onSuccess: NonNullable<WorldOptions['onSuccess']>;
  readonly #fleet: Fleet;
  readonly #slowRefs: ReadonlyMap<string, number>;
  #nextJobId = FIRST_JOB_ID;

  constructor(options: WorldOptions) {
    this.repository = options.repository;
    this.bornAt = options.bornAt;
    this.#fleet = createFleet(options.fleet);
    this.#slowRefs = new Map(Object.entries(options.slowRefs ?? {}));
    for (const [ref, factor] of this.#slowRefs) {
      if (!(factor > 0 && factor < Number.POSITIVE_INFINITY)) throw new RangeError(`slowRefs: the factor of ${ref} must be above 0, got ${factor}`);
    }
    this.#onSuccess = options.onSuccess ?? (() => {});
    this.workflows = options.workflows.map((source, i) => ({
      id: 161_000_001 + i,
      path: `.github/workflows/${source.file}`,
      source,
      state: 'active',
      runCount: 0,
    }));
    this.refs = new Map(
      ['main', ...(options.refs ?? [])].map((ref) => [ref, createHash('sha1').update(`${options.repository}@${ref}`).digest('hex')]),
    );
  }

  /** Lets the fleet work until `at`. */
  advanceTo(at: number): void {
    for (const change of this.#fleet.advanceTo(at)) {
      const place = this.#placeOf.get(change.jobId);
      if (place === undefined) continue;
      const { run, attempt, key } = place;
      attempt.updatedAt = change.at;
      if (change.kind === 'started') attempt.begun = true;
      if (change.kind === 'completed') {
        attempt.open--;
        attempt.begun = true;
        this.#placeOf.delete(change.jobId);
        const job = attempt.jobs.find((one) => one.planned.key === key);
        if (job?.state.conclusion === 'success') this.#onSuccess(change.at, run, job);
      }
    }
  }

  nextEventAt(): number | undefined {
    return this.#fleet.nextEventAt();
  }

  /** Starts a run. Inputs have been checked already. */
  dispatch(at: number, workflow: SimWorkflow, ref: string, inputs: Readonly<Record<string, string>>, actor: string): SimRun {
    this.advanceTo(at);
    const id = FIRST_RUN_ID + this.runs.length;
    const number = ++workflow.runCount;
    const headSha = this.refs.get(ref) ?? '';
    const contexts = runContexts({ id, number, workflow, ref, headSha, actor, inputs }, this.repository, 1);
    const title = runTitle(workflow.source, contexts);
    const run: SimRun = { id, number, workflow, title, ref, headSha, actor, inputs, createdAt: at, attempts: [] };
    this.runs.push(run);
    this.#runs.set(id, run);
    this.#startAttempt(
      at,
      run,
      actor,
      () => planJobs(workflow.source, contexts),
      () => undefined,
    );
    return run;
  }

  run(id: number): SimRun | undefined {
    return this.#runs.get(id);
  }

  job(id: number): { readonly run: SimRun; readonly job: SimJob } | undefined {
    return this.#jobs.get(id);
  }

  /** `false`: the run has ended already. Jobs behind others are skipped as those end, unless `force`. */
  cancel(at: number, run: SimRun, force: boolean): boolean {
    this.advanceTo(at);
    const attempt = latestAttempt(run);
    if (attempt.open === 0) return false;
    attempt.cancelled = true;
    for (const job of attempt.jobs) {
      const waits = job.planned.needs.some((key) => attempt.jobs.some((other) => other.planned.key === key && other.state.status !== 'completed'));
      if (force || !waits) this.#fleet.cancel(at, job.state.id, force);
    }
    this.advanceTo(at);
    attempt.updatedAt = at;
    return true;
  }

  /**
   * Runs the latest attempt again: all of it, only what did not succeed (with what depends on it), or one job with its dependents.
   *
   * @returns why not, or `undefined` when it has begun
   */
  rerun(at: number, run: SimRun, actor: string, which: 'all' | 'failed' | SimJob): string | undefined {
    this.advanceTo(at);
    const before = latestAttempt(run);
    if (before.open > 0) return 'This workflow is already running';
    if (run.attempts.length >= MOST_ATTEMPTS) return `This workflow run cannot be rerun more than ${MOST_ATTEMPTS} times`;
    if (which === 'failed' && before.jobs.every((job) => job.state.conclusion === 'success')) return 'This workflow run has no failed jobs';
    const again = new Set<string>();
    for (const job of before.jobs) {
      const chosen = which === 'all' || (which === 'failed' ? job.state.conclusion !== 'success' : job.planned.key === which.planned.key);
      if (chosen || job.planned.needs.some((key) => again.has(key))) again.add(job.planned.key);
    }
    const contexts = runContexts(run, this.repository, before.number + 1);
    const kept = new Map(before.jobs.filter((job) => !again.has(job.planned.key)).map((job) => [job.planned.key, job]));
    this.#startAttempt(
      at,
      run,
      actor,
      () => planJobs(run.workflow.source, contexts),
      (key) => kept.get(key),
    );
    return undefined;
  }

  #startAttempt(at: number, run: SimRun, actor: string, plan: () => PlannedJob[], keep: (key: string) => SimJob | undefined): void {
    const number = run.attempts.length + 1;
    const base = { number, startedAt: at, actor, begun: false, cancelled: false, updatedAt: at };
    let planned: PlannedJob[];
    try {
      planned = plan();
    } catch (error) {
      if (!(error instanceof WorkflowExpressionError)) throw error;
      run.attempts.push({ ...base, jobs: [], open: 0, startupFailure: error.message });
      return;
    }
    const kept = new Map(planned.flatMap((job) => keep(job.key) ?? []).map((job) => [job.planned.key, job]));
    const fleetId = (key: string): string => kept.get(key)?.state.id ?? `${run.id}/${number}/${key}`;
    const jobs: SimJob[] = [];
    const attempt: SimAttempt = { ...base, jobs, open: planned.length - kept.size };
    for (const job of planned) {
      const old = kept.get(job.key);
      if (old === undefined) {
        this.#placeOf.set(fleetId(job.key), { run, attempt, key: job.key });
        this.#submit(at, job, fleetId, `${run.id}/${number}`, this.#slowRefs.get(run.ref) ?? 1);
      }
      const state = this.#fleet.job(fleetId(job.key));
      if (state === undefined) throw new Error(`the fleet lost job ${job.key} of run ${run.id}`);
      const simJob: SimJob = {
        id: this.#nextJobId++,
        planned: job,
        state,
        attempt: old?.attempt ?? number,
        ...(old === undefined ? {} : { carriedAt: at }),
      };
      jobs.push(simJob);
      this.#jobs.set(simJob.id, { run, job: simJob });
    }
    run.attempts.push(attempt);
    this.advanceTo(at);
  }

  #submit(at: number, job: PlannedJob, fleetId: (key: string) => string, prefix: string, slowdown: number): void {
    this.#fleet.submit(at, {
      id: fleetId(job.key),
      labels: job.labels,
      workMs: job.steps.reduce((sum, step) => sum + step.workMs, 0),
      slowdown,
      needs: job.needs.map(fleetId),
      always: job.always,
      skip: job.skip,
      limitMs: job.limitMs,
      ...(job.matrix === undefined ? {} : { matrix: { ...job.matrix, id: `${prefix}/${job.matrix.id}` } }),
    });
  }
}
