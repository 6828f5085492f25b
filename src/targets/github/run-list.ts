import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import type { ApiAnswer, GitHubClient } from './client.ts';
import { accessLost, explainFailure, isAccessRefusal } from './explain.ts';
import { type ListedRun, runPage } from './shapes.ts';

/** Where a workflow stands. */
export interface WorkflowPlace {
  readonly owner: string;
  readonly repo: string;
  /** File name or id, as the API takes it. */
  readonly workflow: string;
}

const PER_PAGE = 100;
/** GitHub gives at most 1,000 results a query. */
const MAX_PAGES = 10;
/** From a reading's first page to its last: what comes later stands on a first page that was read long ago. */
const LONGEST_READING_MS = 30 * SECOND_MS;
/** So many readings are made; a slow one is taken for lack of a better when only one more could follow. */
const MOST_READINGS = 5;
/** How far before an instant of ours a run of ours may be stamped. */
export const STAMP_SLACK_MS = 2 * MINUTE_MS;

/** `runs` of one that failed: what was seen before. */
export type Listing =
  | { readonly ok: true; readonly runs: readonly ListedRun[] }
  | { readonly ok: false; readonly why: string; readonly runs: readonly ListedRun[] };

/**
 * Reads the newest runs, page by page, only until all of `wanted` were seen or can't be deeper.
 *
 * @param since no wanted run is older than this (server clock, ms)
 * @returns every run that was read; `ok: false` when a page could not be read
 */
export async function listRecent(
  client: GitHubClient,
  place: WorkflowPlace,
  wanted: ReadonlySet<string>,
  since: number,
  signal: StopSignal,
): Promise<Listing> {
  const runs = new Map<string, ListedRun>();
  const missing = new Set(wanted);
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer = await readPage(client, place, page, {}, signal, 3);
    if (answer.kind !== 'answer' || answer.status !== 200 || !answer.body.ok) return { ...unreadable(answer, place), runs: [...runs.values()] };
    for (const run of answer.body.value) {
      merge(runs, run);
      missing.delete(run.runId);
    }
    const oldest = answer.body.value.at(-1)?.createdAt ?? 0;
    if (missing.size === 0 || answer.body.value.length < PER_PAGE || oldest < since - STAMP_SLACK_MS) break;
  }
  return { ok: true, runs: [...runs.values()] };
}

/**
 * Reads every run of the workflow that was made since an instant, again and again until two readings in a row agree: pages
 * shift while runs are added, and a run may fall between two of them. A reading that was held up between two pages (a pause of the token, a page
 * that failed) says nothing of the newest runs, which stand on its first page: another one follows. Beyond 1,000 results the window is cut.
 */
export async function listAll(client: GitHubClient, place: WorkflowPlace, since: number, signal: StopSignal): Promise<Listing> {
  const seen = new Map<string, ListedRun>();
  let earlier: Map<string, ListedRun> | undefined;
  for (let reading = 1; reading <= MOST_READINGS; reading++) {
    const runs = new Map<string, ListedRun>();
    const read = await readWindow(client, place, since, runs, signal);
    for (const run of runs.values()) merge(seen, run);
    if (typeof read === 'string') return { ok: false, why: read, runs: [...seen.values()] };
    const prompt = read.tookMs <= LONGEST_READING_MS || reading >= MOST_READINGS - 1;
    if (earlier !== undefined && prompt && agrees(earlier, runs)) return { ok: true, runs: [...runs.values()] };
    earlier = runs;
  }
  return { ok: false, why: 'the list of runs kept changing while it was read', runs: [...seen.values()] };
}

/** @returns how much later than the page with the newest runs the last one was asked for, or why it could not be read */
async function readWindow(
  client: GitHubClient,
  place: WorkflowPlace,
  since: number,
  into: Map<string, ListedRun>,
  signal: StopSignal,
): Promise<string | { readonly tookMs: number }> {
  const from = stamp(since - STAMP_SLACK_MS);
  let firstAt: number | undefined;
  for (let until: string | undefined; ; ) {
    const created = until === undefined ? `>=${from}` : `${from}..${until}`;
    let oldest = Number.POSITIVE_INFINITY;
    for (let page = 1; ; page++) {
      const answer = await readPage(client, place, page, { created }, signal, 5);
      if (answer.kind !== 'answer' || answer.status !== 200 || !answer.body.ok) {
        const { why } = unreadable(answer, place);
        return why;
      }
      firstAt ??= answer.sentAt;
      for (const run of answer.body.value) {
        merge(into, run);
        oldest = Math.min(oldest, run.createdAt ?? oldest);
      }
      if (answer.body.value.length < PER_PAGE) return { tookMs: answer.sentAt - firstAt };
      if (page === MAX_PAGES) break;
    }
    const next = stamp(oldest);
    if (next === until) return 'more than 1,000 runs were made in one second: the list can’t be read to its end';
    until = next;
  }
}

async function readPage(
  client: GitHubClient,
  place: WorkflowPlace,
  page: number,
  filter: { readonly created?: string },
  signal: StopSignal,
  tries: number,
): Promise<ApiAnswer<readonly ListedRun[]>> {
  const { owner, repo, workflow } = place;
  // No status filter: filtered lists are incomplete and unsorted; and total_count is never read.
  const query = { event: 'workflow_dispatch', exclude_pull_requests: true, per_page: PER_PAGE, page, ...filter };
  const params = { owner, repo, workflow_id: workflow, ...query };
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
  return await client.request({ route, params, shape: runPage, priority: 'listing', conditional: true, tries, signal });
}

/** A token that may not read any more ends the session: to go on blind would call runs overdue that have long ended. */
function unreadable(answer: ApiAnswer<unknown>, place: WorkflowPlace): { readonly ok: false; readonly why: string } {
  const attempted = { doing: `list the runs of ${place.workflow} in ${place.owner}/${place.repo}`, permission: 'actions: read' } as const;
  if (answer.kind === 'answer' && isAccessRefusal(answer) && answer.limited === undefined) throw accessLost(answer, attempted);
  return { ok: false, why: explainFailure(answer, attempted).why };
}

/** A run that is read twice keeps its later state. */
function merge(runs: Map<string, ListedRun>, run: ListedRun): void {
  const known = runs.get(run.runId);
  if (known === undefined || !isStale(run, known)) runs.set(run.runId, run);
}

/** Does `run` tell an earlier state than `known`? Lists lag; what has ended stays ended. */
export function isStale(run: ListedRun, known: ListedRun): boolean {
  if (run.attempt !== known.attempt) return run.attempt < known.attempt;
  if (known.status === 'completed' && run.status !== 'completed') return true;
  return run.updatedAt !== undefined && known.updatedAt !== undefined && run.updatedAt < known.updatedAt;
}

/** Nothing went, and what came is newer than everything before: no run fell between two pages. */
function agrees(earlier: ReadonlyMap<string, ListedRun>, later: ReadonlyMap<string, ListedRun>): boolean {
  for (const id of earlier.keys()) if (!later.has(id)) return false;
  const newest = [...earlier.keys()].reduce((a, b) => (compareIds(a, b) >= 0 ? a : b), '0');
  return [...later.keys()].every((id) => earlier.has(id) || compareIds(id, newest) > 0);
}

function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

function stamp(at: number): string {
  return new Date(Math.floor(at / SECOND_MS) * SECOND_MS).toISOString().replace('.000Z', 'Z');
}
