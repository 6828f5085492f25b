import { describe, expect, it } from 'vitest';
import { knownDetails } from '../../../test/support/known-details.ts';
import { virtualClock } from '../../../test/support/virtual-clock.ts';
import type { FleetSpec } from '../../core/plan/plan.ts';
import type { DispatchOrder, Sighting } from '../../ports/target.ts';
import { createSimulatedTarget } from './simulated-target.ts';

const FLEET: FleetSpec = { runners: 1, startupMs: 2_000, executionCv: 0, failureRate: 0 };
const order = (slot: string, inputs: Readonly<Record<string, string>> = {}): DispatchOrder => ({
  slot,
  key: `rh_00000000_1_${slot}_1`,
  unit: { workflow: 'simple.yml', inputs },
  scenario: 0,
  unitIndex: 0,
  beforeSend: async () => {},
});
const openRun = (runId: string) => ({ runId, key: '', scenario: 0, unitIndex: 0, sinceAt: 0 });

describe('createSimulatedTarget', () => {
  it('queues a second run behind the only runner and pushes each change once', async () => {
    const clock = virtualClock(0);
    const target = createSimulatedTarget({ fleet: FLEET, clock, seed: 1 });
    const stop = new AbortController();
    for (const slot of ['0-0', '0-1']) await target.dispatch(order(slot, { seconds: '10' }), stop.signal);
    const seen: [number, string, string][] = [];
    const watching = (async () => {
      for await (const sighting of target.observe([], stop.signal)) {
        if (sighting.kind !== 'run') continue;
        seen.push([clock.now(), sighting.observation.runId, sighting.observation.status]);
        if (seen.filter(([, , status]) => status === 'completed').length === 2) stop.abort();
      }
    })();
    await clock.run(watching);
    expect(seen).toEqual([
      [0, '1', 'queued'],
      [0, '2', 'queued'],
      [2_000, '1', 'in_progress'],
      [12_000, '1', 'completed'],
      [14_000, '2', 'in_progress'],
      [24_000, '2', 'completed'],
    ]);
    const details = knownDetails(await target.details(openRun('2'), stop.signal));
    expect(details.jobs).toMatchObject([{ createdAt: 0, startedAt: 14_000, completedAt: 24_000, runner: { name: 'runner-1' } }]);
  });

  it('ends its stream when it is closed, also while nothing happens', async () => {
    const target = createSimulatedTarget({ fleet: FLEET, clock: virtualClock(0), seed: 1 });
    const sightings: Sighting[] = [];
    const watching = (async () => {
      for await (const sighting of target.observe([], new AbortController().signal)) sightings.push(sighting);
    })();
    await target.close();
    await watching;
    expect(sightings).toEqual([]);
  });

  it('finds a run by its key and cancels it before it has a runner', async () => {
    const clock = virtualClock(0);
    const target = createSimulatedTarget({ fleet: FLEET, clock, seed: 1 });
    const { signal } = new AbortController();
    for (const slot of ['0-0', '0-1']) await target.dispatch(order(slot), signal);
    const query = { key: 'rh_00000000_1_0-1_1', sinceAt: 0, scenario: 0, unitIndex: 0 };
    expect(await target.find(query, signal)).toMatchObject({ kind: 'found', runs: [{ runId: '2', status: 'queued' }] });
    expect(await target.find({ ...query, key: 'rh_00000000_1_0-7_1' }, signal)).toEqual({ kind: 'absent' });
    const cancel = { runId: '2', scenario: 0, unitIndex: 0, force: false };
    expect(await target.cancel(cancel, signal)).toEqual({ kind: 'accepted' });
    expect(await target.cancel(cancel, signal)).toEqual({ kind: 'already_ended' });
    const details = knownDetails(await target.details(openRun('2'), signal));
    expect(details).toMatchObject({ run: { conclusion: 'cancelled' }, jobs: [{ conclusion: 'cancelled' }] });
    expect(details.jobs[0]?.runner).toBeUndefined();
  });

  it('says what is wrong with the inputs before anything is sent', async () => {
    const target = createSimulatedTarget({ fleet: FLEET, clock: virtualClock(0), seed: 1 });
    const scenario = { units: [order('0-0', { seconds: 'ten', count: '300' }).unit] };
    const preparation = await target.prepare({ scenarios: [scenario] } as never, new AbortController().signal);
    expect(preparation).toMatchObject({
      ok: false,
      problems: [{ message: 'simple.yml: the input seconds is "ten"' }, { message: 'simple.yml: the input count is "300"' }],
    });
  });

  it('sends nothing when the intent can not be written down', async () => {
    const target = createSimulatedTarget({ fleet: FLEET, clock: virtualClock(0), seed: 1 });
    const refused = { ...order('0-0'), beforeSend: () => Promise.reject(new Error('the disk is full')) };
    expect(await target.dispatch(refused, new AbortController().signal)).toEqual({ kind: 'not_sent', why: 'the disk is full' });
    expect(await target.details(openRun('1'), new AbortController().signal)).toBeUndefined();
  });
});
