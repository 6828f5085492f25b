import { slotCount } from '../load/schedule.ts';
import type { Plan } from '../plan/plan.ts';
import { HOUR_MS } from '../time.ts';
import { type Budget, reservedRequests } from './limits.ts';

/** The fewest requests that a plan takes: what every run costs, and looking at the list as often as the plan allows. */
export interface RequestEstimate {
  readonly dispatches: number;
  readonly details: number;
  readonly looks: number;
  readonly total: number;
  /** How long dispatching takes at least. */
  readonly spanMs: number;
}

/** Estimates a plan's requests from below: one POST and one job list a run (100 jobs a page), one page a look. */
export function estimateRequests(plan: Plan): RequestEstimate {
  let dispatches = 0;
  let spanMs = 0;
  for (const { arrivals } of plan.scenarios) {
    const slots = slotCount(arrivals);
    dispatches += slots;
    spanMs += Math.max((slots - 1) * plan.limits.mutationSpacingMs, arrivals.model === 'open' ? arrivals.durationMs : 0);
  }
  const looks = Math.ceil(spanMs / plan.limits.pollMs);
  return { dispatches, details: dispatches, looks, total: 2 * dispatches + looks, spanMs };
}

/**
 * Does the plan fit into the token's hour?
 *
 * @returns `undefined` when it does; else the arithmetic in one sentence, with what will happen
 */
export function budgetWarning(plan: Plan, budget: Omit<Budget, 'told'>): string | undefined {
  const { dispatches, details, looks, total, spanMs } = estimateRequests(plan);
  const reserved = reservedRequests(budget, plan.limits.reserve);
  const hourly = budget.limit - reserved;
  const now = Math.max(0, budget.remaining - reserved);
  const hours = Math.max(1, spanMs / HOUR_MS);
  // What is left of this hour, then whole hours.
  if (total <= now + hourly * (hours - 1)) return undefined;
  const number = (n: number): string => Math.round(n).toLocaleString('en-US');
  const needs = `the plan takes at least ${number(total)} requests (${number(dispatches)} dispatches, ${number(details)} job lists, ${number(looks)} looks)`;
  const until = new Date(budget.resetServerAt).toISOString().slice(11, 16);
  const has = `the token may send ${number(now)} until ${until} UTC and ${number(hourly)} an hour after that (${number(budget.limit)} less ${number(reserved)} left to others)`;
  return `${needs}, but ${has}: it will stop and wait. Take fewer runs, spread them over more time, or use an App's or a person's token with a larger hour`;
}
