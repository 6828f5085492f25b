import type { Rate } from '../plan/plan.ts';
import { MINUTE_MS } from '../time.ts';

/** Arrivals a millisecond. */
export const perMs = (rate: Rate): number => rate.count / rate.perMs;

/** Arrivals a minute: the unit in which people compare rates. */
export const perMinute = (rate: Rate): number => (rate.count * MINUTE_MS) / rate.perMs;
