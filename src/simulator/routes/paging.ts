import type { RouteContext } from '../message.ts';

/** One page of a listing, and the Link header that leads to the others. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Cuts a page out of a listing.
 *
 * @param reachable how many of the items paging can reach at all (1,000 for filtered listings of runs)
 */
export function pageOf<T>(items: readonly T[], context: RouteContext, reachable = items.length): Page<T> {
  const perPage = clamp(Number(context.query.get('per_page') ?? 30), 1, 100, 30);
  const page = clamp(Number(context.query.get('page') ?? 1), 1, 1_000_000, 1);
  const count = Math.min(items.length, reachable);
  const last = Math.max(1, Math.ceil(count / perPage));
  const link = (to: number, rel: string): string => {
    const query = new URLSearchParams(context.query);
    query.set('page', String(to));
    return `<${context.links.api}${context.path}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  return {
    items: items.slice((page - 1) * perPage, Math.min(page * perPage, count)),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  };
}

/** GitHub takes what it can of a bad number instead of refusing it. */
function clamp(value: number, min: number, max: number, fallback: number): number {
  if (!Number.isFinite(value) || value < 1) return fallback;
  return Math.min(max, Math.max(min, Math.floor(value)));
}
