import { expect } from 'vitest';
import { admit, initialLimits, type Limits, LONGEST_PAUSE_MS, learn } from '../../../src/core/limits/limits.ts';
import { MINUTE_MS, SECOND_MS } from '../../../src/core/time.ts';
import type { FetchResponse } from '../../../src/ports/fetch.ts';
import { json } from '../../support/virtual-github.ts';
import { row } from '../row.ts';
import { boxes, doubts, isDispatch, type Life, type Meddle, resultOf, says, World, type WorldOptions } from '../world.ts';

const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

/** The answer to the n-th dispatch (from 0), as long as there is one. */
function dispatchAnswers(answers: readonly ((nowAt: number) => FetchResponse)[], now: () => number): Meddle {
  let n = 0;
  return (request) => (isDispatch(request) ? answers[n++]?.(now()) : undefined);
}

/** A world whose dispatches are first answered so. */
function limited(answers: readonly ((nowAt: number) => FetchResponse)[], more: WorldOptions & { readonly skewMs?: number } = {}): World {
  const { skewMs = 0 } = more;
  const world: World = new World({ ...more, meddle: dispatchAnswers(answers, () => world.clock.now() + skewMs) });
  return world;
}

const dated = (nowAt: number): { readonly date: string } => ({ date: new Date(nowAt).toUTCString() });
const waits = (life: Life): string => `api: waited for limits ${resultOf(life).api.rateLimitWaits}×`;
/** Everybody who speaks is silent from the first refusal until then. */
function silence(world: World): number {
  const all = world.sent.map(({ at }) => at);
  const first = world.sentAt(/\/dispatches$/)[0] ?? 0;
  return (all.find((at) => at > first + SECOND_MS) ?? Number.POSITIVE_INFINITY) - first;
}

/** One refusal through the state machine: how long nothing may be sent, or why nothing more may be. */
function pauseAfter(headers: Record<string, string>, status = 429, message = SECONDARY): string {
  const now = Date.UTC(2026, 0, 5, 8);
  const admission = admit(initialLimits({ mutationSpacingMs: 1_000, reserve: 0.2 }), { kind: 'read' }, now);
  if (!admission.go) throw new Error('held back');
  const state: Limits = learn(admission.state, { sentAt: now, status, message, headers: { ...dated(now), ...headers } }, now);
  if (state.hopeless !== undefined) return state.hopeless;
  const ms = (state.blocked?.untilAt ?? now) - now;
  expect(ms).toBeGreaterThanOrEqual(SECOND_MS);
  expect(ms).toBeLessThanOrEqual(LONGEST_PAUSE_MS);
  return `${ms / 1_000} s: ${state.blocked?.why}`;
}

/** GitHub's limits: nothing is sent before their end, and what makes no sense is said instead of waited for. */
export const limitRows = [
  row(
    26,
    { case: '403: the token’s hour is used up', expected: 'sleeps to the reset on the server’s clock; not one request in between', layer: 'virtual' },
    async () => {
      const reset = (nowAt: number): FetchResponse =>
        json(
          403,
          { message: 'API rate limit exceeded for user ID 9919.' },
          {
            ...dated(nowAt),
            'x-ratelimit-limit': '1000',
            'x-ratelimit-remaining': '0',
            'x-ratelimit-reset': String(Math.ceil(nowAt / 1_000) + 1_200),
          },
        );
      const world = limited([reset], { skewMs: -3 * MINUTE_MS });
      const life = await world.live();
      expect(boxes(life)).toEqual(['succeeded', 'succeeded']);
      expect(silence(world)).toBeGreaterThanOrEqual(20 * MINUTE_MS);
      expect(silence(world)).toBeLessThanOrEqual(21 * MINUTE_MS);
      return [...says(life), ...doubts(life), waits(life)];
    },
  ),
  row(
    27,
    {
      case: 'a reset in the past; the controller’s clock ten minutes off',
      expected: 'a pause of at least 1 s that grows; no hammering',
      layer: 'virtual',
    },
    async () => {
      const past = (nowAt: number): FetchResponse =>
        json(
          403,
          { message: 'API rate limit exceeded for user ID 9919.' },
          { ...dated(nowAt), 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(nowAt / 1_000) - 60) },
        );
      const told: string[] = [];
      for (const skewMs of [-10 * MINUTE_MS, 10 * MINUTE_MS]) {
        const world = limited([past, past, past], { skewMs, arrivals: { model: 'closed', runs: 1, concurrency: 1 } });
        const life = await world.live();
        expect(boxes(life)).toEqual(['succeeded']);
        const posts = world.sentAt(/\/dispatches$/);
        const gaps = posts.slice(1).map((at, i) => at - (posts[i] ?? 0));
        expect(gaps.every((gap, i) => gap >= SECOND_MS * 2 ** i)).toBe(true);
        told.push(`clock ${skewMs / MINUTE_MS} min:`, ...says(life), ...doubts(life), waits(life));
      }
      return told;
    },
  ),
  row(28, { case: 'secondary limit with retry-after', expected: 'exactly that pause, for every kind of request', layer: 'virtual' }, async () => {
    const world = limited([(nowAt) => json(403, { message: SECONDARY }, { ...dated(nowAt), 'retry-after': '90' })]);
    const life = await world.live();
    expect(boxes(life)).toEqual(['succeeded', 'succeeded']);
    expect(silence(world)).toBeGreaterThanOrEqual(90 * SECOND_MS);
    expect(silence(world)).toBeLessThanOrEqual(99 * SECOND_MS + SECOND_MS);
    return [...says(life), ...doubts(life), waits(life)];
  }),
  row(
    29,
    {
      case: 'secondary limit without retry-after, while requests remain',
      expected: 'a minute, doubled each time; after five the session stops and says so, and can be resumed',
      layer: 'virtual',
    },
    async () => {
      const bare = (nowAt: number): FetchResponse => json(403, { message: SECONDARY }, { ...dated(nowAt), 'x-ratelimit-remaining': '900' });
      const passing = limited([bare, bare], { arrivals: { model: 'closed', runs: 1, concurrency: 1 } });
      const life = await passing.live();
      expect(boxes(life)).toEqual(['succeeded']);
      const posts = passing.sentAt(/\/dispatches$/);
      expect(posts.slice(1).map((at, i) => Math.floor((at - (posts[i] ?? 0)) / MINUTE_MS))).toEqual([1, 2]);
      const lasting = limited(Array(20).fill(bare), { arrivals: { model: 'closed', runs: 1, concurrency: 1 } });
      const hopeless = await lasting.live();
      expect(hopeless.session?.endedAt).toBeUndefined();
      expect(resultOf(hopeless).outcome).not.toBe('passed');
      expect(lasting.sentAt(/\/dispatches$/).length).toBeLessThanOrEqual(6);
      return [...says(life), ...doubts(life), 'when it lasts:', ...says(hopeless)];
    },
  ),
  row(30, { case: '429 whose retry-after is a date', expected: 'read as a span on the server’s clock', layer: 'pure' }, () =>
    pauseAfter({ 'retry-after': new Date(Date.UTC(2026, 0, 5, 8, 2)).toUTCString() }),
  ),
  row(
    31,
    { case: 'retry-after 0, negative, 10⁹, garbage', expected: 'never under 1 s; what no limit explains is said, not waited for', layer: 'pure' },
    () => ['0', '-5', '1000000000', 'soon'].map((text) => `${text}: ${pauseAfter({ 'retry-after': text })}`),
  ),
  row(32, { case: 'no rate headers at all (limits off on a GHES)', expected: 'its own spacing and points only', layer: 'virtual' }, async () => {
    const world = new World({ github: { limits: 'off' }, arrivals: { model: 'closed', runs: 6, concurrency: 6 } });
    const life = await world.live();
    expect(boxes(life)).toEqual(Array(6).fill('succeeded'));
    const posts = world.sentAt(/\/dispatches$/);
    expect((posts.at(-1) ?? 0) - (posts[0] ?? 0)).toBeGreaterThanOrEqual(4 * SECOND_MS);
    return [...says(life), waits(life)];
  }),
  row(
    33,
    { case: 'others use up the token’s hour', expected: 'the reserve stays theirs: waits for the reset, and warns', layer: 'virtual' },
    async () => {
      const world = new World({
        github: { limits: { primaryPerHour: 100 }, tokens: { 'test-token-of-nobody': { remaining: 30 } } },
        arrivals: { model: 'closed', runs: 12, concurrency: 12 },
      });
      const life = await world.live();
      expect(boxes(life)).toEqual(Array(12).fill('succeeded'));
      const [hour = 0] = world.sent.map(({ at }) => at);
      expect(world.sent.filter(({ at }) => at < hour + 60 * MINUTE_MS).length).toBeLessThanOrEqual(10);
      return [...says(life), waits(life)];
    },
  ),
  row(
    34,
    { case: 'the plan can’t fit the token’s hour', expected: 'said before the first dispatch, with the arithmetic', layer: 'virtual' },
    async () => {
      const world = new World({ github: { limits: { primaryPerHour: 60 } }, arrivals: { model: 'closed', runs: 60, concurrency: 20 } });
      const controller = world.start();
      const life = await controller.ended();
      const prepared = life.entries.find(({ event }) => event.type === 'prepared');
      const sentAt = life.entries.find(({ event }) => event.type === 'intent')?.at ?? 0;
      expect(prepared?.at).toBeLessThanOrEqual(sentAt);
      expect(boxes(life)).toEqual(Array(60).fill('succeeded'));
      return says(life);
    },
  ),
];
