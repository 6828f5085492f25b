import type { JobRecord } from '../timing/records.ts';

/** A span of time in which something was so, in ms. */
export type Span = readonly [from: number, to: number];

/** How many of the spans were open at the same time. */
export interface Concurrency {
  readonly most: number;
  /** Since when there were so many for the first time; absent without a span. */
  readonly mostAt?: number;
  /** Sum of all spans, ms. */
  readonly sumMs: number;
  /** The most within [from, to). */
  mostWithin(from: number, to: number): number;
}

/** Counts spans that overlap. A span ends before another one begins at the same instant; empty ones count nowhere. */
export function concurrencyOf(spans: readonly Span[]): Concurrency {
  const changes = spans.flatMap(([from, to]) => (to > from ? [[from, 1] as const, [to, -1] as const] : []));
  changes.sort(([a, up], [b, down]) => a - b || up - down);
  const at: number[] = [];
  const levels: number[] = [];
  let level = 0;
  let most = 0;
  let mostAt: number | undefined;
  for (const [instant, step] of changes) {
    level += step;
    if (at.at(-1) === instant) levels[levels.length - 1] = level;
    else {
      at.push(instant);
      levels.push(level);
    }
  }
  for (const [i, height] of levels.entries()) {
    if (height <= most) continue;
    most = height;
    mostAt = at[i];
  }
  return {
    most,
    ...(mostAt !== undefined && { mostAt }),
    sumMs: spans.reduce((sum, [from, to]) => sum + Math.max(0, to - from), 0),
    mostWithin(from, to) {
      const first = firstAfter(at, from);
      let top = levels[first - 1] ?? 0;
      for (let i = first; i < at.length && (at[i] ?? to) < to; i++) top = Math.max(top, levels[i] ?? 0);
      return top;
    },
  };
}

/** Index of the first instant after `at`. */
function firstAfter(instants: readonly number[], at: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? at) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** When the job had a runner; a job that still runs, until `asOfAt`. Empty: never. */
export function workSpan({ runner, startedAt, completedAt }: JobRecord, asOfAt?: number): readonly Span[] {
  return runner === undefined ? [] : spanOf(startedAt, completedAt ?? asOfAt);
}

/** When the job waited for a runner: until it started, or until it was given up; one that still waits, until `asOfAt`. */
export function queueSpan({ createdAt, startedAt, completedAt, runner, conclusion }: JobRecord, asOfAt?: number): readonly Span[] {
  if (conclusion === 'skipped') return [];
  return spanOf(createdAt, runner === undefined ? (completedAt ?? asOfAt) : startedAt);
}

function spanOf(from: number | undefined, to: number | undefined): readonly Span[] {
  return from === undefined || to === undefined ? [] : [[from, to]];
}
