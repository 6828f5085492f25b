import { rampLevels } from '../load/extent.ts';
import { perMinute } from '../load/per-ms.ts';
import { integrateSegments } from '../load/rate-integral.ts';
import { slotsBefore } from '../load/schedule.ts';
import { formatDuration, MINUTE_MS } from '../time.ts';
import type { Arrivals } from './plan.ts';

/** More rows than this say nothing at a glance. */
const MOST_ROWS = 12;

/**
 * The parts of a load as rows: when each begins and ends, its rate in arrivals a minute, its runs. A heading comes first. Empty for what is one part, which its
 * sentence says already.
 */
export function scheduleTable(arrivals: Arrivals): readonly (readonly string[])[] {
  const rows = rowsOf(arrivals);
  if (rows.length < 2) return [];
  const heading = arrivals.shape === 'places' ? ['from', 'to', 'places', ''] : ['from', 'to', 'a minute', 'runs'];
  if (rows.length <= MOST_ROWS) return [heading, ...rows];
  return [heading, ...rows.slice(0, MOST_ROWS - 1), ['…', '', '', `${rows.length - MOST_ROWS + 1} more`]];
}

function rowsOf(arrivals: Arrivals): string[][] {
  switch (arrivals.shape) {
    case 'segments': {
      const integral = integrateSegments(arrivals.segments);
      return spans(arrivals.segments).map(({ from, to, startMs, endMs }) => [
        at(startMs),
        at(endMs),
        between(perMinute(from), perMinute(to)),
        String(slotsBefore(integral, endMs) - slotsBefore(integral, startMs)),
      ]);
    }
    case 'places':
      return spans(arrivals.segments).map(({ from, to, startMs, endMs }) => [at(startMs), at(endMs), between(from, to), '']);
    case 'bursts':
      return arrivals.sizes.map((size, n) => [at(n * arrivals.everyMs), '', 'at once', String(size)]);
    case 'ramp': {
      const { levelMs } = arrivals.ramp;
      return rampLevels(arrivals.ramp).map((level, n) => [
        at(n * levelMs),
        at((n + 1) * levelMs),
        plain(level),
        String(Math.max(1, Math.floor((level * levelMs) / MINUTE_MS + 1e-9))),
      ]);
    }
    default:
      return [];
  }
}

function spans<T extends { readonly durationMs: number }>(segments: readonly T[]): (T & { startMs: number; endMs: number })[] {
  let startMs = 0;
  return segments
    .map((segment) => {
      const span = { ...segment, startMs, endMs: startMs + segment.durationMs };
      startMs = span.endMs;
      return span;
    })
    .filter(({ durationMs }) => durationMs > 0);
}

const at = (ms: number): string => (ms === 0 ? '0' : `+${formatDuration(ms)}`);
const plain = (n: number): string => String(Math.round(n * 100) / 100);
const between = (from: number, to: number): string => (plain(from) === plain(to) ? plain(to) : `${plain(from)} to ${plain(to)}`);
