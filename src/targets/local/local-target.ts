import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalSpec, Plan, Unit } from '../../core/plan/plan.ts';
import type { UnitFacts, Usage } from '../../core/session/event.ts';
import type { RunDetails } from '../../core/timing/records.ts';
import { pickNext } from '../../core/work/pick-next.ts';
import type { TestAttempt, TestOutcome } from '../../core/work/test-outcome.ts';
import { firstWorkerCount, nextWorkerCount } from '../../core/work/worker-count.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import type {
  CancelAnswer,
  DispatchAnswer,
  DispatchOrder,
  FindAnswer,
  InventoryAnswer,
  InventoryQuery,
  OpenRun,
  Preparation,
  Problem,
  Sighting,
  Target,
  TargetCapabilities,
} from '../../ports/target.ts';
import { checkTools } from './check-tools.ts';
import { endProcesses } from './process/end-processes.ts';
import { commandEnvironment, isForbiddenName } from './process/environment.ts';
import { attemptJobs, conclusionOf, type Ended, type LocalRun, observationOf, outcomeOf, urlOf } from './run/local-run.ts';
import type { MachineFacts } from './run/machine-facts.ts';
import { openRunBook, type RunBook } from './run/run-book.ts';
import { taskJobs } from './run/task-jobs.ts';
import { type AttemptResult, TestRunner, type TestRunnerOptions } from './run/test-runner.ts';

/** What {@link createLocalTarget} needs. */
export interface LocalTargetOptions extends Omit<TestRunnerOptions, 'spec' | 'folder'> {
  readonly spec: LocalSpec;
  /** The session's folder: what is known of its runs and what they leave behind goes there. */
  readonly folder: string;
  readonly clock: Clock;
  /** For `workers: auto`. */
  readonly machine: () => MachineFacts;
  /** How long a test took before; `undefined`: nobody knows. */
  readonly estimateMs?: (scenario: string, test: string) => number | undefined;
}

/** A test whose harness died, or whose process was killed from outside, so often is given up. */
const MOST_INTERRUPTIONS = 3;
const LOAD_EVERY_MS = 5_000;
/** The tests of a suite come one by one. So long are they waited for, so that the first to come is not the first to run because it came first. */
const GATHER_MS = 1_000;
/** From the wish that a test ends to its end: a grace of 2 s, and what cleaning takes. */
const MOST_FOR_AN_END_MS = 5_000;
/** The book of a session's runs. */
const BOOK_NAME = 'local-runs.ndjson';

/**
 * A target on this machine: tests run in git worktrees of a repository, so many at a time, isolated from each other and from the user's own
 * tree.
 *
 * It keeps a book of its runs in the session's folder. After a crash the next process ends what the dead one left running and runs those tests
 * again, under the same run: so each test is accounted for once.
 *
 * @example
 * if (plan.target.kind !== 'local') throw new Error('another target');
 * const { local: spec } = plan.target;
 * const openPool = () => openWorktreePool({ repository, size: 3, session: 'nightly', env: process.env, now: () => Date.now() });
 * const target = ({ folder }) => createLocalTarget({ spec, folder, repository, openPool, env: process.env, clock, machine: () => ({ processors: 8, load: 0 }) });
 * const { result } = await runPlan(plan, { target });
 */
export function createLocalTarget(options: LocalTargetOptions): Target {
  return new LocalTarget(options);
}

class LocalTarget implements Target {
  readonly capabilities: TargetCapabilities = { observe: 'push', keyed: true, cancellable: true, serverClock: false };
  readonly #options: LocalTargetOptions;
  readonly #runner: TestRunner;
  readonly #runs = new Map<string, LocalRun>();
  readonly #waiting = new Set<LocalRun>();
  /** By the worker that has it. */
  readonly #running = new Map<number, LocalRun>();
  readonly #taken = new Set<string>();
  /** How the tests of each group ended. */
  readonly #endings = new Map<string, 'passed' | 'not passed'>();
  readonly #changed = new Set<LocalRun>();
  readonly #work = new Set<Promise<void>>();
  #book: RunBook | undefined;
  #limit: number;
  #loadAskedAt = Number.NEGATIVE_INFINITY;
  #awake = Promise.withResolvers<void>();
  #closed = false;
  #plan: Plan | undefined;
  /** By scenario: since when its tests come, and how many have come. */
  readonly #coming = new Map<number, { readonly since: number; count: number }>();
  #gathering: NodeJS.Timeout | undefined;
  #observers = 0;
  /** Runs whose end somebody waits to be told. */
  readonly #untold = new Map<LocalRun, () => void>();

  constructor(options: LocalTargetOptions) {
    this.#options = options;
    this.#runner = new TestRunner(options);
    const { workers } = options.spec;
    this.#limit = workers === 'auto' ? firstWorkerCount(options.machine()) : workers;
  }

  async prepare(plan: Plan): Promise<Preparation> {
    const { spec, env } = this.#options;
    const named = spec.env
      .filter(isForbiddenName)
      .map((name): Problem => ({ message: `the target hands on ${name}, which tests never get`, fix: 'take it out of "env"' }));
    const wrong = [...named, ...(await this.#runner.problemsOf(plan))];
    if (isSome(wrong)) return { ok: false, problems: wrong };
    const missing = await checkTools(
      plan.scenarios.flatMap(({ suite }) => suite?.requires ?? []),
      commandEnvironment({ from: env, allow: spec.env }),
      tmpdir(),
    );
    if (isSome(missing)) return { ok: false, problems: missing, unhealthy: true };
    try {
      await this.#runner.pool();
    } catch (error) {
      return { ok: false, problems: [problemOf(error)], unhealthy: true };
    }
    const warnings: readonly string[] = [];
    this.#plan = plan;
    const again = await this.#open(plan);
    const { workers, repository } = this.#options.spec;
    const facts = (unit: Unit): UnitFacts => ({ workflow: unit.workflow, keyed: true, jobs: this.#runner.jobsOf(unit) });
    return {
      ok: true,
      target: `worktrees of ${repository === '.' ? 'this repository' : repository}, ${workers === 'auto' ? 'workers by the load' : `${workers} worker${workers === 1 ? '' : 's'}`}`,
      units: plan.scenarios.map(({ units }) => units.map(facts)),
      warnings: again === 0 ? warnings : [...warnings, `${again} test${again === 1 ? ' was' : 's were'} interrupted before and run again`],
    };
  }

  async dispatch(order: DispatchOrder, signal: StopSignal): Promise<DispatchAnswer> {
    if (signal.aborted || this.#closed) return { kind: 'not_sent', why: 'stopped before it was sent' };
    try {
      await order.beforeSend();
    } catch (error) {
      return { kind: 'not_sent', why: error instanceof Error ? error.message : String(error) };
    }
    const { key, slot, scenario, unitIndex, unit } = order;
    const runId = String(this.#runs.size + 1);
    const at = this.#options.clock.now();
    try {
      this.#openBook().add({ type: 'queued', runId, key, slot, scenario, unitIndex, at });
    } catch (error) {
      return { kind: 'not_sent', why: `the book of runs can't be written: ${error instanceof Error ? error.message : String(error)}` };
    }
    const run = this.#runOf({ runId, key, slot, scenario, unitIndex, at }, unit);
    this.#waiting.add(run);
    this.#touch(run);
    this.#gather(scenario);
    // One clock stamps everything.
    return { kind: 'acked', runId, url: urlOf(runId), by: 'answer', clock: { offsetMs: 0, residualMs: 0 } };
  }

  async *observe(_open: readonly OpenRun[], signal: StopSignal): AsyncIterable<Sighting> {
    const stop = (): void => this.#wake();
    signal.addEventListener('abort', stop, { once: true });
    this.#observers++;
    try {
      while (!this.#closed && !signal.aborted) {
        const changed = [...this.#changed];
        this.#changed.clear();
        for (const run of changed) {
          const isOver = run.ended !== undefined;
          yield { kind: 'run', observation: observationOf(run) };
          // Whoever asks for the next one has taken this one in.
          if (isOver) this.#untold.get(run)?.();
        }
        if (changed.length === 0) await this.#awake.promise;
      }
    } finally {
      this.#observers--;
      signal.removeEventListener('abort', stop);
    }
  }

  async details({ runId }: OpenRun): Promise<RunDetails | undefined> {
    const run = this.#runs.get(runId);
    if (run === undefined) return undefined;
    const { ended } = run;
    return { run: observationOf(run), jobs: ended?.jobs ?? [], ...(ended === undefined ? {} : { test: ended.outcome }) };
  }

  async find({ key }: { readonly key: string }): Promise<FindAnswer> {
    const [first, ...twins] = [...this.#runs.values()].filter((run) => run.key === key).map(observationOf);
    return first === undefined ? { kind: 'absent' } : { kind: 'found', runs: [first, ...twins] };
  }

  async inventory({ keyPrefix }: InventoryQuery): Promise<InventoryAnswer> {
    return { kind: 'complete', runs: [...this.#runs.values()].filter(({ key }) => key.startsWith(keyPrefix)).map(observationOf) };
  }

  async cancel({ runId }: { readonly runId: string }): Promise<CancelAnswer> {
    const run = this.#runs.get(runId);
    if (run === undefined) return { kind: 'failed', why: `there is no run ${runId}` };
    if (run.ended !== undefined) return { kind: 'already_ended' };
    run.cancelled = true;
    run.stop.abort();
    if (this.#waiting.delete(run)) this.#end(run, unrun('cancelled', 'cancelled while it waited'));
    this.#pump();
    // Nothing ends sooner than what runs here: who is told of the end before the answer has what the test wrote until now.
    if (run.ended === undefined && this.#observers > 0) await this.#untilTold(run);
    return { kind: 'accepted' };
  }

  async #untilTold(run: LocalRun): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#untold.set(run, resolve);
    const timer = setTimeout(resolve, MOST_FOR_AN_END_MS);
    await promise;
    clearTimeout(timer);
    this.#untold.delete(run);
  }

  cancelCommand(): string {
    return 'nothing to do: local tests end with this process';
  }

  usage(): Usage {
    // Nobody is asked anything.
    return { requests: 0, charged: 0, notModified: 0, rateLimitWaits: 0, byEndpoint: {} };
  }

  /** Ends what still runs. Its runs stay open in the book: whoever resumes the session runs them again. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#gathering);
    for (const run of this.#running.values()) run.stop.abort();
    this.#wake();
    while (this.#work.size > 0) await Promise.all(this.#work);
    await this.#runner[Symbol.asyncDispose]();
    this.#book?.[Symbol.dispose]();
  }

  #openBook(): RunBook {
    this.#book ??= openRunBook(join(this.#options.folder, BOOK_NAME));
    return this.#book;
  }

  /**
   * Takes over what an earlier process had begun: its processes are ended, its open runs wait again.
   *
   * @returns how many of them were under way
   */
  async #open(plan: Plan): Promise<number> {
    // A session that sent nothing has no book yet, and whoever only looks shall leave none.
    if (this.#book !== undefined || !existsSync(join(this.#options.folder, BOOK_NAME))) return 0;
    const keys = new Set<string>();
    const begun = new Set<string>();
    for (const entry of this.#openBook().entries) {
      const run = entry.type === 'queued' ? undefined : this.#runs.get(entry.runId);
      if (entry.type === 'queued') {
        const unit = plan.scenarios[entry.scenario]?.units[entry.unitIndex];
        if (unit !== undefined) this.#runOf(entry, unit);
        keys.add(entry.key);
      } else if (run === undefined) continue;
      else if (entry.type === 'started') begun.add(`${entry.runId} ${entry.attempt} ${entry.worker} ${entry.at}`);
      else if (entry.type === 'attempted') run.attempts.push(entry.attempt);
      else run.ended = entry;
    }
    if (keys.size === 0) return 0;
    // A process carries the key of its run, and the number of its attempt.
    await endProcesses({ matches: (name) => keys.has(name.slice(0, name.lastIndexOf('.'))), graceMs: 0 });
    const now = this.#options.clock.now();
    for (const line of begun) {
      const [runId = '', attempt, worker = '', at] = line.split(' ');
      const run = this.#runs.get(runId);
      if (run === undefined || run.attempts.length >= Number(attempt)) continue;
      const lost = { status: 'error', patterns: [], error: 'the harness ended in the middle of it', worker, interrupted: true } as const;
      this.#attempted(run, { ...lost, startedAt: Number(at), endedAt: now });
    }
    let again = 0;
    for (const run of this.#runs.values()) {
      this.#touch(run);
      if (run.ended !== undefined) this.#settleNeeds(run);
      else {
        if (run.attempts.some(({ interrupted }) => interrupted)) again++;
        this.#waiting.add(run);
      }
    }
    this.#pump();
    return again;
  }

  #runOf(facts: { runId: string; key: string; slot: string; scenario: number; unitIndex: number; at: number }, unit: Unit): LocalRun {
    const { runId, key, slot, scenario, unitIndex, at } = facts;
    const n = Number(slot.split('-')[1] ?? 0);
    const { name = '', units = [] } = this.#plan?.scenarios[scenario] ?? {};
    const estimateMs = this.#options.estimateMs?.(name, unit.workflow);
    const run: LocalRun = {
      ...{ runId, key, slot, scenario, unitIndex, unit, createdAt: at, stop: new AbortController(), attempts: [], cancelled: false },
      n: this.#runs.size,
      id: unit.workflow,
      // Each round of a repeated suite has its own needs.
      group: `${scenario}/${Math.floor(n / Math.max(1, units.length))}`,
      priority: unit.work?.priority ?? 0,
      ...(estimateMs === undefined ? {} : { estimateMs }),
      exclusive: unit.work?.exclusive ?? [],
      needs: unit.work?.needs ?? [],
    };
    this.#runs.set(runId, run);
    return run;
  }

  /** Gives the workers their first tests when all that come at once have come. */
  #gather(index: number): void {
    const scenario = this.#plan?.scenarios[index];
    const coming = this.#coming.get(index) ?? { since: performance.now(), count: 0 };
    coming.count++;
    this.#coming.set(index, coming);
    const { arrivals } = scenario ?? {};
    const atOnce = arrivals?.model === 'closed' && arrivals.shape === undefined ? Math.min(arrivals.runs, arrivals.concurrency) : 1;
    const leftMs = coming.since + GATHER_MS - performance.now();
    if (coming.count < atOnce && leftMs > 0) {
      this.#gathering ??= setTimeout(() => this.#pump(), leftMs);
      return;
    }
    this.#pump();
  }

  /** Gives every free worker a test. */
  #pump(): void {
    if (this.#closed) return;
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#followLoad();
    const ended = (group: string, id: string): 'passed' | 'not passed' | undefined => this.#endings.get(`${group}/${id}`);
    while (this.#running.size < this.#limit) {
      const next = pickNext(this.#waiting, { taken: this.#taken, ended }, this.#options.spec.order);
      if (next === undefined) return;
      if ('skip' in next) {
        this.#waiting.delete(next.skip);
        this.#end(next.skip, unrun('skipped', `it needs ${next.because}, which did not pass`));
        continue;
      }
      this.#begin(next.run);
    }
  }

  #begin(run: LocalRun): void {
    let worker = 1;
    while (this.#running.has(worker)) worker++;
    this.#waiting.delete(run);
    this.#running.set(worker, run);
    for (const group of run.exclusive) this.#taken.add(group);
    const work = this.#execute(run, worker).finally(() => {
      this.#running.delete(worker);
      for (const group of run.exclusive) this.#taken.delete(group);
      this.#work.delete(work);
      this.#pump();
    });
    this.#work.add(work);
  }

  /** One attempt. Whatever goes wrong with the worker itself ends the attempt, not the target. */
  async #execute(run: LocalRun, worker: number): Promise<void> {
    const attempt = run.attempts.length + 1;
    const startedAt = this.#options.clock.now();
    const begun = (): void => {
      run.startedAt = this.#options.clock.now();
      this.#touch(run);
    };
    let result: AttemptResult;
    try {
      this.#openBook().add({ type: 'started', runId: run.runId, attempt, worker: `worker-${worker}`, at: startedAt });
      result = await this.#runner.attempt(run, { worker: `worker-${worker}`, attempt, last: this.#attemptsLeft(run) <= 1, begun });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const status = run.stop.signal.aborted ? 'cancelled' : 'error';
      const lost = { status, patterns: [], error: why, startedAt, endedAt: this.#options.clock.now(), worker: `worker-${worker}` } as const;
      result = { attempt: lost, interrupted: false, outcome: unrun(status, why) };
    }
    this.#conclude(run, result);
  }

  #conclude(run: LocalRun, { attempt, interrupted, outcome }: AttemptResult): void {
    // A close that nobody asked a cancel for leaves the run to the next process.
    const left = this.#closed && !run.cancelled && attempt.status === 'cancelled';
    const lost = left || (interrupted && !run.cancelled);
    this.#attempted(run, lost ? { ...attempt, interrupted: true } : attempt);
    delete run.startedAt;
    const interruptions = run.attempts.filter((one) => one.interrupted).length;
    if (left || (lost && interruptions < MOST_INTERRUPTIONS) || (!lost && this.#attemptsLeft(run) > 0 && isRetried(attempt) && !run.cancelled)) {
      this.#touch(run);
      this.#waiting.add(run);
      return;
    }
    this.#end(run, run.cancelled && attempt.status !== 'passed' ? { ...outcome, status: 'cancelled', error: 'cancelled' } : outcome);
  }

  #attempted(run: LocalRun, attempt: TestAttempt): void {
    run.attempts.push(attempt);
    this.#note(() => this.#openBook().add({ type: 'attempted', runId: run.runId, attempt }));
  }

  /** Attempts that it has left; those that were interrupted don't count. */
  #attemptsLeft(run: LocalRun): number {
    const retries = run.unit.work?.maxRetries ?? this.#options.spec.maxRetries;
    return retries + 1 - run.attempts.filter(({ interrupted }) => interrupted !== true).length;
  }

  #end(run: LocalRun, last: Omit<TestOutcome, 'attempts' | 'flaky'>): void {
    const outcome = outcomeOf(run, last);
    const jobs = outcome.tasks === undefined ? attemptJobs(run) : taskJobs(run, outcome.tasks, this.#runner.jobsOf(run.unit));
    const ended: Ended = { at: this.#options.clock.now(), conclusion: conclusionOf(outcome.status), outcome, jobs };
    run.ended = ended;
    this.#note(() => this.#openBook().add({ type: 'ended', runId: run.runId, ...ended }));
    this.#settleNeeds(run);
    this.#touch(run);
  }

  #settleNeeds(run: LocalRun): void {
    this.#endings.set(`${run.group}/${run.id}`, run.ended?.outcome.status === 'passed' ? 'passed' : 'not passed');
  }

  /** What can't be written down is lost with this process, and made again by the next: no reason to lose the rest as well. */
  #note(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#options.onWarning?.(`the book of runs can't be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #followLoad(): void {
    const { spec, machine, clock } = this.#options;
    if (spec.workers !== 'auto' || clock.now() - this.#loadAskedAt < LOAD_EVERY_MS) return;
    this.#loadAskedAt = clock.now();
    this.#limit = nextWorkerCount(this.#limit, this.#waiting.size, machine());
  }

  #touch(run: LocalRun): void {
    this.#changed.add(run);
    this.#wake();
  }

  #wake(): void {
    this.#awake.resolve();
    this.#awake = Promise.withResolvers();
  }
}

const isSome = (problems: readonly Problem[]): problems is [Problem, ...Problem[]] => problems.length > 0;

function problemOf(error: unknown): Problem {
  const fix = error instanceof Error && 'fix' in error && typeof error.fix === 'string' ? { fix: error.fix } : {};
  return { message: error instanceof Error ? error.message : String(error), ...fix };
}

/** A test that never ran. */
function unrun(status: 'cancelled' | 'skipped' | 'error', error: string): Omit<TestOutcome, 'attempts' | 'flaky'> {
  return { status, patterns: [], error, output: '', outputBytes: 0 };
}

/** What could not be run at all may be mended by another try, too. */
const isRetried = ({ status }: TestAttempt): boolean => status === 'failed' || status === 'timed_out' || status === 'error';
