import { expect } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../src/core/time.ts';
import { TransportError } from '../../../src/ports/fetch.ts';
import { answer, lost } from '../../support/virtual-github.ts';
import { row } from '../row.ts';
import { boxes, doubts, isDispatch, metric, says, tries, World } from '../world.ts';

/** Dispatches that may or may not have been done: never sent again before somebody looked. */
export const ambiguousRows = [
  row(
    1,
    {
      case: 'the connection is reset after the POST was sent',
      expected: 'in doubt, sought by its key, adopted; one run, counted once',
      layer: 'virtual',
    },
    async () => {
      const world = new World({ meddle: (request, next, n) => (isDispatch(request) && n < 5 ? next().then(lost) : undefined) });
      const life = await world.live();
      expect(boxes(life)).toEqual(['succeeded', 'succeeded']);
      expect(tries(life)).toEqual([1, 1]);
      expect(world.truth()).toHaveLength(2);
      return [...says(life), ...doubts(life)];
    },
  ),
  row(
    2,
    {
      case: 'the POST can’t even be sent: connection refused',
      expected: 'nothing was dispatched: tried again with full jitter, at most 8 times and 10 minutes',
      layer: 'virtual',
    },
    async () => {
      const refuse = (): never => {
        throw new TransportError('api.github.com refused the connection (ECONNREFUSED)', 'no');
      };
      let refusals = 0;
      const passing = new World({ meddle: (request) => (isDispatch(request) && refusals++ < 3 ? refuse() : undefined) });
      const life = await passing.live();
      expect(boxes(life)).toEqual(['succeeded', 'succeeded']);
      expect(passing.truth()).toHaveLength(2);
      const lasting = new World({
        arrivals: { model: 'closed', runs: 1, concurrency: 1 },
        meddle: (request) => (isDispatch(request) ? refuse() : undefined),
      });
      const hopeless = await lasting.live();
      expect(boxes(hopeless)).toEqual(['lost']);
      return [...says(life), ...doubts(life), 'when it lasts:', ...says(hopeless)];
    },
  ),
  row(
    3,
    { case: 'no DNS for five minutes', expected: 'retried until it answers; the session goes on, and the gap shows', layer: 'virtual' },
    async () => {
      let since: number | undefined;
      const world: World = new World({
        arrivals: { model: 'open', shape: 'constant', rate: { count: 1, perMs: MINUTE_MS }, durationMs: 8 * MINUTE_MS },
        meddle: (_, __, n) => {
          if (n < 12) return undefined;
          since ??= world.clock.now();
          if (world.clock.now() - since > 5 * MINUTE_MS) return undefined;
          throw new TransportError('api.embedded.localhost could not be looked up (DNS) (EAI_AGAIN)', 'no');
        },
      });
      const life = await world.live();
      expect(since).toBeDefined();
      expect(boxes(life)).toEqual(Array(8).fill('succeeded'));
      const late = life.report?.result.scenarios[0]?.metrics.dispatch_lateness;
      expect(late?.unit === 's' ? late.max : undefined).toBeGreaterThan(30);
      return [...says(life), metric(life, 'dispatch_lateness'), ...new Set(doubts(life))];
    },
  ),
  row(
    4,
    { case: 'the POST times out, and the run is in the list only 90 s later', expected: 'adopted late, not sent again', layer: 'virtual' },
    async () => {
      const world = new World({
        arrivals: { model: 'closed', runs: 1, concurrency: 1 },
        github: { listLagMs: 90 * SECOND_MS },
        meddle: (request, next) =>
          isDispatch(request)
            ? next().then(() => {
                throw new TransportError('the request to api.embedded.localhost took longer than 30 s', 'maybe');
              })
            : undefined,
      });
      const life = await world.live();
      expect(boxes(life)).toEqual(['succeeded']);
      expect(world.sentAt(/\/dispatches$/)).toHaveLength(1);
      expect(life.session?.slots.get('0-0')?.ackedBy).toBe('key');
      return [...says(life), ...doubts(life)];
    },
  ),
  row(
    5,
    {
      case: 'the POST times out, and there never is a run',
      expected: 'absent after a complete search, sent once more under a new key; again: lost',
      layer: 'virtual',
    },
    async () => {
      const setting = (failures: number) => {
        let n = 0;
        return new World({
          arrivals: { model: 'closed', runs: 1, concurrency: 1 },
          meddle: (request) => (isDispatch(request) && n++ < failures ? lost() : undefined),
        });
      };
      const once = setting(1);
      const life = await once.live();
      expect(boxes(life)).toEqual(['succeeded']);
      expect(tries(life)).toEqual([2]);
      const [first = 0, second = 0] = once.sentAt(/\/dispatches$/);
      expect(second - first).toBeGreaterThanOrEqual(2 * MINUTE_MS);
      const always = setting(99);
      const given = await always.live();
      expect(boxes(given)).toEqual(['lost']);
      expect(always.sentAt(/\/dispatches$/)).toHaveLength(2);
      return [...says(life), ...doubts(life), 'when it happens twice:', ...says(given)];
    },
  ),
  row(6, { case: '500, 502 or 503 although the run was made', expected: 'adopted, no duplicate', layer: 'virtual' }, async () => {
    const statuses = [500, 502, 503];
    const world = new World({
      arrivals: { model: 'closed', runs: 3, concurrency: 3 },
      meddle: (request, next) => {
        const status = isDispatch(request) ? statuses.shift() : undefined;
        return status === undefined ? undefined : next().then(() => answer(status));
      },
    });
    const life = await world.live();
    expect(boxes(life)).toEqual(Array(3).fill('succeeded'));
    expect(tries(life)).toEqual([1, 1, 1]);
    expect(world.truth()).toHaveLength(3);
    return [...says(life), ...doubts(life)];
  }),
  row(
    7,
    {
      case: '5xx on every call for 30 minutes',
      expected: 'polling backs off; no crash, nothing lost, and the schedule’s slip is reported',
      layer: 'virtual',
    },
    async () => {
      let begin: number | undefined;
      const world: World = new World({
        arrivals: { model: 'open', shape: 'constant', rate: { count: 1, perMs: 5 * MINUTE_MS }, durationMs: 60 * MINUTE_MS },
        meddle: (request) => {
          if (isDispatch(request)) begin ??= world.clock.now() + 7 * MINUTE_MS;
          const now = world.clock.now();
          return begin !== undefined && now >= begin && now < begin + 30 * MINUTE_MS ? answer(502) : undefined;
        },
      });
      const life = await world.live();
      expect(life.failure).toBeUndefined();
      expect(boxes(life)).toEqual(Array(12).fill('succeeded'));
      expect(world.truth()).toHaveLength(12);
      const late = life.report?.result.scenarios[0]?.metrics.dispatch_lateness;
      expect(late?.unit === 's' ? late.max : undefined).toBeGreaterThan(60);
      const during = world.sentAt(/\/runs\?/).filter((at) => at >= (begin ?? 0) && at < (begin ?? 0) + 30 * MINUTE_MS);
      expect(during.length).toBeLessThan(((30 * MINUTE_MS) / (15 * SECOND_MS)) * 3);
      return [...says(life), metric(life, 'dispatch_lateness'), ...new Set(doubts(life))];
    },
  ),
  row(8, { case: '200 with JSON that is cut off, or with nothing', expected: 'in doubt, never a success', layer: 'virtual' }, async () => {
    const bodies = ['{"workflow_run_id":12', ''];
    const world = new World({
      meddle: (request, next) => {
        const body = isDispatch(request) ? bodies.shift() : undefined;
        return body === undefined ? undefined : next().then(() => answer(200, body, { 'content-type': 'application/json' }));
      },
    });
    const life = await world.live();
    expect(boxes(life)).toEqual(['succeeded', 'succeeded']);
    expect(world.truth()).toHaveLength(2);
    expect(doubts(life)).toHaveLength(2);
    return [...says(life), ...doubts(life)];
  }),
  row(
    9,
    { case: '200 with a web page (a proxy’s)', expected: 'in doubt, and the message names the host that answered without JSON', layer: 'virtual' },
    async () => {
      const page = answer(200, '<html><body>Sign in to continue</body></html>', { 'content-type': 'text/html' });
      let n = 0;
      const world = new World({ meddle: (request, next) => (isDispatch(request) && n++ === 0 ? next().then(() => page) : undefined) });
      const life = await world.live();
      expect(boxes(life)).toEqual(['succeeded', 'succeeded']);
      expect(doubts(life)).toHaveLength(1);
      return [...says(life), ...doubts(life)];
    },
  ),
];
