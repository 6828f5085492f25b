import { loadDurationMs, mostSlots, peakPerMinute, slotCount } from '../load/extent.ts';
import type { DetailMode, Plan } from '../plan/plan.ts';
import { detailMode, SAMPLED_SHARE } from '../session/detail.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import { impossibleRate, type RateProblem } from './impossible-rate.ts';
import { type Budget, reservedRequests } from './limits.ts';

/** The fewest requests that a plan takes: what every run costs, and looking at the list as seldom as is of use. */
export interface RequestEstimate {
  readonly dispatches: number;
  readonly details: number;
  readonly looks: number;
  readonly total: number;
  /** How long dispatching takes at least. */
  readonly spanMs: number;
}

/** Runs that one page of a list shows. */
const PAGE = 100;
/** Looks come at least so often while runs are open (`nextLookAt`). */
const USUAL_GAP_MS = 45 * SECOND_MS;
/** Requests that create content, in an hour, "in general"; whether a dispatch is one, GitHub does not say. */
const CONTENT_AN_HOUR = 500;

/**
 * Estimates a plan's requests from below: one POST a run, one page a look, and what {@link DetailMode} takes for the jobs.
 *
 * @param mode another way to read the jobs than the plan's own
 */
export function estimateRequests(plan: Plan, mode: DetailMode = detailMode(plan.limits)): RequestEstimate {
  let dispatches = 0;
  let pages = 0;
  let spanMs = 0;
  let looks = 0;
  for (const { arrivals, jobsPerRun = 1 } of plan.scenarios) {
    // Of a search or of places nobody knows the number of runs; their time is the least that is known.
    const slots = slotCount(arrivals) ?? 0;
    const sendingMs = Math.max((slots - 1) * plan.limits.mutationSpacingMs, loadDurationMs(arrivals) ?? 0);
    dispatches += slots;
    pages += slots * Math.ceil(jobsPerRun / PAGE);
    spanMs += sendingMs;
    looks += Math.max(Math.ceil(slots / PAGE), Math.ceil(sendingMs / Math.max(USUAL_GAP_MS, plan.limits.pollMs)));
  }
  const share = plan.limits.detailShare ?? SAMPLED_SHARE;
  const jobs = plan.scenarios.reduce((sum, { arrivals, jobsPerRun = 1 }) => sum + (slotCount(arrivals) ?? 0) * jobsPerRun, 0);
  const perMode = { exact: pages, batched: Math.ceil(jobs / PAGE), sampled: Math.ceil(pages * share), none: 0 };
  const details = perMode[mode];
  return { dispatches, details, looks, total: dispatches + details + looks, spanMs };
}

const number = (n: number): string => Math.round(n).toLocaleString('en-US');

/**
 * What no token can do: arrivals faster than they may be sent. Every one would be late, and the session would measure its own waiting.
 *
 * @param pointsPerMinute what the server allows, default 900
 * @returns a problem for each such scenario
 */
export function impossibleRates(plan: Plan, pointsPerMinute?: number): readonly RateProblem[] {
  return plan.scenarios.flatMap(({ name, arrivals }) => {
    const problem = impossibleRate(arrivals, plan.limits.mutationSpacingMs, pointsPerMinute);
    return problem === undefined ? [] : [{ ...problem, message: `scenario ${name} ${problem.message}` }];
  });
}

/** More changes in an hour than GitHub allows where they create content: it may pause the token, and then it is obeyed. */
export function contentWarning(plan: Plan): string | undefined {
  for (const scenario of plan.scenarios) {
    const { arrivals } = scenario;
    const perMinute = peakPerMinute(arrivals);
    // As many as come over places: nobody knows how many that is.
    if (perMinute === undefined && slotCount(arrivals) === undefined) continue;
    // A search may end before its first hour is over.
    const spanMs = Math.min(HOUR_MS, loadDurationMs(arrivals) ?? HOUR_MS);
    const mostAnHour = Math.min(
      mostSlots(arrivals),
      HOUR_MS / plan.limits.mutationSpacingMs,
      perMinute === undefined ? Number.POSITIVE_INFINITY : (perMinute * spanMs) / MINUTE_MS,
    );
    if (mostAnHour <= CONTENT_AN_HOUR) continue;
    return `scenario ${scenario.name} sends up to ${number(mostAnHour)} dispatches an hour. GitHub lets a token create content ${CONTENT_AN_HOUR} times an hour and does not say whether a dispatch counts: if it refuses, the session waits as long as it asks. "limits: { mutation-spacing: 7.2s }" stays below`;
  }
  return undefined;
}

/**
 * Does the plan fit into what the token may send? Of the hour that runs, what is left; of each later hour of a longer session, all of it; less the
 * reserve, each time.
 *
 * @returns `undefined` when it does; else the arithmetic in one sentence, with what will happen
 */
export function budgetWarning(plan: Plan, budget: Omit<Budget, 'told'>): string | undefined {
  const { dispatches, details, looks, total, spanMs } = estimateRequests(plan);
  const reserved = reservedRequests(budget, plan.limits.reserve);
  const hourly = budget.limit - reserved;
  const now = Math.max(0, budget.remaining - reserved);
  const later = hourly * (Math.max(1, spanMs / HOUR_MS) - 1);
  if (total <= now + later) return undefined;
  const mode = detailMode(plan.limits);
  const lists = mode === 'batched' ? 'pages of check runs' : 'job lists';
  const needs = `the plan takes at least ${number(total)} requests (${number(dispatches)} dispatches, ${number(details)} ${lists}, ${number(looks)} looks)`;
  const until = new Date(budget.resetServerAt).toISOString().slice(11, 16);
  const has = `the token may send ${number(now)} until ${until} UTC and ${number(hourly)} an hour after that (${number(budget.limit)} less ${number(reserved)} left to others)`;
  const waits = Math.ceil((total - now - later) / Math.max(1, hourly));
  const stops = `it will stop and wait, for ${waits} ${waits === 1 ? 'reset' : 'resets'} at least`;
  const batched = mode === 'exact' ? estimateRequests(plan, 'batched').total : Number.POSITIVE_INFINITY;
  const trade =
    batched <= now + later ? `Set "limits: { detail: batched }", which takes ${number(batched)} and measures no queue_time; or take` : 'Take';
  return `${needs}, but ${has}: ${stops}. ${trade} fewer runs, spread them over more time, or use an App's or a person's token with a larger hour`;
}
