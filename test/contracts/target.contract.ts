import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan/plan.ts';
import { formatKey } from '../../src/core/session/key.ts';
import type { Observation } from '../../src/core/timing/records.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { DispatchAnswer, OpenRun, Target } from '../../src/ports/target.ts';
import { knownDetails } from '../support/known-details.ts';

/** One target, ready to be tried, and what the suite needs around it. */
export interface TargetUnderTest {
  readonly target: Target;
  /** One scenario with one unit, whose runs take between 1 s and 2 min. */
  readonly plan: Plan;
  readonly clock: Clock;
  /** Lets time pass until the work is done; with a clock that runs by itself, the identity. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Runs that exist at the target. */
  runs(): number;
  /** Makes the next dispatch reach the target and its answer get lost. Absent: this can't happen there. */
  readonly loseNextAnswer?: () => void;
  close(): Promise<void>;
}

const never = new AbortController().signal;

/** What the engine relies on, whatever the target. */
export function targetContract(name: string, make: () => Promise<TargetUnderTest>): void {
  describe(`Target contract: ${name}`, () => {
    let under: TargetUnderTest;
    const sessionId = '0a1b2c3d4e5f';

    beforeEach(async () => {
      under = await make();
      const preparation = await under.run(under.target.prepare(under.plan, never));
      expect(preparation).toMatchObject({ ok: true });
    });
    afterEach(async () => {
      await under.target.close();
      await under.close();
    });

    const keyOf = (n: number): string => formatKey({ session: sessionId, generation: 1, slot: `0-${n}`, attempt: 1 });
    const place = { scenario: 0, unitIndex: 0 };

    function dispatch(n: number, beforeSend: () => Promise<void> = async () => {}, signal: AbortSignal = never): Promise<DispatchAnswer> {
      const unit = under.plan.scenarios[0].units[0];
      return under.run(under.target.dispatch({ slot: `0-${n}`, key: keyOf(n), unit, ...place, beforeSend }, signal));
    }

    async function start(n: number): Promise<OpenRun> {
      const answer = await dispatch(n);
      if (answer.kind !== 'acked') throw new Error(`not acked: ${JSON.stringify(answer)}`);
      return { runId: answer.runId, key: keyOf(n), ...place, sinceAt: under.clock.now() };
    }

    /** Looks, every five seconds where the target is polled, until the runs have ended. */
    async function watch(open: readonly OpenRun[], seen: Observation[] = [], strays = new Set<string>()): Promise<Map<string, Observation>> {
      const ended = new Map<string, Observation>();
      const ids = new Set(open.map(({ runId }) => runId));
      const stop = new AbortController();
      const look = async (): Promise<void> => {
        for (let looks = 0; ended.size < open.length && looks < 200; looks++) {
          const left = open.filter((run) => !ended.has(run.runId));
          for await (const sighting of under.target.observe(left, stop.signal)) {
            if (sighting.kind === 'vanished') throw new Error(`run ${sighting.runId} vanished`);
            if (sighting.kind === 'stray') {
              strays.add(sighting.observation.runId);
              continue;
            }
            seen.push(sighting.observation);
            if (sighting.observation.status === 'completed' && ids.has(sighting.observation.runId))
              ended.set(sighting.observation.runId, sighting.observation);
            if (ended.size === open.length) break;
          }
          if (under.target.capabilities.observe === 'poll') await under.clock.sleepUntil(under.clock.now() + 5_000);
        }
      };
      await under.run(look());
      stop.abort();
      if (ended.size < open.length) throw new Error('the runs did not end');
      return ended;
    }

    it('calls beforeSend before anything is sent, and acknowledges with the run', async () => {
      let before = -1;
      const answer = await dispatch(0, async () => {
        await Promise.resolve();
        before = under.runs();
      });
      expect(before).toBe(0);
      expect(under.runs()).toBe(1);
      expect(answer).toMatchObject({ kind: 'acked', runId: expect.stringMatching(/\S/), url: expect.stringMatching(/\S/) });
    });

    it('sends nothing when beforeSend rejects', async () => {
      expect(await dispatch(0, () => Promise.reject(new Error('the journal is full')))).toMatchObject({ kind: 'not_sent' });
      expect(under.runs()).toBe(0);
    });

    it('sends nothing once it was told to stop', async () => {
      const stop = new AbortController();
      stop.abort();
      let announced = false;
      const answer = await dispatch(
        0,
        async () => {
          announced = true;
        },
        stop.signal,
      );
      expect(answer).toMatchObject({ kind: 'not_sent' });
      expect(announced).toBe(false);
      expect(under.runs()).toBe(0);
    });

    it('shows every run that it acknowledged, to its end, and, where it is polled, a run of ours that it was not asked about as a stray', async () => {
      const open = [await start(0), await start(1), await start(2)];
      const foreign = await start(3);
      const seen: Observation[] = [];
      const strays = new Set<string>();
      const ended = await watch(open, seen, strays);
      expect([...ended.keys()].sort()).toEqual(open.map(({ runId }) => runId).sort());
      // Who pushes can't know what the session waits for; who is polled was told.
      if (under.target.capabilities.observe === 'poll') {
        expect(seen.map(({ runId }) => runId)).not.toContain(foreign.runId);
        expect([...strays]).toEqual([foreign.runId]);
      }
      for (const run of ended.values()) expect(run).toMatchObject({ status: 'completed', conclusion: expect.any(String), attempt: 1 });
    });

    it('yields only what changed', async () => {
      const open = [await start(0), await start(1)];
      const seen: Observation[] = [];
      await watch(open, seen);
      const states = seen.map(({ runId, status, conclusion, attempt, title }) => JSON.stringify([runId, status, conclusion, attempt, title]));
      expect(new Set(states).size).toBe(states.length);
    });

    it('knows the jobs of a run that has ended, with stamps in order', async () => {
      const open = await start(0);
      await watch([open]);
      const details = knownDetails(await under.run(under.target.details(open, never)));
      expect(details.run).toMatchObject({ runId: open.runId, status: 'completed' });
      expect(details.jobs.length).toBeGreaterThan(0);
      for (const job of details.jobs) {
        expect(job).toMatchObject({ id: expect.any(String), status: 'completed', attempt: 1 });
        expect(job.createdAt).toBeLessThanOrEqual(job.startedAt ?? 0);
        expect(job.startedAt).toBeLessThanOrEqual(job.completedAt ?? 0);
      }
    });

    it('cancels a run that is alive, and says of one that has ended that it has', async () => {
      if (!under.target.capabilities.cancellable) return;
      const open = await start(0);
      const run = { runId: open.runId, ...place, force: false };
      expect(await under.run(under.target.cancel(run, never))).toEqual({ kind: 'accepted' });
      const ended = await watch([open]);
      expect(ended.get(open.runId)).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
      expect(await under.run(under.target.cancel(run, never))).toEqual({ kind: 'already_ended' });
      expect(await under.run(under.target.cancel({ ...run, force: true }, never))).toEqual({ kind: 'already_ended' });
    });

    it('says how a person can cancel the run', async () => {
      const open = await start(0);
      const command = under.target.cancelCommand({ runId: open.runId, ...place });
      // Only what lives on a server outlives the process.
      expect(command).toContain(under.target.capabilities.serverClock ? open.runId : '');
      expect(command).not.toBe('');
    });

    it('finds a run by the key of its dispatch, and, where it is polled, no other', async () => {
      if (!under.target.capabilities.keyed) return;
      const sinceAt = under.clock.now();
      await start(0);
      const open = await start(1);
      await start(11);
      const query = { key: keyOf(1), sinceAt, ...place };
      expect(await under.run(under.target.find(query, never))).toMatchObject({ kind: 'found', runs: [{ runId: open.runId }] });
      expect(await under.run(under.target.find({ ...query, key: keyOf(2) }, never))).toEqual({ kind: 'absent' });
    });

    it('takes an inventory of every run whose key begins so, and of no other', async () => {
      if (!under.target.capabilities.keyed) return;
      const sinceAt = under.clock.now();
      const runs = [await start(0), await start(1), await start(2)];
      const inventory = async (keyPrefix: string): Promise<string[]> => {
        const answer = await under.run(under.target.inventory({ keyPrefix, sinceAt }, never));
        if (answer.kind !== 'complete') throw new Error(answer.why);
        return answer.runs.map(({ runId }) => runId).sort();
      };
      expect(await inventory('rh_0a1b2c3d_1_')).toEqual(runs.map(({ runId }) => runId).sort());
      expect(await inventory('rh_0a1b2c3d_')).toHaveLength(3);
      expect(await inventory('rh_0a1b2c3d_2_')).toEqual([]);
      expect(await inventory('rh_ffffffff_1_')).toEqual([]);
    });

    it('calls a dispatch unknown when its answer is lost, and finds its run', async () => {
      if (under.loseNextAnswer === undefined) return;
      const sinceAt = under.clock.now();
      under.loseNextAnswer();
      expect(await dispatch(0)).toMatchObject({ kind: 'unknown' });
      expect(under.runs()).toBe(1);
      const found = await under.run(under.target.find({ key: keyOf(0), sinceAt, ...place }, never));
      expect(found).toMatchObject({ kind: 'found', runs: [{ status: expect.any(String) }] });
      expect(under.runs()).toBe(1);
    });

    it('counts its requests, none of them twice', async () => {
      const before = under.target.usage();
      await start(0);
      const after = under.target.usage();
      expect(after.requests).toBeGreaterThanOrEqual(before.requests);
      expect(Object.values(after.byEndpoint).reduce((sum, n) => sum + n, 0)).toBe(after.requests);
      expect(after.charged + after.notModified).toBeLessThanOrEqual(after.requests);
    });

    it('can be closed twice', async () => {
      await under.target.close();
      await under.target.close();
    });
  });
}
