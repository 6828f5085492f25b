/**
 * A controller in a process of its own, on the machine's clock, over real HTTP: the library with its journal on disk. Forked with a {@link Task} as
 * JSON, it sends what became of its schedule.
 */
import { systemClock } from '../../../src/app/system-clock.ts';
import { createGitHubTarget, createNodeFetch, runPlan } from '../../../src/index.ts';
import { planOf, scenarioOf } from '../plans.ts';
import type { ControllerTask, SentSlot } from './keep-schedule.ts';

const task = JSON.parse(process.argv[2] ?? '') as ControllerTask;
const { load, apiUrl, reportDir } = task;
const clock = systemClock();
const slots = new Map<string, SentSlot>();
const stalls: { readonly fromAt: number; readonly toAt: number }[] = [];

/** Nothing else gets a turn: no timer, no answer. */
function stall(forMs: number): void {
  const fromAt = clock.now();
  while (clock.now() < fromAt + forMs);
  stalls.push({ fromAt, toAt: clock.now() });
}

const rate = { count: load.perMinute, perMs: 60_000 };
const arrivals = { model: 'open', shape: 'constant', rate, durationMs: load.seconds * 1_000 } as const;
const plan = planOf([scenarioOf(arrivals, { units: [{ workflow: 'quick.yml', inputs: {} }] })], {
  limits: { mutationSpacingMs: load.spacingMs ?? 1_000, reserve: 0.2, pollMs: 2_000, runTimeoutMs: 600_000 },
});
const { result } = await runPlan(plan, {
  target: ({ seed }) =>
    createGitHubTarget({
      fetch: createNodeFetch(),
      clock,
      token: () => 'token-of-nobody',
      apiUrl,
      repository: 'octo/fleet',
      seed,
      limits: { ...plan.limits, ...(load.pointsPerMinute === 'no limit' && { pointsPerMinute: Number.POSITIVE_INFINITY }) },
    }),
  clock,
  reportDir,
  onEvent: ({ event, at }) => {
    if (event.type === 'issued') slots.set(event.slot, { intendedAt: event.intendedAt ?? at });
    if (event.type === 'intent') slots.set(event.slot, { intendedAt: at, ...slots.get(event.slot), key: event.key, sentAt: at });
    if (event.type === 'scenario_started' && load.stall !== undefined) setTimeout(stall, load.stall.afterMs, load.stall.forMs);
  },
});
process.send?.({ result, slots: [...slots.values()], stalls }, () => process.disconnect());
