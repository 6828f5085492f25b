import { expect, test } from 'vitest';
import { type EvenLoad, keepSchedule } from '../support/schedule/keep-schedule.ts';

/**
 * Half a minute on the machine's clock, over real sockets, controller and server each in a process of its own: everything adds up, however slow the machine
 * is. How late is the business of `npm run bench -- schedule`; here it is only told, and told alike by all who know it. Most of the time these tests wait,
 * beside the seeds, which have the processors.
 */
const load: EvenLoad = { perMinute: 60, seconds: 30, mode: 'github' };

test.concurrent.each<[string, EvenLoad, number]>([
  ['60/min for 30 s with the spacing of a plan that says nothing', load, 30],
  [
    '600/min on a server without limits, with an event loop that stands still for 2 s',
    {
      perMinute: 600,
      seconds: 6,
      mode: 'ghes-3.19',
      spacingMs: 20,
      pointsPerMinute: 'no limit',
      stall: { afterMs: 2_000, forMs: 2_000 },
    },
    60,
  ],
])('%s: every slot once, each with its lateness', async (_, given, planned) => {
  const { result, slots, arrivals, stalls } = await keepSchedule(given);
  const [scenario] = result.scenarios;
  const { schedule, ledger, metrics } = scenario ?? {};
  expect(ledger).toMatchObject({ planned, succeeded: planned, shed: 0, lost: 0 });
  expect(schedule).toMatchObject({ planned, sent: planned, achieved: 1, dropped: 0 });

  // One request a slot, under its own key, never before its time.
  const intendedAt = new Map(slots.map((slot) => [slot.key, slot.intendedAt]));
  expect(new Set(arrivals.map(({ key }) => key)).size).toBe(planned);
  expect(arrivals).toHaveLength(planned);
  const lateMs = arrivals.map(({ key, at }) => at - (intendedAt.get(key) ?? Number.NaN));
  // Both clocks are the machine's; each process reads it to the millisecond.
  for (const ms of lateMs) expect(ms).toBeGreaterThan(-2);

  const told = metrics?.dispatch_lateness;
  expect(told).toMatchObject({ n: planned });
  expect(schedule?.lateness.max).toBeLessThanOrEqual((Math.max(...lateMs) + 2) / 1_000);

  // Due in the stall, and more than the tolerance before its end: late for certain, whatever else the machine did.
  const [stall] = stalls;
  expect(stalls).toHaveLength(given.stall === undefined ? 0 : 1);
  const doomed = stall === undefined ? 0 : slots.filter((slot) => slot.intendedAt >= stall.fromAt && slot.intendedAt < stall.toAt - 250).length;
  if (stall !== undefined) expect(doomed).toBeGreaterThanOrEqual(15);
  expect(Math.round((schedule?.lateShare ?? 0) * planned)).toBeGreaterThanOrEqual(doomed);
  if (doomed > 0) expect(schedule?.invalid).toMatch(/^\d+ of 60 runs were sent more than 250ms late/);
});
