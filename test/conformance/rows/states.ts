import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { SIMPLE_WORKFLOW } from '../../support/virtual-github.ts';
import { row } from '../row.ts';
import { boxes, changed, changedRuns, isListing, metric, resultOf, says, tries, World, type WorldOptions } from '../world.ts';

const ONE = { model: 'closed', runs: 1, concurrency: 1 } as const;
const FAN_OUT = readFileSync(new URL('../../../workflows-under-test/fan-out.yml', import.meta.url), 'utf8');

/** A world in which the first run is in this state for a while, then as it is. */
function passing(status: string, looks = 3): World {
  let left = looks;
  return new World({ arrivals: ONE, meddle: changedRuns((run) => (left-- > 0 ? { ...run, status, conclusion: null } : run)) });
}

/** A world in which every run that has ended has this conclusion. */
function concluding(conclusion: string | null): World {
  return new World({ arrivals: ONE, meddle: changedRuns((run) => (run.status === 'completed' ? { ...run, conclusion } : run)) });
}

/** Somebody does this to the first run as soon as its state is seen in a list. */
function whenListed(status: string, act: (world: World, id: number) => Promise<number>, options: WorldOptions = {}): World {
  let done = false;
  const world: World = new World({
    ...options,
    meddle: async (request, next, n) => {
      const run = world.truth().find((one) => one.status === status);
      if (isListing(request) && !done && run !== undefined) {
        done = true;
        expect(await act(world, run.id)).toBeLessThan(300);
      }
      return (await options.meddle?.(request, next, n)) ?? (await next());
    },
  });
  return world;
}

/** Every state in which a run can be or end, today's and tomorrow's. */
export const stateRows = [
  row(
    45,
    {
      case: 'waiting for the approval of an environment; action_required',
      expected: 'told within one look, with what to do; not counted as queue time',
      layer: 'virtual',
    },
    async () => {
      const held = await passing('waiting').live();
      expect(boxes(held)).toEqual(['succeeded']);
      expect(resultOf(held).scenarios[0]?.metrics.queue_time).toMatchObject({ n: 0, unavailable: 1 });
      const firstLook = held.entries.find(({ event }) => event.type === 'looked')?.at;
      const told = held.entries.find(({ event }) => event.type === 'warned')?.at;
      expect(told).toBeLessThanOrEqual(firstLook ?? 0);
      const refused = await concluding('action_required').live();
      expect(boxes(refused)).toEqual(['excluded']);
      return ['waiting:', ...says(held), metric(held, 'queue_time'), 'action_required:', ...says(refused)];
    },
  ),
  row(46, { case: 'status pending or requested', expected: 'not an end: watched on', layer: 'virtual' }, async () => {
    const lives = [await passing('pending').live(), await passing('requested').live()];
    for (const life of lives) expect(boxes(life)).toEqual(['succeeded']);
    return lives.flatMap(says);
  }),
  row(
    47,
    {
      case: 'conclusions neutral, skipped, stale, startup_failure, timed_out',
      expected: 'each in its box with its hint; none but success and failure has an execution time',
      layer: 'virtual',
    },
    async () => {
      const told: string[] = [];
      for (const [conclusion, box] of [
        ['neutral', 'succeeded'],
        ['skipped', 'excluded'],
        ['stale', 'excluded'],
        ['startup_failure', 'failed'],
        ['timed_out', 'timed_out'],
      ] as const) {
        const life = await concluding(conclusion).live();
        expect(boxes(life)).toEqual([box]);
        told.push(`${conclusion}:`, ...says(life));
      }
      return told;
    },
  ),
  row(
    48,
    { case: 'completed, with conclusion null', expected: 'asked again, three times at most; then lost: nobody says how it ended', layer: 'virtual' },
    async () => {
      const life = await concluding(null).live();
      expect(boxes(life)).toEqual(['lost']);
      let nulls = 2;
      const late = new World({
        arrivals: ONE,
        meddle: changedRuns((run) => (run.status === 'completed' && nulls-- > 0 ? { ...run, conclusion: null } : run)),
      });
      const mended = await late.live();
      expect(boxes(mended)).toEqual(['succeeded']);
      return ['for ever:', ...says(life), 'twice:', ...says(mended)];
    },
  ),
  row(
    49,
    { case: 'a status or a conclusion that does not exist yet', expected: 'kept word for word, no success, and said', layer: 'virtual' },
    async () => {
      const life = await concluding('quantum_superposed').live();
      expect(boxes(life)).toEqual(['failed']);
      const state = await passing('hibernating').live();
      expect(boxes(state)).toEqual(['succeeded']);
      return ['conclusion:', ...says(life), 'status:', ...says(state)];
    },
  ),
  row(
    50,
    { case: 'somebody cancels a run', expected: 'excluded and reported; no regression, no failure of the fleet', layer: 'virtual' },
    async () => {
      const life = await whenListed('in_progress', (world, id) => world.other('POST', `/actions/runs/${id}/cancel`)).live();
      expect(boxes(life).toSorted()).toEqual(['excluded', 'succeeded']);
      const failed = resultOf(life).scenarios[0]?.metrics.failed;
      expect(failed).toMatchObject({ value: 0, n: 1 });
      return says(life);
    },
  ),
  row(
    51,
    {
      case: 'the target workflow’s own concurrency group cancels runs',
      expected: 'warned before the first dispatch, and named as the cause',
      layer: 'virtual',
    },
    async () => {
      const grouped = SIMPLE_WORKFLOW.replace('jobs:', 'concurrency: { group: fleet }\njobs:');
      const world = whenListed('queued', (one, id) => one.other('POST', `/actions/runs/${id}/cancel`), {
        arrivals: { model: 'closed', runs: 3, concurrency: 3 },
        // The embedded GitHub knows no groups: the file says it has one, and somebody cancels as GitHub would.
        meddle: (request, next) =>
          request.url.includes('/contents/') ? changed(next, (file) => ({ ...file, content: Buffer.from(grouped).toString('base64') })) : undefined,
        github: { fleet: { pools: [{ name: 'runner', runners: 1, startupMs: 0 }], failureRate: 0, seed: 1 } },
      });
      const life = await world.live();
      expect(boxes(life).toSorted()).toEqual(['excluded', 'succeeded', 'succeeded']);
      return says(life);
    },
  ),
  row(
    52,
    {
      case: 'somebody runs a run again (attempt 2)',
      expected: 'the first attempt counts and is measured; the attempt is recorded and said',
      layer: 'virtual',
    },
    async () => {
      const world = whenListed('completed', (one, id) => one.other('POST', `/actions/runs/${id}/rerun`), { arrivals: ONE });
      const life = await world.live();
      expect(boxes(life)).toEqual(['succeeded']);
      expect(tries(life)).toEqual([1]);
      expect(life.report?.runs[0]?.attempt).toBe(2);
      expect(resultOf(life).scenarios[0]?.metrics.queue_time).toMatchObject({ n: 1 });
      return says(life);
    },
  ),
  row(54, { case: 'a run of 256 jobs', expected: 'all of them, page by page, of the latest attempt', layer: 'virtual' }, async () => {
    const world = new World({
      arrivals: ONE,
      workflows: { 'fan-out.yml': FAN_OUT },
      scenario: { units: [{ workflow: 'fan-out.yml', inputs: { count: '256' } }] },
    });
    const life = await world.live();
    const { jobs, metrics } = resultOf(life).scenarios[0] ?? {};
    expect(jobs?.succeeded).toBeGreaterThanOrEqual(256);
    expect(metrics?.queue_time).toMatchObject({ n: jobs?.succeeded });
    const pages = world.sent.flatMap(({ line }) => /\/jobs\?.*/.exec(line) ?? []);
    return [...says(life), `jobs: ${jobs?.succeeded} of ${jobs?.planned} succeeded`, ...pages.map((page) => `asked: ${page}`)];
  }),
];
