import { type ApiResponse, json, problem, type RouteContext } from '../message.ts';
import { runView } from '../views/run-view.ts';
import { conclusionOf, latestAttempt, type SimRun, statusOf } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { pageOf } from './paging.ts';

/** "Up to 1,000 results for each search" when any of the filters is used. */
const MOST_RESULTS_OF_A_SEARCH = 1_000;
const FILTERS = ['actor', 'branch', 'check_suite_id', 'created', 'event', 'head_sha', 'status'];

/** Runs of the repository or of one workflow, newest first; a run shows `lagMs` after it came to be. */
export function listRuns(world: World, context: RouteContext, workflowId: number | undefined, lagMs: number): ApiResponse {
  const { query } = context;
  const created = query.get('created');
  const within = created === null ? () => true : createdFilter(created);
  if (within === undefined)
    return problem(422, `"${created}" is not a recognized date/time format. Please provide an ISO 8601 date/time value, such as YYYY-MM-DD.`);
  const filtered = FILTERS.some((name) => query.has(name));
  const status = query.get('status');
  const matches = (run: SimRun): boolean => {
    if (run.createdAt + lagMs > context.at || (workflowId !== undefined && run.workflow.id !== workflowId)) return false;
    if (!filtered) return true;
    const attempt = latestAttempt(run);
    if (status !== null && status !== statusOf(attempt) && status !== conclusionOf(attempt)) return false;
    return (
      within(run.createdAt) &&
      is(query, 'actor', run.actor) &&
      is(query, 'branch', run.ref) &&
      is(query, 'event', 'workflow_dispatch') &&
      is(query, 'head_sha', run.headSha) &&
      is(query, 'check_suite_id', String(run.id + 20_000_000_000))
    );
  };
  const runs = world.runs.filter(matches).reverse();
  const page = pageOf(runs, context, filtered ? MOST_RESULTS_OF_A_SEARCH : undefined);
  const views = page.items.map((run) => runView(run, world.repository, context.links));
  return json(200, { total_count: runs.length, workflow_runs: views }, page.headers);
}

function is(query: URLSearchParams, name: string, value: string): boolean {
  const wanted = query.get(name);
  return wanted === null || wanted === value;
}

/** GitHub's search syntax for dates: `>=D`, `>D`, `<=D`, `<D`, `D..D`, `*..D`, `D..*`, `D` (that day, or that second). */
function createdFilter(text: string): ((at: number) => boolean) | undefined {
  const range = /^(.+)\.\.(.+)$/.exec(text);
  const compared = /^(>=|<=|>|<)(.+)$/.exec(text);
  const bounds = (part: string): readonly [number, number] | undefined => {
    const from = Date.parse(part);
    if (!/^\d{4}-\d{2}-\d{2}/.test(part) || Number.isNaN(from)) return undefined;
    return [from, from + (part.length === 10 ? 86_400_000 : 1_000) - 1];
  };
  // Comparisons are made on what the stamp shows: whole seconds.
  const second = (at: number): number => Math.floor(at / 1_000) * 1_000;
  if (range !== null) {
    const from = range[1] === '*' ? ([Number.NEGATIVE_INFINITY, 0] as const) : bounds(range[1] ?? '');
    const to = range[2] === '*' ? ([0, Number.POSITIVE_INFINITY] as const) : bounds(range[2] ?? '');
    return from && to && ((at) => second(at) >= from[0] && second(at) <= to[1]);
  }
  const [, sign, rest = text] = compared ?? [];
  const at0 = bounds(rest);
  if (at0 === undefined) return undefined;
  const [from, to] = at0;
  if (sign === '>=') return (at) => second(at) >= from;
  if (sign === '>') return (at) => second(at) > to;
  if (sign === '<=') return (at) => second(at) <= to;
  if (sign === '<') return (at) => second(at) < from;
  return (at) => second(at) >= from && second(at) <= to;
}
