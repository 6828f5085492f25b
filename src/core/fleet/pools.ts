import type { PoolSpec } from './model.ts';

/** Runners that are alike, and which of them are free. */
export interface Pool {
  readonly spec: PoolSpec;
  /** Numbers of the free runners, from 1; the last one is taken next. */
  readonly idle: number[];
}

/** Jobs with the same labels, in the order in which they came. */
interface Line<J> {
  readonly pools: ReadonlySet<Pool>;
  readonly jobs: { readonly job: J; readonly order: number }[];
  head: number;
  /** Without the jobs that have left the line elsewhere and are only not yet swept out. */
  waiting: number;
}

/** Who waits for which runners. Several label sets may compete for one pool, and one label set may fit several pools. */
export class RunnerPools<J> {
  readonly pools: readonly Pool[];
  readonly #lines = new Map<string, Line<J>>();
  #order = 0;

  constructor(specs: readonly PoolSpec[]) {
    if (specs.length === 0) throw new RangeError('a fleet needs at least one pool');
    for (const { name, runners, startupMs } of specs) {
      if (!Number.isInteger(runners) || runners < 1) throw new RangeError(`pool ${name} needs a whole number of runners ≥ 1, got ${runners}`);
      if (!(startupMs >= 0)) throw new RangeError(`pool ${name} needs a start-up time ≥ 0, got ${startupMs}`);
    }
    this.pools = specs.map((spec) => ({ spec, idle: Array.from({ length: spec.runners }, (_, i) => spec.runners - i) }));
  }

  get queued(): number {
    let sum = 0;
    for (const line of this.#lines.values()) sum += line.waiting;
    return sum;
  }

  enqueue(job: J, labels: readonly string[]): void {
    const line = this.#line(labels);
    line.jobs.push({ job, order: this.#order++ });
    line.waiting++;
  }

  /** A job has left the line without a runner. */
  leave(labels: readonly string[]): void {
    this.#line(labels).waiting--;
  }

  /** Takes a free runner of the pool for the job that has waited longest among those that fit; `waits` tells the jobs that have left. */
  take(pool: Pool, waits: (job: J) => boolean): { readonly job: J; readonly number: number } | undefined {
    if (pool.idle.length === 0) return undefined;
    let first: Line<J> | undefined;
    for (const line of this.#lines.values()) {
      if (!line.pools.has(pool)) continue;
      sweep(line, waits);
      if (line.waiting > 0 && orderOf(line) < (first === undefined ? Number.POSITIVE_INFINITY : orderOf(first))) first = line;
    }
    const job = first?.jobs[first.head]?.job;
    const number = first === undefined ? undefined : pool.idle.pop();
    if (first === undefined || job === undefined || number === undefined) return undefined;
    first.head++;
    first.waiting--;
    return { job, number };
  }

  free(pool: Pool, number: number): void {
    pool.idle.push(number);
  }

  #line(labels: readonly string[]): Line<J> {
    const wanted = [...new Set(labels.map((label) => label.toLowerCase()))].sort();
    const key = JSON.stringify(wanted);
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const fits = ({ spec }: Pool): boolean => {
      const has = spec.labels?.map((label) => label.toLowerCase());
      return has === undefined || wanted.every((label) => has.includes(label));
    };
    const line: Line<J> = { pools: new Set(this.pools.filter(fits)), jobs: [], head: 0, waiting: 0 };
    this.#lines.set(key, line);
    return line;
  }
}

function orderOf<J>(line: Line<J>): number {
  return line.jobs[line.head]?.order ?? Number.POSITIVE_INFINITY;
}

/** Passes over jobs at the head that have left, and gives the memory of passed ones back now and then. */
function sweep<J>(line: Line<J>, waits: (job: J) => boolean): void {
  for (let entry = line.jobs[line.head]; entry !== undefined && !waits(entry.job); entry = line.jobs[line.head]) line.head++;
  if (line.head > 1_024 && line.head * 2 > line.jobs.length) {
    line.jobs.splice(0, line.head);
    line.head = 0;
  }
}
