import { createFleet, type Fleet } from '../fleet/fleet.ts';
import type { FleetJob, FleetJobState, FleetModel } from '../fleet/model.ts';
import type { Scenario, Unit } from '../plan/plan.ts';
import { SECOND_MS } from '../time.ts';
import type { JobRecord, Observation, WorkflowJob } from '../timing/records.ts';
import type { RehearsedOrder, RehearsedWork } from './rehearsed-work.ts';

/** One job of a run, as it is forecast: the fleet's own job, named as in the workflow. */
export interface ForecastJob extends Omit<FleetJob, 'id' | 'needs' | 'matrix'> {
  /** Unique in the run: `build`, of a matrix `test/3`. */
  readonly key: string;
  /** Keys. */
  readonly needs?: readonly string[];
  /** `id`: of the job that the matrix expands, unique in the run. */
  readonly matrix?: NonNullable<FleetJob['matrix']>;
}

/**
 * The jobs of one run.
 *
 * @param seed of this run, for whoever draws a work time of its own
 */
export type JobForecaster = (unit: Unit, scenario: Scenario, seed: string) => readonly ForecastJob[];

/** Runs on the real model of a fleet, seen as GitHub shows them: stamps are cut to whole seconds. */
export function fleetWork(model: FleetModel, jobsOf: JobForecaster): RehearsedWork {
  return new FleetWork(model, jobsOf);
}

interface FleetRun {
  readonly runId: string;
  readonly createdAt: number;
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly jobs: readonly FleetJobState[];
  begun: boolean;
  open: number;
  changedAt: number;
}

class FleetWork implements RehearsedWork {
  readonly #fleet: Fleet;
  readonly #seed: string;
  readonly #jobsOf: JobForecaster;
  readonly #runs = new Map<string, FleetRun>();

  constructor(model: FleetModel, jobsOf: JobForecaster) {
    this.#fleet = createFleet(model);
    this.#seed = String(model.seed);
    this.#jobsOf = jobsOf;
  }

  begin(at: number, { runId, unit, scenario }: RehearsedOrder): void {
    const jobs = this.#jobsOf(unit, scenario, `${this.#seed}/${runId}`);
    const idOf = (key: string): string => `${runId}/${key}`;
    for (const { key, needs = [], matrix, ...job } of jobs) {
      const own = matrix === undefined ? {} : { matrix: { ...matrix, id: idOf(matrix.id) } };
      this.#fleet.submit(at, { ...job, id: idOf(key), needs: needs.map(idOf), ...own });
    }
    const states = jobs.flatMap(({ key }) => this.#fleet.job(idOf(key)) ?? []);
    const labels = new Map(jobs.map(({ key, labels: own }) => [idOf(key), own]));
    const run = { runId, createdAt: at, labels, jobs: states, begun: false, open: jobs.length, changedAt: at };
    this.#runs.set(runId, run);
    this.#advance(at);
  }

  look(at: number, runId: string): Observation {
    this.#advance(at);
    const run = this.#run(runId);
    const ended = run.open === 0;
    return {
      runId,
      title: '',
      status: ended ? 'completed' : run.begun ? 'in_progress' : 'queued',
      conclusion: ended ? worstOf(run.jobs) : null,
      attempt: 1,
      createdAt: stamp(run.createdAt),
      updatedAt: stamp(run.changedAt),
      url: '',
    };
  }

  jobs(runId: string): readonly JobRecord[] {
    const { jobs, labels } = this.#run(runId);
    return jobs.map((job) => jobRecord(job, labels.get(job.id) ?? []));
  }

  cancel(at: number, runId: string, force: boolean): boolean {
    this.#advance(at);
    const run = this.#run(runId);
    if (run.open === 0) return false;
    for (const { id } of run.jobs) this.#fleet.cancel(at, id, force);
    this.#advance(at);
    return true;
  }

  workflowJobs(unit: Unit, scenario: Scenario): readonly WorkflowJob[] {
    const jobs = new Map<string, WorkflowJob>();
    for (const { key, needs = [], matrix } of this.#jobsOf(unit, scenario, this.#seed)) {
      const id = matrix?.id ?? key;
      jobs.set(id, { id, name: id, needs: [...new Set(needs.map((need) => need.replace(/\/\d+$/, '')))], matrix: matrix !== undefined });
    }
    return [...jobs.values()];
  }

  #advance(at: number): void {
    for (const { at: changedAt, kind, jobId } of this.#fleet.advanceTo(at)) {
      const run = this.#runs.get(jobId.slice(0, jobId.indexOf('/')));
      if (run === undefined) continue;
      run.changedAt = changedAt;
      if (kind !== 'queued') run.begun = true;
      if (kind === 'completed') run.open -= 1;
    }
  }

  #run(runId: string): FleetRun {
    const run = this.#runs.get(runId);
    if (run === undefined) throw new RangeError(`the rehearsal never sent run ${runId}`);
    return run;
  }
}

const stamp = (at: number): number => Math.floor(at / SECOND_MS) * SECOND_MS;

function worstOf(jobs: readonly FleetJobState[]): string {
  const found = new Set(jobs.map(({ conclusion }) => conclusion));
  return found.has('failure') ? 'failure' : found.has('cancelled') ? 'cancelled' : found.has('success') ? 'success' : 'skipped';
}

function jobRecord(job: FleetJobState, labels: readonly string[]): JobRecord {
  const { id, status, conclusion, queuedAt, startedAt, completedAt, runner } = job;
  const createdAt = queuedAt ?? completedAt;
  const name = runner === undefined ? '' : `${runner.pool}-${runner.number}`;
  return {
    id,
    name: id.slice(id.indexOf('/') + 1).replace(/\/(\d+)$/, ' ($1)'),
    status,
    conclusion,
    labels,
    attempt: 1,
    ...(createdAt !== undefined && { createdAt: stamp(createdAt) }),
    ...(startedAt !== undefined && { startedAt: stamp(startedAt), firstStepStartedAt: stamp(startedAt) }),
    ...(completedAt !== undefined && { completedAt: stamp(completedAt) }),
    ...(runner !== undefined && { runner: { id: name, name } }),
  };
}
