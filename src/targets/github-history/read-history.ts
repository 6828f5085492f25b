import type { HistoryReading, HistoryRun } from '../../core/analyze/analysis.ts';
import { allowanceOf } from '../../core/limits/limits.ts';
import { uniformAt } from '../../core/random.ts';
import { SECOND_MS } from '../../core/time.ts';
import type { JobRecord } from '../../core/timing/records.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Fetch } from '../../ports/fetch.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import { TargetError } from '../../ports/target.ts';
import { checkApiUrl } from '../github/api-url.ts';
import { type ApiAnswer, createGitHubClient, type Exchange, type GitHubClient } from '../github/client.ts';
import { explainFailure } from '../github/explain.ts';
import { jobPage } from '../github/shapes.ts';
import { type HistoryPage, historyPage } from './history-shapes.ts';

/** What {@link readHistory} needs. */
export interface HistoryOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly token: () => Promise<string> | string;
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  /** How far back: runs that were created in the last so many milliseconds. */
  readonly sinceMs: number;
  /** File name or id; absent: all. */
  readonly workflow?: string;
  readonly branch?: string;
  /** Most requests; absent: what the token's hour leaves, less the reserve. At least 1. */
  readonly maxRequests?: number;
  /** Share of the token's hour that is left to others; default 0.2. */
  readonly reserve?: number;
  /** Which runs are read when not all of them can be is drawn by it. */
  readonly seed: number;
  readonly signal?: StopSignal;
  readonly onProgress?: (progress: { readonly runs: number; readonly read: number; readonly of?: number }) => void;
  readonly onExchange?: (exchange: Exchange) => void;
}

const PER_PAGE = 100;
/** GitHub gives at most 1,000 results a query. */
const MAX_PAGES = 10;
const TRIES = 5;
/** Job lists that are asked for at once. */
const AT_ONCE = 8;
const RESERVE = 0.2;
const NEVER: StopSignal = new AbortController().signal;

/**
 * Reads the runs of a repository and their jobs. Sends nothing but GET requests.
 *
 * A query gives 1,000 runs at most: beyond them the window is cut at the oldest one, and the list goes on from there. The window ends when the reading
 * begins, so that runs that are added meanwhile shift no page. Where the requests do not suffice for the jobs of all runs, those of a part are
 * read, drawn at random.
 *
 * @throws TargetError when the repository can't be read at all
 * @example
 * const reading = await readHistory({
 *   fetch: createNodeFetch(), clock: systemClock(), token: () => token, apiUrl: 'https://api.github.com',
 *   repository: 'acme/widgets', sinceMs: 7 * 86_400_000, seed: 1,
 * });
 */
export async function readHistory(options: HistoryOptions): Promise<HistoryReading> {
  const { clock, repository } = options;
  const client = createGitHubClient({
    ...options,
    apiUrl: checkApiUrl(options.apiUrl),
    userAgent: 'runner-harness',
    limits: { mutationSpacingMs: SECOND_MS, reserve: options.reserve ?? RESERVE },
  });
  const reader = new HistoryReader(client, options);
  const startedAt = clock.now();
  // One request tells the server's time, which the window is meant in.
  const untilAt = floorSecond((await reader.greet()) + startedAt) - SECOND_MS;
  const sinceAt = floorSecond(untilAt - options.sinceMs);
  const listing = await reader.list(sinceAt, untilAt);
  const jobs = await reader.jobsOf(listing.runs);
  return {
    repository,
    sinceAt: listing.complete ? sinceAt : Math.max(sinceAt, listing.oldestAt),
    untilAt,
    ...(options.workflow !== undefined && { workflow: options.workflow }),
    ...(options.branch !== undefined && { branch: options.branch }),
    runs: listing.runs,
    jobs,
    notes: reader.notes,
    complete: listing.complete,
    requests: client.usage().requests,
  };
}

interface Listed {
  readonly runs: readonly HistoryRun[];
  readonly complete: boolean;
  readonly oldestAt: number;
}

class HistoryReader {
  readonly notes: string[] = [];
  readonly #client: GitHubClient;
  readonly #options: HistoryOptions;
  readonly #signal: StopSignal;
  readonly #place: { readonly owner: string; readonly repo: string };
  /** Requests that were decided on; those on their way are not counted by the client yet. */
  #asked = 0;

  constructor(client: GitHubClient, options: HistoryOptions) {
    this.#client = client;
    this.#options = options;
    this.#signal = options.signal ?? NEVER;
    const [owner = '', repo = ''] = options.repository.split('/');
    this.#place = { owner, repo };
  }

  /** @returns how far the server's clock is ahead */
  async greet(): Promise<number> {
    this.#asked += 1;
    const answer = await this.#client.request({
      route: 'GET /repos/{owner}/{repo}',
      params: this.#place,
      shape: (value) => value,
      priority: 'listing',
      tries: TRIES,
      signal: this.#signal,
    });
    if (answer.kind !== 'answer' || answer.status !== 200) throw this.#refused(answer, `read ${this.#options.repository}`);
    return this.#client.clockOffset()?.offsetMs ?? 0;
  }

  /** Requests that may still be sent. */
  #left(): number {
    return Math.max(0, Math.min(this.#leftOfCap(), this.#leftOfHour()));
  }

  #leftOfCap(): number {
    return (this.#options.maxRequests ?? Number.POSITIVE_INFINITY) - Math.max(this.#asked, this.#client.usage().requests);
  }

  #leftOfHour(): number {
    const left = allowanceOf(this.#client.limits(), 'core', this.#options.clock.now())?.left ?? Number.POSITIVE_INFINITY;
    return left - Math.max(0, this.#asked - this.#client.usage().requests);
  }

  /** Every run of the window, newest first. */
  async list(sinceAt: number, untilAt: number): Promise<Listed> {
    const runs = new Map<string, HistoryRun>();
    let oldestAt = untilAt;
    const listed = (complete: boolean): Listed => ({ runs: [...runs.values()], complete, oldestAt });
    for (let endAt = untilAt; ; ) {
      let announced = 0;
      const before = runs.size;
      let full = false;
      for (let page = 1; page <= MAX_PAGES; page++) {
        if (this.#left() < 1) {
          this.notes.push(
            `the list of runs was read back to ${stamp(oldestAt)} only: ${this.#why()}; --since a shorter time, or --max-requests, or a token with more`,
          );
          return listed(false);
        }
        const { runs: found, total } = await this.#page(sinceAt, endAt, page);
        if (page === 1) announced = total;
        for (const run of found) {
          runs.set(run.runId, run);
          oldestAt = Math.min(oldestAt, run.createdAt ?? oldestAt);
        }
        this.#options.onProgress?.({ runs: runs.size, read: 0 });
        full = found.length >= PER_PAGE;
        if (!full) break;
      }
      if (!full) {
        const got = runs.size - before;
        // Of a window that was cut, the runs of its last second were read before.
        if (endAt === untilAt && got < Math.min(announced, MAX_PAGES * PER_PAGE))
          this.notes.push(
            `GitHub counts ${announced} runs in the window and listed ${got}: its count is an estimate, or runs were deleted meanwhile`,
          );
        return listed(true);
      }
      if (oldestAt <= sinceAt) return listed(true);
      if (oldestAt === endAt) {
        // A whole query of one second: what lies behind it in the same second can't be reached, what lies before it can.
        this.notes.push(`more than 1,000 runs were made in the second ${stamp(endAt)}: some of them could not be listed`);
        endAt = oldestAt - SECOND_MS;
      } else endAt = oldestAt;
    }
  }

  async #page(sinceAt: number, endAt: number, page: number): Promise<HistoryPage> {
    const { workflow, branch, repository } = this.#options;
    const created = `${stamp(sinceAt)}..${stamp(endAt)}`;
    const query = { created, exclude_pull_requests: true, per_page: PER_PAGE, page, ...(branch !== undefined && { branch }) };
    const route =
      workflow === undefined ? 'GET /repos/{owner}/{repo}/actions/runs' : 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
    this.#asked += 1;
    const params = { ...this.#place, ...(workflow !== undefined && { workflow_id: workflow }), ...query };
    const answer = await this.#client.request({ route, params, shape: historyPage, priority: 'listing', tries: TRIES, signal: this.#signal });
    if (answer.kind === 'answer' && answer.status === 200 && answer.body.ok) return answer.body.value;
    throw this.#refused(answer, `list the runs of ${workflow === undefined ? '' : `${workflow} in `}${repository}`);
  }

  /** The jobs of as many runs as the requests suffice for. */
  async jobsOf(runs: readonly HistoryRun[]): Promise<ReadonlyMap<string, readonly JobRecord[]>> {
    const jobs = new Map<string, readonly JobRecord[]>();
    const chosen = this.#chosen(runs);
    let next = 0;
    let spent = 0;
    const failures = new Map<string, number>();
    const worker = async (_: unknown, index: number): Promise<void> => {
      for (;;) {
        // The last requests go one by one: of several on their way nobody knows yet what they leave.
        if (this.#signal.aborted || (index > 0 && this.#left() < 2 * AT_ONCE)) return;
        const run = chosen[next++];
        if (run === undefined) return;
        if (this.#left() < 1) {
          spent += 1;
          continue;
        }
        const found = await this.#jobs(run);
        if (typeof found === 'string') failures.set(found, (failures.get(found) ?? 0) + 1);
        else jobs.set(run.runId, found);
        this.#options.onProgress?.({ runs: runs.length, read: jobs.size, of: chosen.length });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (spent > 0) this.notes.push(`the jobs of ${spent} of the chosen runs were not read: ${this.#why()}`);
    for (const [why, count] of failures) this.notes.push(`the jobs of ${count} ${count === 1 ? 'run' : 'runs'} could not be read: ${why}`);
    return jobs;
  }

  /** All runs, or so many as can be read, drawn at random: newest or oldest alone would be another time of the day. */
  #chosen(runs: readonly HistoryRun[]): readonly HistoryRun[] {
    const left = this.#left();
    if (runs.length <= left) return runs;
    const drawn = runs.map((run) => [uniformAt(this.#options.seed, `history/${run.runId}`), run] as const).sort(([a], [b]) => a - b);
    const share = Math.floor(left);
    const percent = ((100 * share) / runs.length).toFixed(share * 100 < runs.length ? 1 : 0);
    this.notes.push(`the jobs of ${share} of ${runs.length} runs were read (${percent} %), drawn at random: ${this.#why()}`);
    return drawn.slice(0, share).map(([, run]) => run);
  }

  #why(): string {
    const { maxRequests } = this.#options;
    if (maxRequests !== undefined && this.#leftOfCap() <= this.#leftOfHour()) return `--max-requests ${maxRequests} allows no more`;
    return "the token's hour allows no more (a share of it is left to others)";
  }

  /** All jobs of all attempts, or why not. */
  async #jobs(run: HistoryRun): Promise<readonly JobRecord[] | string> {
    const all = new Map<string, JobRecord>();
    for (let page = 1; ; page++) {
      this.#asked += 1;
      const answer = await this.#client.request({
        route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
        params: { ...this.#place, run_id: run.runId, filter: run.attempt > 1 ? 'all' : 'latest', per_page: PER_PAGE, page },
        shape: jobPage,
        priority: 'details',
        tries: TRIES,
        signal: this.#signal,
      });
      if (answer.kind !== 'answer' || answer.status !== 200 || !answer.body.ok) {
        if (answer.kind === 'answer' && answer.status === 404) return 'they were deleted meanwhile (404)';
        return explainFailure(answer, { doing: 'read the jobs of a run', permission: 'actions: read' }).why;
      }
      for (const job of answer.body.value) all.set(job.id, job);
      if (answer.body.value.length < PER_PAGE) return [...all.values()];
      if (this.#left() < 1) return `it has more than ${all.size} jobs, and ${this.#why()}`;
    }
  }

  #refused(answer: ApiAnswer<unknown>, doing: string): TargetError {
    const { why, fix } = explainFailure(answer, { doing, permission: 'actions: read' });
    return new TargetError(why, { refused: true, ...(fix !== undefined && { fix }) });
  }
}

const floorSecond = (at: number): number => Math.floor(at / SECOND_MS) * SECOND_MS;
const stamp = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
