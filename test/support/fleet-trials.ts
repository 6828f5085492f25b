import { createFleet } from '../../src/core/fleet/fleet.ts';
import type { FleetModel } from '../../src/core/fleet/model.ts';
import { isDrained } from '../../src/core/load/search/hold.ts';
import { nextTrial, type SearchEnd } from '../../src/core/load/search/next-trial.ts';
import {
  NO_EVIDENCE,
  type PlatformEvidence,
  type Trial,
  type TrialOutcome,
  type TrialPlan,
  type TrialRun,
} from '../../src/core/load/search/trial.ts';
import { trialCourse } from '../../src/core/load/search/trial-course.ts';
import type { SearchSpec } from '../../src/core/plan/plan.ts';

/** A fleet on which trials are played in no time. */
export interface TrialFleet {
  readonly runners: number;
  readonly executionMs: number;
  readonly cv: number;
  readonly seed: string | number;
  readonly startupMs?: number;
  /** Between two looks. Default: a twentieth of an execution time. */
  readonly pollMs?: number;
  /** Other pools than `runners` alike ones. */
  readonly pools?: FleetModel['pools'];
  /** What happens at an instant, in order: to lose a runner, hand it a job that never ends. */
  readonly disturb?: (fleet: ReturnType<typeof createFleet>, at: number) => void;
  /** What else the controller has seen by now, given the number of runs sent. */
  readonly evidence?: (at: number, runs: readonly TrialRun[]) => Partial<PlatformEvidence>;
  /** When a slot that is due at an instant really leaves; `undefined`: never. */
  readonly sendAt?: (dueAt: number, n: number) => number | undefined;
}

type Mutable = { -readonly [K in keyof TrialRun]: TrialRun[K] };

/** What playing has cost. */
export interface Played {
  readonly trials: readonly Trial[];
  readonly runs: number;
  readonly ms: number;
}

/** Plays trials one after the other on one fleet. */
export class FleetPlayer {
  at = 0;
  runs = 0;
  readonly #fleet: ReturnType<typeof createFleet>;
  readonly #sim: TrialFleet;
  readonly #byJob = new Map<string, Mutable>();
  readonly #pollMs: number;
  #trial = 0;

  constructor(sim: TrialFleet) {
    this.#sim = sim;
    this.#pollMs = sim.pollMs ?? sim.executionMs / 20;
    this.#fleet = createFleet({
      pools: sim.pools ?? [{ name: 'runner', runners: sim.runners, startupMs: sim.startupMs ?? 0 }],
      execution: { meanMs: sim.executionMs, cv: sim.cv },
      failureRate: 0,
      seed: sim.seed,
    });
  }

  /** Plays a trial to its verdict, cancels what waits, and lets the fleet drain. */
  play(plan: TrialPlan, slo: SearchSpec['slo'] = []): Trial {
    const startedAt = this.at;
    const runs: Mutable[] = [];
    const jobs: string[] = [];
    const hold = 'durationMs' in plan ? plan : undefined;
    let knownAt = this.at;
    let outcome: TrialOutcome | undefined;
    const waiting: { readonly at: number; readonly run: Mutable; readonly job: string }[] = [];
    const send = (upTo: number): void => {
      waiting.sort((a, b) => a.at - b.at);
      while (waiting.length > 0 && (waiting[0]?.at ?? 0) <= upTo) {
        const next = waiting.shift();
        if (next === undefined) return;
        const at = Math.max(next.at, this.at);
        next.run.sentAt = at;
        next.run.queuedAt = at;
        this.#fleet.submit(at, { id: next.job, labels: [], workMs: 0 });
        this.at = at;
      }
    };
    const issue = (dueAt: number): void => {
      const run: Mutable = { intendedAt: dueAt };
      const job = `${this.#trial}/${runs.length}`;
      const at = this.#sim.sendAt === undefined ? dueAt : this.#sim.sendAt(dueAt, runs.length);
      runs.push(run);
      jobs.push(job);
      this.#byJob.set(job, run);
      this.runs += 1;
      if (at !== undefined) waiting.push({ at, run, job });
    };
    for (let guard = 0; outcome === undefined; guard++) {
      if (guard > 200_000) throw new Error(`a trial did not end: ${JSON.stringify(plan)}`);
      const evidence = { ...NO_EVIDENCE, ...this.#sim.evidence?.(this.at, runs) };
      const course = trialCourse(plan, { startedAt, knownAt, now: this.at, runs, evidence }, slo);
      outcome = course.outcome;
      if (outcome !== undefined) break;
      const nextPoll = knownAt + this.#pollMs;
      if (hold === undefined) {
        for (let n = runs.length; n < course.due; n++) issue(this.at);
        send(Math.min(course.nextDueAt ?? nextPoll, nextPoll));
        const nextAt = Math.min(course.nextDueAt ?? nextPoll, nextPoll);
        this.at = Math.max(this.at, nextAt);
      } else {
        const perMs = hold.perMinute / 60_000;
        const total = Math.max(1, Math.round(hold.durationMs * perMs));
        while (runs.length < total && startedAt + runs.length / perMs <= nextPoll) issue(startedAt + runs.length / perMs);
        send(nextPoll);
        this.at = nextPoll;
      }
      if (this.at >= nextPoll) {
        this.#look(nextPoll);
        knownAt = nextPoll;
      }
    }
    for (const [i, run] of runs.entries()) {
      if (run.startedAt !== undefined || run.endedAt !== undefined) continue;
      run.endedAt = this.at;
      run.cut = true;
      if (run.queuedAt !== undefined) this.#fleet.cancel(this.at, jobs[i] ?? '');
    }
    const concurrent = outcome.probe?.concurrent ?? ('concurrent' in plan ? (plan.concurrent ?? 1) : 1);
    if (outcome.verdict !== 'invalid') {
      while (!isDrained({ startedAt, knownAt: this.at, now: this.at, runs, evidence: NO_EVIDENCE }, concurrent)) {
        this.at += this.#pollMs;
        this.#look(this.at);
      }
    }
    this.#trial += 1;
    return { plan, outcome, startedAt };
  }

  #look(at: number): void {
    this.#sim.disturb?.(this.#fleet, at);
    for (const change of this.#fleet.advanceTo(at)) {
      const run = this.#byJob.get(change.jobId);
      if (run === undefined) continue;
      if (change.kind === 'started') run.startedAt = change.at;
      if (change.kind !== 'completed') continue;
      run.endedAt ??= change.at;
      if (this.#fleet.job(change.jobId)?.conclusion === 'cancelled') run.cut = true;
    }
  }
}

/** Plays a whole search. `probe`: costs up to the probe's end, from its own beginning. */
export function playSearch(
  sim: TrialFleet,
  spec: SearchSpec,
): Played & { readonly end: SearchEnd; readonly probe: { readonly runs: number; readonly ms: number } } {
  const player = new FleetPlayer(sim);
  const trials: Trial[] = [];
  let probe = { runs: 0, ms: 0 };
  for (;;) {
    const next = nextTrial(spec, trials, { runs: player.runs, ms: player.at, pollMs: sim.pollMs ?? sim.executionMs / 20 });
    if ('end' in next) return { end: next, trials, runs: player.runs, ms: player.at, probe };
    const trial = player.play(next, spec.slo);
    trials.push(trial);
    if (next.kind === 'probe') probe = { runs: trial.outcome.runs, ms: trial.outcome.durationMs };
  }
}

/**
 * The search that others make, for comparison: twice the load until one trial fails, then halving the gap until it is narrower than `tolerance` (Nighthawk's
 * adaptive load controller, restated). Its trials are as long as ours, stop as early, and it is told the execution time.
 */
export function playBisection(sim: TrialFleet, initial: number, tolerance: number): Played & { readonly perMinute: number } {
  const player = new FleetPlayer(sim);
  const trials: Trial[] = [];
  const overloaded = (perMinute: number): boolean => {
    const plan = { kind: 'level', perMinute, durationMs: 6 * sim.executionMs, warmupMs: 2 * sim.executionMs, executionMs: sim.executionMs } as const;
    const trial = player.play(plan);
    trials.push(trial);
    return trial.outcome.verdict === 'overloaded';
  };
  let [low, high] = [0, initial];
  while (!overloaded(high)) [low, high] = [high, high * 2];
  while (high - low > tolerance * (low === 0 ? high : low)) {
    const middle = (low + high) / 2;
    if (overloaded(middle)) high = middle;
    else low = middle;
  }
  return { perMinute: (low + high) / 2, trials, runs: player.runs, ms: player.at };
}
