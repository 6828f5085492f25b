import { expect } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../src/core/time.ts';
import { json, lost } from '../../support/virtual-github.ts';
import { row } from '../row.ts';
import { boxes, changed, changedRuns, doubts, isDispatch, isListing, says, tries, World } from '../world.ts';

const ONE = { model: 'closed', runs: 1, concurrency: 1 } as const;

/** Lists lag, shift, lie and end early: they are read until they hold still. */
export const listRows = [
  row(
    40,
    { case: 'more than 100, more than 1,000 runs match', expected: 'every page is read; beyond 1,000 results the window is cut', layer: 'virtual' },
    async () => {
      let first = true;
      const world: World = new World({
        arrivals: ONE,
        github: { limits: 'off' },
        meddle: async (request, next) => {
          if (!isDispatch(request) || !first) return await next();
          first = false;
          await next();
          // Its run is older than a thousand others when its answer is lost.
          for (let i = 0; i < 1_100; i++) {
            await world.clock.sleepUntil(world.clock.now() + 50);
            await world.foreignRun();
          }
          return lost();
        },
      });
      const life = await world.live();
      expect(boxes(life)).toEqual(['succeeded']);
      expect(tries(life)).toEqual([1]);
      const windows = new Set(world.sent.flatMap(({ line }) => (/created=/.test(line) ? [/created=([^&]*)/.exec(line)?.[1]] : [])));
      expect([...windows].some((window) => decodeURIComponent(window ?? '').includes('..'))).toBe(true);
      return [...says(life), ...doubts(life)];
    },
  ),
  row(
    41,
    { case: 'pages shift while they are read', expected: 'each run once, by its id; read again until two readings agree', layer: 'virtual' },
    async () => {
      let first = true;
      let shifts = 3;
      const world: World = new World({
        arrivals: ONE,
        github: { limits: 'off' },
        meddle: async (request, next) => {
          if (isDispatch(request) && first) {
            first = false;
            await next();
            for (let i = 0; i < 150; i++) await world.foreignRun();
            return lost();
          }
          const answer = await next();
          if (isListing(request) && /[?&]page=1&?.*created=/.test(request.url) && shifts-- > 0) await world.foreignRun();
          return answer;
        },
      });
      const life = await world.live();
      expect(boxes(life)).toEqual(['succeeded']);
      expect(tries(life)).toEqual([1]);
      expect(shifts).toBeLessThanOrEqual(0);
      return [...says(life), ...doubts(life)];
    },
  ),
  row(
    42,
    { case: 'the list is behind: a run that has ended is shown as running again', expected: 'an end is never taken back', layer: 'virtual' },
    async () => {
      const ended = new Set<unknown>();
      const world = new World({
        arrivals: { model: 'closed', runs: 3, concurrency: 1 },
        meddle: changedRuns((run) => {
          if (ended.has(run.id)) return { ...run, status: 'in_progress', conclusion: null, updated_at: run.created_at };
          if (run.status === 'completed') ended.add(run.id);
          return run;
        }),
      });
      const life = await world.live();
      expect(boxes(life)).toEqual(Array(3).fill('succeeded'));
      expect(tries(life)).toEqual([1, 1, 1]);
      return says(life);
    },
  ),
  row(
    43,
    {
      case: 'a run stays queued',
      expected: 'at its deadline cancelled, then cancelled by force; timed out, and its wait is a censored value',
      layer: 'virtual',
    },
    async () => {
      const world = new World({
        github: { fleet: { pools: [{ name: 'other', labels: ['gpu'], runners: 1, startupMs: 0 }], failureRate: 0, seed: 1 } },
        plan: { limits: { mutationSpacingMs: 1_000, reserve: 0.2, pollMs: 15_000, runTimeoutMs: 10 * MINUTE_MS } },
        // The polite cancel is agreed to, and nothing happens.
        meddle: (request) => (request.url.endsWith('/cancel') ? json(202, {}) : undefined),
      });
      const life = await world.live();
      expect(boxes(life)).toEqual(['timed_out', 'timed_out']);
      expect(world.sentAt(/\/force-cancel$/)).toHaveLength(2);
      expect(world.truth().map(({ conclusion }) => conclusion)).toEqual(['cancelled', 'cancelled']);
      const queue = life.report?.result.scenarios[0]?.metrics.queue_time;
      expect(queue).toMatchObject({ n: 0, censored: 2 });
      return [...says(life), `metric: queue_time: n 0, 2 censored`];
    },
  ),
  row(
    44,
    {
      case: 'no runner has the label, so that no job ever starts',
      expected: 'the labels are named; what GitHub gives up after 24 hours is told apart from what a person cancels',
      layer: 'virtual',
    },
    async () => {
      const told: string[] = [];
      for (const [runTimeoutMs, box] of [
        [30 * MINUTE_MS, 'timed_out'],
        [25 * 60 * MINUTE_MS, 'excluded'],
      ] as const) {
        const world = new World({
          github: { fleet: { pools: [{ name: 'other', labels: ['gpu'], runners: 1, startupMs: 0 }], failureRate: 0, seed: 1 } },
          plan: { limits: { mutationSpacingMs: 1_000, reserve: 0.2, pollMs: MINUTE_MS, runTimeoutMs } },
        });
        const life = await world.live();
        expect(boxes(life)).toEqual([box, box]);
        expect(says(life).join('\n')).toContain('[ubuntu-latest]');
        told.push(`run-timeout ${runTimeoutMs / MINUTE_MS} min:`, ...says(life));
      }
      return told;
    },
  ),
  row(53, { case: 'a run is deleted in the middle', expected: 'vanished: lost, with that reason; no crash', layer: 'virtual' }, async () => {
    let doomed: unknown;
    const world = new World({
      meddle: async (request, next) => {
        if (isListing(request)) {
          return await changed(next, (page) => {
            const runs = page.workflow_runs as readonly { id: number; status: string }[];
            doomed ??= runs.find(({ status }) => status === 'in_progress')?.id;
            return { ...page, workflow_runs: runs.filter(({ id }) => id !== doomed) };
          });
        }
        return doomed !== undefined && request.url.includes(`/runs/${String(doomed)}`) ? json(404, { message: 'Not Found' }) : await next();
      },
    });
    const life = await world.live();
    expect(boxes(life).toSorted()).toEqual(['lost', 'succeeded']);
    return says(life);
  }),
  row(60, { case: 'the same observation again and again', expected: 'the fold takes it once', layer: 'virtual' }, async () => {
    const world = new World({
      // Without ETags every look brings everything again.
      meddle: async (_, next) => {
        const { headers, ...answer } = await next();
        const { etag: _tag, ...rest } = headers;
        return { ...answer, headers: rest };
      },
      plan: { limits: { mutationSpacingMs: 1_000, reserve: 0.2, pollMs: 5 * SECOND_MS, runTimeoutMs: 60 * MINUTE_MS } },
    });
    const life = await world.live();
    expect(boxes(life)).toEqual(['succeeded', 'succeeded']);
    const states = life.entries.flatMap(({ event }) => (event.type === 'observed' ? [`${event.observation.runId} ${event.observation.status}`] : []));
    expect(new Set(states).size).toBe(states.length);
    return [
      ...says(life),
      `journal: ${states.length} observations of 2 runs from ${world.sent.filter(({ request }) => isListing(request)).length} looks`,
    ];
  }),
];
