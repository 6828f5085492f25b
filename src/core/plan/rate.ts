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

/** A rate as it is given: of runs, or of jobs, of which one run may have many (`jobs-per-run`). */
export type GivenRate = Rate & { readonly of?: 'jobs' };

/** A rate, or why the text is none. */
export type RateParse = { readonly ok: true; readonly rate: GivenRate } | { readonly ok: false; readonly why: 'form' | 'range' };

/** GitHub's limit of a matrix. */
export const MAX_JOBS_PER_RUN = 256;

/**
 * Reads a rate of runs or jobs: a number, `jobs` where they are meant, a slash, and a unit (`s`, `min`, `h`, `day`) or a span (`10s`).
 *
 * @returns the rate as it was written (not reduced), from 1/day to 500/10s; jobs up to 256 times that
 * @example parseRate('10/min') // { ok: true, rate: { count: 10, perMs: 60_000 } }
 */
export function parseRate(text: string): RateParse {
  const parts = text.length > 50 ? null : /^(\d+(?:\.\d+)?)\s*(jobs?|runs?)?\s*\/\s*([a-z0-9.]+)$/.exec(text.trim());
  if (parts === null) return { ok: false, why: 'form' };
  const [, countText = '', what, perText = ''] = parts;
  const count = Number(countText);
  const perMs = Object.hasOwn(PER_MS, perText) ? PER_MS[perText] : parseDuration(perText);
  if (perMs === undefined) return { ok: false, why: 'form' };
  const perMillisecond = count / perMs;
  const jobs = what?.startsWith('job') === true;
  const fastest = jobs ? FASTEST * MAX_JOBS_PER_RUN : FASTEST;
  // The tolerance is for rates that equal a bound on paper: 0.041666666666666664/h is 1/day.
  if (!(perMillisecond >= SLOWEST * (1 - 1e-12) && perMillisecond <= fastest * (1 + 1e-12))) return { ok: false, why: 'range' };
  return { ok: true, rate: { count, perMs, ...(jobs && { of: 'jobs' as const }) } };
}

/** A given rate in runs: what is given in jobs is divided by how many a run has. */
export function inRuns({ count, perMs, of }: GivenRate, jobsPerRun = 1): Rate {
  return { count: of === 'jobs' ? count / jobsPerRun : count, perMs };
}
