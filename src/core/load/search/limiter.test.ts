import { describe, expect, it } from 'vitest';
import { FleetPlayer, type TrialFleet } from '../../../../test/support/fleet-trials.ts';
import { MINUTE_MS } from '../../time.ts';
import { jobLimit } from './limiter.ts';
import { type LimitCause, NO_EVIDENCE, type PlatformEvidence, type TrialPlan, type TrialRun } from './trial.ts';

const EXECUTION_MS = 5 * MINUTE_MS;
const RUNNERS = 30;
const CAPACITY = (RUNNERS * MINUTE_MS) / EXECUTION_MS;

const hold = (share: number, concurrent = RUNNERS): TrialPlan => ({
  kind: 'confirm',
  perMinute: share * CAPACITY,
  durationMs: 6 * EXECUTION_MS,
  warmupMs: 2 * EXECUTION_MS,
  executionMs: EXECUTION_MS,
  concurrent,
});
const probe: TrialPlan = {
  kind: 'probe',
  fromPerMinute: CAPACITY / 2,
  maxPerMinute: 20 * CAPACITY,
  executionMs: EXECUTION_MS,
  startMs: 0,
  pollMs: EXECUTION_MS / 20,
};

function play(plan: TrialPlan, more: Partial<TrialFleet> = {}) {
  return new FleetPlayer({ runners: RUNNERS, executionMs: EXECUTION_MS, cv: 0.5, seed: 'limits', ...more }).play(plan).outcome;
}

/** Seen from one and a half execution times on: before anybody could know that the fleet is overloaded. */
const from = (evidence: Partial<PlatformEvidence>) => (at: number) => (at < 1.5 * EXECUTION_MS ? {} : evidence);
const sent = (runs: readonly TrialRun[]): number => runs.filter(({ sentAt }) => sentAt !== undefined).length;

/** A platform limit with what it does to the trial, and to what the controller sees of it. */
const LIMITS: Readonly<Record<LimitCause, Partial<TrialFleet>>> = {
  'primary-rate-limit': { evidence: from({ primaryLimits: 1 }), sendAt: (dueAt) => (dueAt < 1.5 * EXECUTION_MS ? dueAt : dueAt + 20 * MINUTE_MS) },
  'secondary-rate-limit': { evidence: from({ secondaryLimits: 1 }), sendAt: (dueAt) => (dueAt < 1.5 * EXECUTION_MS ? dueAt : dueAt + MINUTE_MS) },
  'run-queue-limit': { evidence: from({ runQueueLimits: 1 }) },
  // One run works, one waits, and every other is cancelled when the next one comes.
  'concurrency-group': {
    pools: [{ name: 'group', runners: 1, startupMs: 0 }],
    evidence: (_at, runs) => ({ heldByGroup: Math.max(0, sent(runs) - 2) }),
  },
  // The fleet has its runners, and the plan lets 20 jobs run.
  'job-limit': { pools: [{ name: 'plan', runners: 20, startupMs: 0 }], evidence: () => ({ hosted: true }) },
  'dispatch-refused': { sendAt: (dueAt, n) => (n % 5 === 0 ? undefined : dueAt), evidence: (_at, runs) => ({ refusals: runs.length - sent(runs) }) },
  'api-outage': {
    sendAt: (dueAt, n) => (n % 5 === 0 ? dueAt + 3 * MINUTE_MS : dueAt),
    evidence: (_at, runs) => ({ outages: Math.floor(runs.length / 5) }),
  },
  'cancelled-by-others': { evidence: (_at, runs) => ({ cancelledByOthers: Math.floor(sent(runs) / 10) }) },
  'runner-loss': {
    disturb: (() => {
      let lost = false;
      return (fleet, at) => {
        if (lost || at < 1.2 * EXECUTION_MS) return;
        lost = true;
        for (let n = 0; n < 10; n++) fleet.submit(at, { id: `lost ${n}`, labels: [], workMs: 0, slowdown: 1e6 });
      };
    })(),
  },
  'clock-skew': { evidence: from({ clockStepMs: 90_000 }) },
  'controller-stall': {
    sendAt: (dueAt) => (dueAt > EXECUTION_MS && dueAt < 2 * EXECUTION_MS ? 2 * EXECUTION_MS : dueAt),
    evidence: (at) => ({ stallMs: at < 2 * EXECUTION_MS ? Math.max(0, at - EXECUTION_MS) : EXECUTION_MS }),
  },
  'send-rate': { sendAt: (dueAt, n) => (n % 10 === 0 ? undefined : dueAt) },
  'late-dispatch': { sendAt: (dueAt, n) => (n % 8 === 0 ? dueAt + MINUTE_MS : dueAt) },
  'controller-restart': { evidence: from({ takenOver: true }) },
};

describe('a limit that is not the fleet', () => {
  it('the fleet alone is overloaded, and its probe is saturated', () => {
    expect(play(hold(1.3))).toMatchObject({ verdict: 'overloaded' });
    const probed = play(probe);
    expect(probed.verdict).toBe('overloaded');
    expect(probed.probe?.concurrent).toBeCloseTo(RUNNERS, 0);
  });

  it.each(Object.entries(LIMITS))('%s: a trial that would have overloaded the fleet is invalid', (cause, world) => {
    expect(play(hold(1.3), world)).toMatchObject({ verdict: 'invalid', cause });
  });

  it.each(Object.entries(LIMITS).filter(([cause]) => !['send-rate', 'late-dispatch', 'runner-loss'].includes(cause)))(
    '%s: so is a probe',
    (cause, world) => {
      expect(play(probe, world)).toMatchObject({ verdict: 'invalid', cause });
    },
  );

  it('a single mishap among many runs spoils no trial', () => {
    expect(play(hold(0.8), { evidence: () => ({ outages: 1, cancelledByOthers: 1 }) })).toMatchObject({ verdict: 'sustained' });
  });

  it("tells a plan's limit on jobs from a fleet of the same size by whose runners they are", () => {
    expect(jobLimit(20, NO_EVIDENCE)).toBeUndefined();
    expect(jobLimit(20, { ...NO_EVIDENCE, hosted: true })?.reason).toBe(
      "never more than 20 jobs ran at once, which is a plan's limit on concurrent jobs, and the runners are GitHub's own",
    );
    expect(jobLimit(20, { ...NO_EVIDENCE, knownRunners: 64 })?.reason).toContain('although the fleet has 64 runners');
    expect(jobLimit(19, { ...NO_EVIDENCE, hosted: true })).toBeUndefined();
    expect(jobLimit(10, { ...NO_EVIDENCE, hosted: true, jobsPerRun: 4 })?.reason).toContain('40 jobs');
  });
});
