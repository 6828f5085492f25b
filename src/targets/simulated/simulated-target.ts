import { createFleet, type Fleet } from '../../core/fleet/fleet.ts';
import { fleetModel } from '../../core/fleet/model.ts';
import type { FleetSpec, Plan, Unit } from '../../core/plan/plan.ts';
import type { Usage } from '../../core/session/event.ts';
import { SECOND_MS } from '../../core/time.ts';
import type { RunDetails } from '../../core/timing/records.ts';
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
  Sighting,
  Target,
  TargetCapabilities,
} from '../../ports/target.ts';
import { hasEnded, jobRecordOf, observationOf, type SimulatedRun, urlOf } from './simulated-run.ts';
import { jobCount, problemsOf, workSeconds } from './unit-work.ts';

/** What {@link createSimulatedTarget} needs. */
export interface SimulatedTargetOptions {
  readonly fleet: FleetSpec;
  readonly clock: Clock;
  /** Equal seeds and equal dispatches give equal runs. */
  readonly seed: number;
}

/**
 * A target in memory, straight over the model of a runner fleet: no network, no account, no rate limit, stamps to the millisecond.
 *
 * A unit is one job that takes what the fleet's distribution says, or else its input `seconds` (default 30); its input `count`
 * makes it so many jobs. Runs are pushed as they change. For the whole way over HTTP there is the embedded GitHub (`simulator/`).
 *
 * @example createSimulatedTarget({ fleet: { runners: 10, startupMs: 5_000, executionCv: 0.1, failureRate: 0 }, clock: systemClock(), seed: 1 })
 */
export function createSimulatedTarget(options: SimulatedTargetOptions): Target {
  return new SimulatedTarget(options);
}

class SimulatedTarget implements Target {
  readonly capabilities: TargetCapabilities = { observe: 'push', keyed: true, cancellable: true, serverClock: false };
  readonly #clock: Clock;
  readonly #fleet: Fleet;
  readonly #slowRefs: ReadonlyMap<string, number>;
  readonly #runs = new Map<string, SimulatedRun>();
  /** Runs that have changed since they were last shown. */
  readonly #changed = new Set<SimulatedRun>();
  #awake = Promise.withResolvers<void>();
  #closed = false;
  #requests = 0;

  constructor({ fleet, clock, seed }: SimulatedTargetOptions) {
    this.#clock = clock;
    this.#fleet = createFleet(fleetModel(fleet, seed));
    this.#slowRefs = new Map(Object.entries(fleet.slowRefs ?? {}));
  }

  async prepare(plan: Plan): Promise<Preparation> {
    const units = plan.scenarios.map((scenario) => scenario.units);
    const [first, ...others] = units.flat().flatMap(problemsOf);
    if (first !== undefined) return { ok: false, problems: [first, ...others] };
    const facts = (unit: Unit) => ({ workflow: unit.workflow, keyed: true, jobs: [{ id: 'work', needs: [], matrix: jobCount(unit) > 1 }] });
    return { ok: true, target: 'a simulated fleet', units: units.map((row) => row.map(facts)), warnings: [] };
  }

  async dispatch(order: DispatchOrder, signal: StopSignal): Promise<DispatchAnswer> {
    if (signal.aborted) return { kind: 'not_sent', why: 'stopped before it was sent' };
    try {
      await order.beforeSend();
    } catch (error) {
      return { kind: 'not_sent', why: error instanceof Error ? error.message : String(error) };
    }
    const at = this.#now();
    const runId = String(this.#runs.size + 1);
    const ids = Array.from({ length: jobCount(order.unit) }, (_, i) => `${runId}/${i}`);
    const slowdown = this.#slowRefs.get(order.unit.ref ?? '') ?? 1;
    for (const id of ids) this.#fleet.submit(at, { id, labels: [], workMs: workSeconds(order.unit) * SECOND_MS, slowdown });
    const jobs = ids.flatMap((id) => this.#fleet.job(id) ?? []);
    this.#runs.set(runId, { runId, key: order.key, workflow: order.unit.workflow, createdAt: at, jobs });
    this.#requests++;
    this.#wake();
    return { kind: 'acked', runId, url: urlOf(runId), by: 'answer' };
  }

  async *observe(_open: readonly OpenRun[], signal: StopSignal): AsyncIterable<Sighting> {
    while (!this.#closed && !signal.aborted) {
      this.#advance();
      const changed = [...this.#changed];
      this.#changed.clear();
      for (const run of changed) yield { kind: 'run', observation: observationOf(run) };
      if (changed.length === 0) await this.#untilSomethingHappens(signal);
    }
  }

  async details({ runId }: OpenRun): Promise<RunDetails | undefined> {
    this.#advance();
    const run = this.#runs.get(runId);
    return run && { run: observationOf(run), jobs: run.jobs.map((job, i) => jobRecordOf(run, { ...job }, i)) };
  }

  async find({ key }: { readonly key: string }): Promise<FindAnswer> {
    this.#advance();
    const [first, ...twins] = [...this.#runs.values()].filter((run) => run.key === key).map(observationOf);
    return first === undefined ? { kind: 'absent' } : { kind: 'found', runs: [first, ...twins] };
  }

  async inventory({ keyPrefix }: InventoryQuery): Promise<InventoryAnswer> {
    this.#advance();
    return { kind: 'complete', runs: [...this.#runs.values()].filter(({ key }) => key.startsWith(keyPrefix)).map(observationOf) };
  }

  async cancel({ runId, force }: { readonly runId: string; readonly force: boolean }): Promise<CancelAnswer> {
    const run = this.#runs.get(runId);
    if (run === undefined) return { kind: 'failed', why: `there is no run ${runId}` };
    this.#advance();
    if (hasEnded(run)) return { kind: 'already_ended' };
    for (const job of run.jobs) this.#fleet.cancel(this.#now(), job.id, force);
    this.#wake();
    return { kind: 'accepted' };
  }

  cancelCommand(): string {
    return 'nothing to do: simulated runs end with this process';
  }

  usage(): Usage {
    return { requests: this.#requests, charged: 0, notModified: 0, rateLimitWaits: 0, byEndpoint: { dispatch: this.#requests } };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
  }

  /** The fleet's time never goes back, not even by a fraction. */
  #now(): number {
    this.#latest = Math.max(this.#latest, this.#clock.now());
    return this.#latest;
  }
  #latest = Number.NEGATIVE_INFINITY;

  #advance(): void {
    for (const { jobId } of this.#fleet.advanceTo(this.#now())) {
      const run = this.#runs.get(jobId.slice(0, jobId.indexOf('/')));
      if (run !== undefined) this.#changed.add(run);
    }
  }

  #wake(): void {
    this.#awake.resolve();
    this.#awake = Promise.withResolvers();
  }

  async #untilSomethingHappens(signal: StopSignal): Promise<void> {
    const woken = this.#awake.promise;
    const next = this.#fleet.nextEventAt();
    const nap = napSignal();
    const stop = (): void => this.#wake();
    signal.addEventListener('abort', stop, { once: true });
    await (next === undefined ? woken : Promise.race([woken, this.#clock.sleepUntil(next, nap.signal)]));
    nap.abort();
    signal.removeEventListener('abort', stop);
  }
}

function napSignal(): { readonly signal: StopSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
