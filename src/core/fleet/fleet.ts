import { uniformAt } from '../random.ts';
import { DAY_MS } from '../time.ts';
import { EventQueue } from './event-queue.ts';
import { drawSpanMs, type FleetChange, type FleetConclusion, type FleetJob, type FleetJobState, type FleetModel } from './model.ts';
import { type Pool, RunnerPools } from './pools.ts';

interface Job extends FleetJobState {
  status: FleetJobState['status'];
  conclusion: FleetConclusion | null;
  queuedAt?: number;
  startedAt?: number;
  completedAt?: number;
  runner?: { readonly pool: string; readonly number: number };
  readonly spec: FleetJob;
  readonly dependents: Job[];
  openNeeds: number;
  held?: { readonly pool: Pool; readonly number: number };
  ending?: boolean;
}

interface Matrix {
  readonly jobs: Job[];
  readonly waiting: Job[];
  active: number;
}

type Happening = { readonly job: Job; readonly kind: 'start' | 'end' | 'expire'; readonly conclusion?: FleetConclusion };

const DEFAULT_CANCEL_MS = 1_000;

/**
 * A runner fleet as a discrete-event model: the embedded GitHub, the what-if questions and the tests all stand on it.
 *
 * Time is an argument of every call and must never go back, so the same fleet runs on a real, a scaled or a virtual clock. Jobs that
 * need the same labels start in the order in which they were queued.
 *
 * @example
 * const fleet = createFleet({ pools: [{ name: 'linux', runners: 2, startupMs: 0 }], failureRate: 0, seed: 1 });
 * fleet.submit(0, { id: 'a', labels: ['linux'], workMs: 30_000 });
 * fleet.advanceTo(60_000); // queued at 0, started at 0, completed at 30,000
 */
export interface Fleet {
  /** Hands a job over. Throws RangeError for an id that exists, a need that does not, or an instant in the past. */
  submit(at: number, job: FleetJob): void;
  /** Ends a job: at once when it has no runner yet or with `force`, else after `cancelMs`. `false`: it had ended, or nobody knows it. */
  cancel(at: number, jobId: string, force?: boolean): boolean;
  /** Lets everything happen up to and including `at`; returns what changed since the last call, in order. */
  advanceTo(at: number): readonly FleetChange[];
  /** When the next thing happens by itself; `undefined`: never. */
  nextEventAt(): number | undefined;
  job(jobId: string): FleetJobState | undefined;
  /** Jobs that wait for a runner and jobs that have one, now. */
  load(): { readonly queued: number; readonly busy: number };
}

/** @throws RangeError for a model that can't work: no pool, a pool without runners, a rate outside 0 to 1. */
export function createFleet(model: FleetModel): Fleet {
  return new DiscreteEventFleet(model);
}

class DiscreteEventFleet implements Fleet {
  readonly #model: FleetModel;
  readonly #jobs = new Map<string, Job>();
  readonly #matrices = new Map<string, Matrix>();
  readonly #pools: RunnerPools<Job>;
  readonly #events = new EventQueue<Happening>();
  #changes: FleetChange[] = [];
  #now = Number.NEGATIVE_INFINITY;
  #busy = 0;

  constructor(model: FleetModel) {
    const { failureRate, execution } = model;
    if (!(failureRate >= 0 && failureRate <= 1)) throw new RangeError(`failureRate must be 0 to 1, got ${failureRate}`);
    if (execution !== undefined && !(execution.meanMs > 0 && execution.cv >= 0))
      throw new RangeError(`execution must have a mean > 0 and a cv ≥ 0, got ${execution.meanMs} ms and ${execution.cv}`);
    this.#model = model;
    this.#pools = new RunnerPools(model.pools);
  }

  submit(at: number, spec: FleetJob): void {
    this.#advance(at);
    if (this.#jobs.has(spec.id)) throw new RangeError(`the fleet already has a job ${spec.id}`);
    const needs = (spec.needs ?? []).map((id) => {
      const need = this.#jobs.get(id);
      if (need === undefined) throw new RangeError(`job ${spec.id} needs ${id}, which the fleet does not know`);
      return need;
    });
    const job: Job = { id: spec.id, status: 'blocked', conclusion: null, submittedAt: at, spec, dependents: [], openNeeds: 0 };
    this.#jobs.set(spec.id, job);
    if (spec.matrix !== undefined) this.#matrixOf(spec.matrix.id).jobs.push(job);
    for (const need of needs) {
      if (need.status === 'completed') continue;
      need.dependents.push(job);
      job.openNeeds++;
    }
    if (job.openNeeds === 0) this.#release(job);
  }

  cancel(at: number, jobId: string, force = false): boolean {
    this.#advance(at);
    const job = this.#jobs.get(jobId);
    if (job === undefined || job.status === 'completed') return false;
    this.#stop(job, force);
    return true;
  }

  advanceTo(at: number): readonly FleetChange[] {
    this.#advance(at);
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  nextEventAt(): number | undefined {
    for (;;) {
      const next = this.#events.peek();
      if (next === undefined || !isStale(next.value)) return next?.at;
      this.#events.pop();
    }
  }

  job(jobId: string): FleetJobState | undefined {
    return this.#jobs.get(jobId);
  }

  load(): { readonly queued: number; readonly busy: number } {
    return { queued: this.#pools.queued, busy: this.#busy };
  }

  #advance(at: number): void {
    if (!(at >= this.#now)) throw new RangeError(`time went back from ${this.#now} to ${at}`);
    for (let next = this.nextEventAt(); next !== undefined && next <= at; next = this.nextEventAt()) {
      const happening = this.#events.pop()?.value;
      this.#now = next;
      if (happening !== undefined) this.#happen(happening);
    }
    this.#now = at;
  }

  #happen({ job, kind, conclusion }: Happening): void {
    if (kind === 'start') this.#start(job);
    else this.#finish(job, kind === 'expire' ? 'cancelled' : (conclusion ?? 'success'));
  }

  #stop(job: Job, force: boolean): void {
    if (job.status === 'completed') return;
    if (job.status !== 'in_progress' || force) return this.#finish(job, 'cancelled');
    if (job.ending !== true)
      this.#events.push(this.#now + (this.#model.cancelMs ?? DEFAULT_CANCEL_MS), { job, kind: 'end', conclusion: 'cancelled' });
    job.ending = true;
  }

  /** Nothing that it needs is open any more. */
  #release(job: Job): void {
    const { spec } = job;
    const missed = (spec.needs ?? []).some((id) => this.#jobs.get(id)?.conclusion !== 'success');
    if (spec.skip === true || (missed && spec.always !== true)) return this.#finish(job, 'skipped');
    if (spec.matrix === undefined) return this.#queue(job);
    const matrix = this.#matrixOf(spec.matrix.id);
    if (matrix.active >= (spec.matrix.maxParallel ?? Number.POSITIVE_INFINITY)) matrix.waiting.push(job);
    else {
      matrix.active++;
      this.#queue(job);
    }
  }

  #queue(job: Job): void {
    job.status = 'queued';
    job.queuedAt = this.#now;
    this.#changes.push({ at: this.#now, kind: 'queued', jobId: job.id });
    this.#events.push(this.#now + (this.#model.maxQueueMs ?? DAY_MS), { job, kind: 'expire' });
    this.#pools.enqueue(job, job.spec.labels);
    for (const pool of this.#pools.pools) if (this.#give(pool)) return;
  }

  /** Gives a free runner of the pool to the longest waiting job that fits, if there are both. */
  #give(pool: Pool): boolean {
    const taken = this.#pools.take(pool, (job) => job.status === 'queued' && job.held === undefined);
    if (taken === undefined) return false;
    taken.job.held = { pool, number: taken.number };
    this.#busy++;
    this.#events.push(this.#now + pool.spec.startupMs, { job: taken.job, kind: 'start' });
    return true;
  }

  #start(job: Job): void {
    const { execution, failureRate, seed } = this.#model;
    job.status = 'in_progress';
    job.startedAt = this.#now;
    if (job.held !== undefined) job.runner = { pool: job.held.pool.spec.name, number: job.held.number };
    this.#changes.push({ at: this.#now, kind: 'started', jobId: job.id });
    const drawnMs = execution === undefined ? job.spec.workMs : drawSpanMs(execution, `${seed}/${job.id}/work`);
    const workMs = drawnMs * (job.spec.slowdown ?? 1);
    const limitMs = job.spec.limitMs ?? Number.POSITIVE_INFINITY;
    const fails = failureRate > 0 && uniformAt(seed, `${job.id}/fails`) < failureRate;
    const conclusion = workMs > limitMs ? 'cancelled' : fails ? 'failure' : 'success';
    this.#events.push(this.#now + Math.min(workMs, limitMs), { job, kind: 'end', conclusion });
  }

  #finish(job: Job, conclusion: FleetConclusion): void {
    const wasActive = job.status === 'queued' || job.status === 'in_progress';
    if (job.status === 'queued' && job.held === undefined) this.#pools.leave(job.spec.labels);
    job.status = 'completed';
    job.conclusion = conclusion;
    job.completedAt = this.#now;
    this.#changes.push({ at: this.#now, kind: 'completed', jobId: job.id });
    if (job.spec.matrix !== undefined) this.#matrixMoves(job, job.spec.matrix, wasActive);
    for (const dependent of job.dependents) if (--dependent.openNeeds === 0 && dependent.status === 'blocked') this.#release(dependent);
    if (job.held === undefined) return;
    const { pool, number } = job.held;
    this.#busy--;
    this.#pools.free(pool, number);
    this.#give(pool);
  }

  #matrixMoves(job: Job, spec: NonNullable<FleetJob['matrix']>, wasActive: boolean): void {
    const matrix = this.#matrixOf(spec.id);
    if (wasActive) matrix.active--;
    if (spec.failFast && job.conclusion === 'failure') {
      // Those without a place first, or the places that the others leave would go to them.
      for (const other of matrix.waiting.splice(0)) this.#stop(other, false);
      for (const other of matrix.jobs) this.#stop(other, false);
    }
    for (let next = matrix.waiting.shift(); next !== undefined; next = matrix.waiting.shift()) {
      if (next.status !== 'blocked') continue;
      matrix.active++;
      return this.#queue(next);
    }
  }

  #matrixOf(id: string): Matrix {
    const known = this.#matrices.get(id);
    if (known !== undefined) return known;
    const matrix: Matrix = { jobs: [], waiting: [], active: 0 };
    this.#matrices.set(id, matrix);
    return matrix;
  }
}

/** Is this about a state that the job has left meanwhile? */
function isStale({ job, kind }: Happening): boolean {
  if (kind === 'end') return job.status !== 'in_progress';
  return job.status !== 'queued' || (kind === 'expire' && job.held !== undefined);
}
