import fc from 'fast-check';
import { expect, it } from 'vitest';
import { virtualClock } from '../../../test/support/virtual-clock.ts';
import { createRequestQueue, PRIORITIES, type Priority, WithdrawnError } from './request-queue.ts';

const SPACING_MS = 1_000;
const config = { mutationSpacingMs: SPACING_MS, reserve: 0.2, concurrency: 4 };

/** One request: when it is asked for, what it is, how long its answer takes, and what limit the answer names (seconds). */
const requests = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 0, max: 3_000 }),
    priority: fc.constantFrom<Priority>(...PRIORITIES),
    mutation: fc.boolean(),
    tookMs: fc.integer({ min: 0, max: 5_000 }),
    retryAfter: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined, freq: 8 }),
  }),
  { minLength: 1, maxLength: 60 },
);

it('sends everything once, nothing during a pause, mutations apart, and never too much at once (property)', async () => {
  await fc.assert(
    fc.asyncProperty(requests, async (asked) => {
      const clock = virtualClock();
      const queue = createRequestQueue(clock, config);
      const sent: { readonly at: number; readonly mutation: boolean }[] = [];
      let pausedUntil = 0;
      let underWay = 0;
      const ask = async ({ priority, mutation, tookMs, retryAfter }: (typeof asked)[number]): Promise<void> => {
        await queue.run({ kind: mutation ? 'mutation' : 'read', priority }, async () => {
          const sentAt = clock.now();
          expect(sentAt).toBeGreaterThanOrEqual(pausedUntil);
          underWay += 1;
          expect(underWay).toBeLessThanOrEqual(config.concurrency);
          sent.push({ at: sentAt, mutation });
          await clock.sleepUntil(sentAt + tookMs);
          underWay -= 1;
          if (retryAfter === undefined) return { facts: { sentAt, status: 200, headers: {} }, value: undefined };
          pausedUntil = Math.max(pausedUntil, clock.now() + retryAfter * 1_000);
          return { facts: { sentAt, status: 429, headers: { 'retry-after': String(retryAfter) } }, value: undefined };
        });
      };
      const all = async (): Promise<void> => {
        const work: Promise<void>[] = [];
        for (const one of asked) {
          await clock.sleepUntil(clock.now() + one.afterMs);
          work.push(ask(one));
        }
        await Promise.all(work);
      };
      await clock.run(all());
      expect(sent).toHaveLength(asked.length);
      const mutations = sent.filter(({ mutation }) => mutation).map(({ at }) => at);
      // Burst 2: any three mutations span at least one spacing, any n + 2 of them n.
      mutations.forEach((at, n) => {
        for (let m = n + 2; m < mutations.length; m++) expect((mutations[m] ?? 0) - at).toBeGreaterThanOrEqual((m - n - 1) * SPACING_MS);
      });
    }),
    { numRuns: 100 },
  );
});

it('withdraws what waits when it is told to stop, and lets the others go', async () => {
  const clock = virtualClock();
  const queue = createRequestQueue(clock, config);
  const stop = new AbortController();
  const send = async () => ({ facts: { sentAt: clock.now() }, value: clock.now() });
  const mutation = { kind: 'mutation', priority: 'dispatch' } as const;
  const first = [queue.run(mutation, send), queue.run(mutation, send)];
  const withdrawn = queue.run({ ...mutation, signal: stop.signal }, send);
  const last = queue.run(mutation, send);
  const startedAt = clock.now();
  stop.abort();
  await expect(withdrawn).rejects.toThrow(WithdrawnError);
  await clock.run(Promise.all(first));
  expect((await clock.run(last)) - startedAt).toBe(SPACING_MS);
});
