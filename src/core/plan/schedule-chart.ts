import { loadDurationMs } from '../load/extent.ts';
import { placesAt } from '../load/places.ts';
import { evenIntegral, scheduleOf } from '../load/schedule.ts';
import { MINUTE_MS } from '../time.ts';
import type { Arrivals } from './plan.ts';

/** Arrivals over time as blocks, with what the scale is. */
export interface ScheduleChart {
  /** From top to bottom, each of the same width. */
  readonly rows: readonly string[];
  /** Value at the top. */
  readonly top: number;
  /** What is drawn: arrivals in a column's time, scaled to a minute; the size of each burst; or places. */
  readonly of: 'arrivals a minute' | 'arrivals at once' | 'places';
  readonly durationMs: number;
}

const BLOCKS = ['', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * A load as a chart of blocks: the rate in each column's part of the time; where there is none (bursts, traces, random instants), how many slots fall into it; the number
 * of places in a closed model.
 *
 * @param seed of the scenario, see `scenarioSeed`
 * @param columns the most, at least 1
 * @returns `undefined` for what has no course over time: a number of runs, a search
 */
export function scheduleChart(arrivals: Arrivals, seed: string, columns: number, height = 6): ScheduleChart | undefined {
  const durationMs = loadDurationMs(arrivals) ?? 0;
  if (durationMs <= 0 || arrivals.model === 'adaptive') return undefined;
  const borders = Array.from({ length: columns + 1 }, (_, column) => (column * durationMs) / columns);
  const each = (value: (fromMs: number, toMs: number) => number): number[] => borders.slice(1).map((to, column) => value(borders[column] ?? 0, to));
  if (arrivals.shape === 'places') {
    const values = each((from, to) => placesAt(arrivals.segments, (from + to) / 2));
    return { ...drawn(values, height), of: 'places', durationMs };
  }
  const integral = evenIntegral(arrivals);
  const counts =
    integral === undefined ? countsOf(arrivals, seed, durationMs, columns) : each((from, to) => integral.dueAt(to) - integral.dueAt(from));
  if (arrivals.shape === 'bursts') return { ...drawn(counts, height), of: 'arrivals at once', durationMs };
  const perMinute = counts.map((count) => (count * MINUTE_MS * columns) / durationMs);
  return { ...drawn(perMinute, height), of: 'arrivals a minute', durationMs };
}

function countsOf(arrivals: Arrivals, seed: string, durationMs: number, columns: number): number[] {
  const counts = Array.from({ length: columns }, () => 0);
  const schedule = scheduleOf(arrivals, seed);
  for (const at of schedule.model === 'open' ? schedule.offsetsMs : []) {
    // An instant on a border that rounding put a hair before it belongs behind it.
    const column = Math.min(columns - 1, Math.floor((at * columns) / durationMs + 1e-9));
    counts[column] = (counts[column] ?? 0) + 1;
  }
  return counts;
}

function drawn(values: readonly number[], most: number): Pick<ScheduleChart, 'rows' | 'top'> {
  const top = Math.max(...values);
  // What never changes needs no height.
  const height = top - Math.min(...values) <= top * 1e-6 ? 1 : most;
  const rows = Array.from({ length: height }, (_, row) =>
    values
      .map((value) => {
        // What is there at all is seen: an eighth of a block at least.
        const eighths = top <= 0 ? 0 : Math.max(value > 0 ? 1 : 0, Math.round((value / top) * height * 8));
        const here = Math.max(0, Math.min(8, eighths - (height - 1 - row) * 8));
        return BLOCKS[here] === '' ? ' ' : BLOCKS[here];
      })
      .join(''),
  );
  return { rows, top };
}
