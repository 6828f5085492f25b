import { DAY_MS, HOUR_MS, MINUTE_MS, parseDuration, SECOND_MS } from '../time.ts';
import type { Rate } from './plan.ts';

/** The forms that {@link parseRate} takes, for error messages. */
export const RATE_FORMS = '"10/min", "0.5/s", "100/h", "1/day", "500/10s"';

const PER_MS: Readonly<Record<string, number>> = {
  s: SECOND_MS,
  sec: SECOND_MS,
  second: SECOND_MS,
  m: MINUTE_MS,
  min: MINUTE_MS,
  minute: MINUTE_MS,
  h: HOUR_MS,
  hour: HOUR_MS,
  d: DAY_MS,
  day: DAY_MS,
};

/** Slowest and fastest rate, in arrivals a millisecond: 1/day and 500/10s (GitHub's own limit of queueing runs). */
const SLOWEST = 1 / DAY_MS;
const FASTEST = 500 / (10 * SECOND_MS);

/** A rate, or why the text is none. */
export type RateParse = { readonly ok: true; readonly rate: Rate } | { readonly ok: false; readonly why: 'form' | 'range' | 'jobs' };

/**
 * Reads a rate of runs: a number, a slash, and a unit (`s`, `min`, `h`, `day`) or a span (`10s`).
 *
 * @returns the rate as it was written (not reduced), from 1/day to 500/10s
 * @example parseRate('10/min') // { ok: true, rate: { count: 10, perMs: 60_000 } }
 */
export function parseRate(text: string): RateParse {
  const parts = text.length > 50 ? null : /^(\d+(?:\.\d+)?)\s*(jobs?|runs?)?\s*\/\s*([a-z0-9.]+)$/.exec(text.trim());
  if (parts === null) return { ok: false, why: 'form' };
  const [, countText = '', what, perText = ''] = parts;
  if (what?.startsWith('job')) return { ok: false, why: 'jobs' };
  const count = Number(countText);
  const perMs = Object.hasOwn(PER_MS, perText) ? PER_MS[perText] : parseDuration(perText);
  if (perMs === undefined) return { ok: false, why: 'form' };
  const perMillisecond = count / perMs;
  // The tolerance is for rates that equal a bound on paper: 0.041666666666666664/h is 1/day.
  if (!(perMillisecond >= SLOWEST * (1 - 1e-12) && perMillisecond <= FASTEST * (1 + 1e-12))) return { ok: false, why: 'range' };
  return { ok: true, rate: { count, perMs } };
}
