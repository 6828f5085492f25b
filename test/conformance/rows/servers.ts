import { expect } from 'vitest';
import { MINUTE_MS } from '../../../src/core/time.ts';
import { answer, json, SIMPLE_WORKFLOW } from '../../support/virtual-github.ts';
import { row } from '../row.ts';
import { boxes, doubts, isDispatch, says, tries, World } from '../world.ts';

const KEYLESS = SIMPLE_WORKFLOW.replace(/run-name.*\n/, '').replace(/ +harness_key.*\n/, '');
const versions = (world: World): string[] => [...new Set(world.sent.map(({ request }) => request.headers['x-github-api-version'] ?? 'none'))];

/** Servers old and new, moved and taken for another. */
export const serverRows = [
  row(
    10,
    {
      case: '204, which names no run (API before 2026-03-10, GHES before 3.21)',
      expected: 'found by its key; without keys by its circumstances, one at a time, and that is said once',
      layer: 'virtual',
    },
    async () => {
      const keyed = await new World({ github: { mode: 'ghes-3.19' } }).live();
      expect(boxes(keyed)).toEqual(['succeeded', 'succeeded']);
      expect([...(keyed.session?.slots.values() ?? [])].map(({ ackedBy }) => ackedBy)).toEqual(['key', 'key']);
      const keyless = await new World({ github: { mode: 'ghes-3.19' }, workflows: { 'simple.yml': KEYLESS } }).live();
      expect([...(keyless.session?.slots.values() ?? [])].map(({ ackedBy }) => ackedBy)).toEqual(['circumstance', 'circumstance']);
      return ['with keys:', ...says(keyed), 'without:', ...says(keyless)];
    },
  ),
  row(
    11,
    {
      case: '400 for an API version or a field that the server does not know',
      expected: 'falls back once, and remembers it for the host',
      layer: 'virtual',
    },
    async () => {
      const world = new World({ github: { mode: 'ghes-3.19' }, arrivals: { model: 'closed', runs: 4, concurrency: 1 } });
      const life = await world.live();
      expect(boxes(life)).toEqual(Array(4).fill('succeeded'));
      expect(versions(world)).toEqual(['2026-03-10', '2022-11-28']);
      const refusals = world.github.requests.filter(({ status }) => status === 400 || status === 422);
      return [
        ...says(life),
        ...refusals.map(({ method, path, status }) => `asked once: ${method} ${path} ${status}`),
        `dispatches sent for 4 runs: ${world.sentAt(/\/dispatches$/).length}`,
      ];
    },
  ),
  row(
    12,
    { case: 'a cancel is answered 202, or 409', expected: '202: will be cancelled, watched on; 409: has ended already', layer: 'virtual' },
    async () => {
      const world: World = new World({
        arrivals: { model: 'closed', runs: 1, concurrency: 1 },
        plan: { limits: { mutationSpacingMs: 1_000, reserve: 0.2, pollMs: 15_000, runTimeoutMs: 10_000 } },
      });
      const accepted = await world.live();
      expect(boxes(accepted)).toEqual(['timed_out']);
      expect(accepted.entries.flatMap(({ event }) => (event.type === 'cancel_answered' ? [event.answer] : []))).toEqual(['accepted']);
      const racing = new World({
        arrivals: { model: 'closed', runs: 1, concurrency: 1 },
        plan: { limits: { mutationSpacingMs: 1_000, reserve: 0.2, pollMs: 15_000, runTimeoutMs: 10_000 } },
        meddle: (request) =>
          request.url.endsWith('/cancel') ? json(409, { message: 'Cannot cancel a workflow run that is completed.' }) : undefined,
      });
      const ended = await racing.live();
      expect(ended.entries.flatMap(({ event }) => (event.type === 'cancel_answered' ? [event.answer] : []))).toContain('already_ended');
      return ['202:', ...says(accepted), '409:', ...says(ended)];
    },
  ),
  row(
    13,
    { case: 'GitHub makes two runs of one dispatch', expected: 'the twin is cancelled, kept out of the numbers, and listed', layer: 'virtual' },
    async () => {
      let twin = true;
      const world = new World({
        meddle: async (request, next) => {
          if (!isDispatch(request) || !twin) return await next();
          twin = false;
          const first = await next();
          await next();
          return first;
        },
      });
      const life = await world.live();
      expect(boxes(life)).toEqual(['succeeded', 'succeeded']);
      expect(
        world
          .truth()
          .map(({ conclusion }) => conclusion)
          .sort(),
      ).toEqual(['cancelled', 'success', 'success']);
      return says(life);
    },
  ),
  row(
    14,
    { case: '301 or 302 on the POST: the repository was renamed', expected: 'refused with the new address, never a success', layer: 'virtual' },
    async () => {
      const moved = answer(301, '', { location: 'https://api.embedded.localhost/repositories/4711/actions/workflows/simple.yml/dispatches' });
      const world = new World({ meddle: (request) => (isDispatch(request) ? moved : undefined) });
      const life = await world.live();
      expect(boxes(life)).toEqual(['failed', 'failed']);
      expect(world.truth()).toEqual([]);
      return says(life);
    },
  ),
  row(15, { case: '307 on the same host', expected: 'followed once as a POST; later requests go there at once', layer: 'virtual' }, async () => {
    const to = '/repositories/4711/actions/workflows/simple.yml/dispatches';
    const world: World = new World({
      arrivals: { model: 'closed', runs: 3, concurrency: 1 },
      meddle: async (request, next) => {
        if (new URL(request.url).pathname.startsWith('/repositories/4711')) {
          const url = request.url.replace('/repositories/4711', '/repos/octo/fleet');
          Object.assign(request, { url });
          return await next();
        }
        return isDispatch(request) ? answer(307, '', { location: `https://api.embedded.localhost${to}` }) : await next();
      },
    });
    const life = await world.live();
    expect(boxes(life)).toEqual(Array(3).fill('succeeded'));
    const posts = world.sent.flatMap(({ line }) => (line.startsWith('POST') ? [line] : []));
    expect(posts).toEqual(['POST /repos/octo/fleet/actions/workflows/simple.yml/dispatches', ...Array(3).fill(`POST ${to}`)]);
    return says(life);
  }),
  row(16, { case: 'a redirect to another host', expected: 'not followed, no token sent there; the host is named', layer: 'virtual' }, async () => {
    const world = new World({
      arrivals: { model: 'closed', runs: 1, concurrency: 1 },
      meddle: (request) => (isDispatch(request) ? answer(307, '', { location: 'https://evil.example/take/dispatches' }) : undefined),
    });
    const life = await world.live();
    expect(new Set(world.sent.map(({ request }) => new URL(request.url).host))).toEqual(new Set(['api.embedded.localhost']));
    expect(world.truth()).toEqual([]);
    return [...says(life), ...doubts(life)];
  }),
  row(
    19,
    {
      case: '404 for a run right after it was dispatched',
      expected: 'tolerated for a minute: consistency comes later; then vanished',
      layer: 'virtual',
    },
    async () => {
      const hidden = (untilMs: number): World => {
        let ackedAt: number | undefined;
        const world: World = new World({
          arrivals: { model: 'closed', runs: 1, concurrency: 1 },
          meddle: async (request, next) => {
            if (isDispatch(request)) {
              ackedAt = world.clock.now();
              return await next();
            }
            if (ackedAt === undefined || world.clock.now() - ackedAt > untilMs) return await next();
            if (/\/runs\/\d+(\?|$)/.test(request.url)) return json(404, { message: 'Not Found' });
            return /\/runs\?/.test(request.url) ? json(200, { total_count: 0, workflow_runs: [] }) : await next();
          },
        });
        return world;
      };
      const late = await hidden(50_000).live();
      expect(boxes(late)).toEqual(['succeeded']);
      const never = await hidden(60 * MINUTE_MS).live();
      expect(never.session?.runs.values().next().value?.vanished).toBe(true);
      expect(tries(never)).toEqual([1]);
      return ['50 s:', ...says(late), 'for ever:', ...says(never)];
    },
  ),
];
