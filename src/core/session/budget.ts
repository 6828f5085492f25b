import { PRICE_CARD } from '../cost/price-card.ts';
import type { BudgetSpec } from '../plan/plan.ts';
import { formatDuration, MINUTE_MS } from '../time.ts';
import type { RunState, Session } from './session.ts';

/** What the engine knows beside the session. */
export interface Spending {
  /** Requests that the present controller has sent. Absent: not known. */
  readonly requests?: number;
  /** Dispatches on their way. */
  readonly sending: number;
}

/** Requests of one more run: its dispatch, its jobs, and a share of the looks. */
const REQUESTS_A_RUN = 3;
/** What a run that was sent still needs. */
const REQUESTS_TO_END = 2;

/** What the present controller may spend. */
export const budgetOf = (session: Session): BudgetSpec | undefined => session.budget ?? session.plan.budget;

/** When the present controller's time is over; `undefined`: never. */
export function wallTimeOverAt(session: Session): number | undefined {
  const wallTimeMs = budgetOf(session)?.wallTimeMs;
  return wallTimeMs === undefined ? undefined : session.tookOverAt + wallTimeMs;
}

/**
 * Why the session has to be suspended at once, whatever is under way: its time is over, or its requests are used up so that nobody can look any more.
 * Nothing is cancelled; whoever resumes finds the runs where they are.
 */
export function spentUp(session: Session, now: number, { requests }: Spending): string | undefined {
  const budget = budgetOf(session);
  if (budget === undefined) return undefined;
  const overAt = wallTimeOverAt(session);
  if (overAt !== undefined && now >= overAt)
    return `the budget's wall-time of ${formatDuration(budget.wallTimeMs ?? 0)} is over: resume to go on, each controller has it anew`;
  const { apiRequests } = budget;
  const used = requestsUsed(session, requests);
  if (apiRequests !== undefined && apiRequests.perMs === undefined && used >= apiRequests.count)
    return `the budget of ${apiRequests.count} API requests is used up (${used} were sent): resume with a larger one`;
  return undefined;
}

/** How many more runs may be sent, and what keeps them from being more. */
export interface Room {
  readonly runs: number;
  readonly why?: string;
}

/**
 * How many more runs the budget has room for, beside those on their way.
 *
 * A run is sent only when what was used, what the runs under way are expected to take, and what it is expected to take itself stay within the
 * cap. Expected is the mean of the runs that have ended; until one has, it is what the oldest run under way has taken so far, at least a minute of
 * one runner. Of requests it is 2 for a run under way and 3 for a new one. So a cap is overshot by no more than runs under way last longer than
 * those before them.
 */
export function roomFor(session: Session, now: number, spending: Spending): Room {
  const budget = budgetOf(session);
  let room: Room = { runs: Number.POSITIVE_INFINITY };
  if (budget === undefined) return room;
  const underWay = session.open.size + session.awaitingDetails.size + session.ambiguous.size + spending.sending;
  const cap = (name: string, limit: number, used: number, each: number, open: number, show: (value: number) => string): void => {
    const runs = Math.max(0, Math.floor((limit - used - open) / each + 1e-9));
    if (runs >= room.runs) return;
    const owed = underWay > 0 ? `, ${show(open)} are expected of ${underWay} runs under way` : '';
    room = {
      runs,
      why: `the budget of ${show(limit)} ${name} has no room for one more run: ${show(used)} are used${owed}, and a run takes about ${show(each)}`,
    };
  };
  const { runs, minutes, costUsd } = session.spend;
  const unknown = Math.max(1, oldestAgeMs(session, now) / MINUTE_MS);
  if (budget.runnerMinutes !== undefined) {
    const each = runs > 0 ? minutes / runs : unknown;
    if (each > 0) cap('runner-minutes', budget.runnerMinutes, minutes, each, each * underWay, twoDigits);
  }
  if (budget.costUsd !== undefined) {
    const each = runs > 0 ? costUsd / runs : Math.ceil(unknown) * PRICE_CARD.named.linux;
    if (each > 0) cap('US dollars', budget.costUsd, costUsd, each, each * underWay, twoDigits);
  }
  const { apiRequests } = budget;
  if (apiRequests !== undefined && apiRequests.perMs === undefined)
    cap('API requests', apiRequests.count, requestsUsed(session, spending.requests), REQUESTS_A_RUN, REQUESTS_TO_END * underWay, String);
  return room;
}

/** How long the oldest run that has not told what it took has been under way. */
function oldestAgeMs({ open, awaitingDetails }: Session, now: number): number {
  const oldest: readonly (RunState | undefined)[] = [open.values().next().value, awaitingDetails.values().next().value];
  return Math.max(0, ...oldest.map((run) => now - (run?.ackedAt ?? now)));
}

const twoDigits = (value: number): string => String(Number(value.toFixed(2)));

/** What controllers before this one have put on the bill, and this one. */
function requestsUsed(session: Session, requests = 0): number {
  let used = requests;
  for (const [epoch, usage] of session.usage) if (epoch < session.epoch) used += usage.requests;
  return used;
}
