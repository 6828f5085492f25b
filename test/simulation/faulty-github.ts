import { createHash } from 'node:crypto';
import { type RandomSource, seededRandom, uniformAt } from '../../src/core/random.ts';
import { findKey } from '../../src/core/session/key.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/core/time.ts';
import { readWorkflowFile, type WorkflowFile } from '../../src/core/workflow/workflow-source.ts';
import { type Fetch, type FetchRequest, type FetchResponse, TransportError } from '../../src/ports/fetch.ts';
import { EmbeddedGitHub } from '../../src/simulator/embedded-github.ts';
import type { TrueRun } from '../../src/simulator/truth.ts';
import type { FaultKind } from './fault-kinds.ts';
import type { Rules } from './rules.ts';
import { chance, integer, pick, type SimScenario } from './scenario.ts';
import type { Controller, VirtualTime } from './virtual-time.ts';

export const API_URL = 'https://api.github.test';
export const REPOSITORY = 'octo/fleet';
const RUNS = `/repos/${REPOSITORY}/actions/runs`;
const LIST = `/repos/${REPOSITORY}/actions/workflows/work.yml/runs`;
const DISPATCH = `/repos/${REPOSITORY}/actions/workflows/work.yml/dispatches`;

/** A run that the server made from one of our dispatches. */
export interface AcceptedRun {
  readonly runId: string;
  readonly createdAt: number;
  /** In lists from then on. */
  readonly listedAt: number;
  /** Absent: the workflow takes none. */
  readonly key?: string;
  readonly slot?: string;
  readonly by: 'order' | 'twin';
  deletedAt?: number;
  /** A person cancelled it. */
  cancelledByPerson?: true;
  /** The controller's cancel was accepted. */
  cancelledByUs?: true;
}

/** A POST that left a controller. */
export interface SentDispatch {
  readonly at: number;
  readonly controller: number;
  readonly key?: string;
  /** What the server did with it; until it arrives: nothing. */
  fate: 'lost' | 'refused' | 'made';
}

/** How one request goes wrong. */
interface Fault {
  readonly kind: FaultKind;
  readonly status?: number;
}

const files = new Map<string, WorkflowFile>();
const workflowFile = (name: string, text: string): WorkflowFile => {
  const known = files.get(text);
  if (known !== undefined) return known;
  const read = readWorkflowFile(name, text);
  files.set(text, read);
  return read;
};

/** Enough for more than one query (1,000 results); without an end, every page that is read would make the next reading longer. */
const MOST_SHIFTING_RUNS = 1_050;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const floor = (at: number): number => Math.floor(at / SECOND_MS) * SECOND_MS;
const stamp = (at: number): string => new Date(floor(at)).toISOString().replace('.000Z', 'Z');

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): FetchResponse {
  const bytes = encoder.encode(typeof body === 'string' ? body : JSON.stringify(body));
  const type = typeof body === 'string' ? {} : { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, body: bytes };
}

/** For requests that may fail by chance: which kinds can strike which requests. */
const BY_REQUEST: readonly FaultKind[] = [
  'refused',
  'lost_request',
  'lost_answer',
  'error_before',
  'error_after',
  'html',
  'empty',
  'truncated',
  'moved',
  'redirected',
  'retry_after',
  'retry_after_date',
  'retry_after_odd',
  'secondary_bare',
];

/**
 * The embedded GitHub with everything between it and a controller that goes wrong in the world, all of it from the seed. Dispatches,
 * cancels, jobs and files are the embedded GitHub's own; lists and single runs are made from its truth, so that they may lag.
 */
export class FaultyGitHub {
  readonly accepted: AcceptedRun[] = [];
  readonly dispatches: SentDispatch[] = [];
  /** How often each kind struck. */
  readonly struck = new Map<FaultKind, number>();
  /** When a list was last answered. */
  lastListAt = Number.NEGATIVE_INFINITY;
  readonly #time: VirtualTime;
  readonly #scenario: SimScenario;
  readonly #world: EmbeddedGitHub;
  readonly #random: RandomSource;
  readonly #faultsUntil: number;
  readonly #trace: (line: string) => void;
  readonly #onDispatch: (sent: SentDispatch) => void;
  readonly #byRequest: readonly FaultKind[];
  #validTokens = new Set<string>();
  #blockedUntil = Number.NEGATIVE_INFINITY;
  #outage: { readonly from: number; readonly to: number } | undefined;
  #window: { resetAt: number; used: number; othersAt: number };
  #nextForeignAt: number;
  readonly #own = new Map<string, AcceptedRun>();

  constructor(
    time: VirtualTime,
    scenario: SimScenario,
    hooks: { readonly trace: (line: string) => void; readonly onDispatch: (sent: SentDispatch) => void },
  ) {
    this.#time = time;
    this.#scenario = scenario;
    this.#trace = hooks.trace;
    this.#onDispatch = hooks.onDispatch;
    this.#random = seededRandom(`faults/${scenario.seed}`);
    this.#faultsUntil = time.now + scenario.faultsForMs;
    this.#byRequest = BY_REQUEST.filter((kind) => scenario.kinds.has(kind));
    this.#world = new EmbeddedGitHub(
      {
        clock: { now: () => time.now, sleepUntil: () => Promise.reject(new Error('the world does not sleep')) },
        workflows: Object.entries(scenario.workflows).map(([name, text]) => workflowFile(name, text)),
        fleet: scenario.fleet,
        repository: REPOSITORY,
        mode: scenario.mode,
        limits: 'off',
        refs: ['elsewhere'],
      },
      () => 'https://files.github.test',
    );
    const { budget } = scenario;
    this.#window = { resetAt: time.now + (budget?.resetInMs ?? HOUR_MS), used: budget?.used ?? 0, othersAt: time.now };
    if (scenario.kinds.has('outage')) {
      const from = time.now + this.#random.next() * scenario.faultsForMs * 0.7;
      this.#outage = { from, to: Math.min(this.#faultsUntil, from + integer(this.#random, 20, 1_200) * SECOND_MS) };
    }
    this.#nextForeignAt = scenario.kinds.has('foreign') ? time.now : Number.POSITIVE_INFINITY;
  }

  get quiet(): boolean {
    return this.#time.now >= this.#faultsUntil;
  }

  /** What really happened to every run up to now. */
  truth(): ReadonlyMap<string, TrueRun> {
    return new Map(this.#world.truth().map((run) => [String(run.id), run]));
  }

  allow(token: string): void {
    this.#validTokens.add(token);
  }

  revoke(token: string): void {
    this.#validTokens.delete(token);
  }

  /** The wire of one controller. */
  fetchOf(controller: Controller, rules: Rules): Fetch {
    return (request) => {
      if (request.signal?.aborted === true) return Promise.reject(new TransportError('aborted before it was sent', 'no'));
      if (controller.step()) return controller.never();
      controller.requests += 1;
      rules.sent(request, this.#time.now);
      return this.#carry(request, controller, rules);
    };
  }

  #carry(request: FetchRequest, controller: Controller, rules: Rules): Promise<FetchResponse> {
    const fault = this.#faultFor(request);
    if (fault !== undefined) this.#strike(fault.kind);
    const slow = this.#happens('slow', 0.2) ? integer(this.#random, 1_000, 25_000) : 0;
    const outMs = integer(this.#random, 5, 150);
    const backMs = integer(this.#random, 5, 150) + slow;
    const diesWithIt = chance(this.#random, 0.5);
    const sent = this.#noteDispatch(request, controller);
    const { promise, resolve, reject } = Promise.withResolvers<FetchResponse>();
    let settled = false;
    const settle = (how: () => void): void => {
      if (settled) return;
      settled = true;
      how();
    };
    const fail = (message: string, certainty: 'no' | 'maybe', ms: number): void => {
      this.#time.after(ms, () =>
        controller.resume(() =>
          settle(() => {
            rules.unanswered();
            if (!controller.step()) reject(new TransportError(message, certainty));
          }),
        ),
      );
    };
    const line = `${controller.number} ${request.method} ${request.url.slice(API_URL.length)}`;
    if (fault?.kind === 'refused') {
      this.#trace(`${line}: refused`);
      if (sent !== undefined) sent.fate = 'refused';
      fail('connect ECONNREFUSED', 'no', outMs);
      return promise;
    }
    const onAbort = (): void =>
      settle(() => {
        rules.unanswered();
        reject(new TransportError('aborted', 'maybe'));
      });
    request.signal?.addEventListener('abort', onAbort, { once: true });
    if (fault?.kind === 'lost_request') {
      this.#trace(`${line}: lost on the way`);
      fail('socket hang up', 'maybe', pick(this.#random, [outMs, 30_000]));
      return promise;
    }
    this.#time.after(outMs, () => {
      // What a dying process had handed to the network may still arrive.
      if (!controller.alive && diesWithIt) return;
      const servedAt = this.#time.now;
      const response = this.#serve(request, fault, sent);
      this.#trace(`${line}: ${response.status}${fault === undefined ? '' : ` (${fault.kind})`}`);
      if (!controller.alive || controller.step()) return;
      if (fault?.kind === 'lost_answer') return fail('ECONNRESET', 'maybe', backMs);
      this.#time.after(backMs, () =>
        controller.resume(() =>
          settle(() => {
            request.signal?.removeEventListener('abort', onAbort);
            rules.answered(response, servedAt, this.#time.now);
            if (!controller.step()) resolve(response);
          }),
        ),
      );
    });
    return promise;
  }

  #noteDispatch(request: FetchRequest, controller: Controller): SentDispatch | undefined {
    if (!request.url.startsWith(API_URL + DISPATCH)) return undefined;
    const key = keyIn(request);
    const sent: SentDispatch = { at: this.#time.now, controller: controller.number, ...(key === undefined ? {} : { key }), fate: 'lost' };
    this.#onDispatch(sent);
    this.dispatches.push(sent);
    return sent;
  }

  /** The server's side of one request, at the instant of its arrival. */
  #serve(request: FetchRequest, fault: Fault | undefined, sent: SentDispatch | undefined): FetchResponse {
    this.#othersAct();
    const refused = this.#refuse(request, fault);
    if (refused !== undefined) {
      if (sent !== undefined && refused.status < 500) sent.fate = 'refused';
      return this.#dressed(request, refused, false);
    }
    const done = this.#work(request, sent);
    // Only what would have been a success is spoilt: a refusal without its words is another refusal.
    switch (done.status < 300 || fault?.kind === 'error_after' ? fault?.kind : undefined) {
      case 'error_after':
        return this.#dressed(request, answer(fault?.status ?? 502, '<html><h1>Bad gateway</h1></html>', { 'content-type': 'text/html' }), true);
      case 'html':
        return answer(200, '<html><body>Please log in to the proxy</body></html>', { 'content-type': 'text/html; charset=utf-8' });
      case 'empty':
        return this.#dressed(request, { ...done, status: done.status === 204 ? 204 : 200, body: new Uint8Array() }, true);
      case 'truncated':
        return this.#dressed(request, { ...done, body: done.body.slice(0, Math.floor(done.body.length * this.#random.next())) }, true);
      default:
        return this.#dressed(request, done, done.status !== 304);
    }
  }

  /** Everything that is answered without doing anything. */
  #refuse(request: FetchRequest, fault: Fault | undefined): FetchResponse | undefined {
    const now = this.#time.now;
    if (this.#outage !== undefined && now >= this.#outage.from && now < this.#outage.to) {
      this.#strike('outage');
      return answer(503, { message: 'No server is currently available to service your request.' });
    }
    if (fault?.kind === 'error_before') return answer(fault.status ?? 502, { message: 'Server Error' });
    const token = /^\w+ (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    // A server that repeats what it should not: none of it may reach a file.
    if (!this.#validTokens.has(token)) return answer(401, { message: `Bad credentials: ${token}` });
    if (this.#blockedUntil > now) return this.#secondary(Math.ceil((this.#blockedUntil - now) / SECOND_MS));
    if (this.#left() <= 0) {
      return answer(403, { message: `API rate limit exceeded. Limit resets at ${stamp(this.#window.resetAt)}.` });
    }
    if (fault === undefined) return undefined;
    const seconds = integer(this.#random, 1, 180);
    switch (fault.kind) {
      case 'moved':
        return answer(301, { message: 'Moved Permanently' }, { location: `${API_URL}/repositories/1/moved` });
      case 'redirected':
        return answer(307, { message: 'Temporary Redirect' }, { location: request.url });
      case 'retry_after':
        this.#blockedUntil = now + seconds * SECOND_MS;
        return this.#secondary(seconds);
      case 'retry_after_date': {
        this.#blockedUntil = floor(now) + seconds * SECOND_MS;
        return answer(429, { message: 'Too many requests' }, { 'retry-after': new Date(this.#blockedUntil).toUTCString() });
      }
      case 'retry_after_odd': {
        const odd = pick(this.#random, ['0', '-5', 'soon', '', '999999999']);
        return answer(429, { message: 'You have exceeded a secondary rate limit.' }, { 'retry-after': odd });
      }
      case 'secondary_bare':
        this.#blockedUntil = now + Math.min(seconds, 60) * SECOND_MS;
        return this.#secondary(undefined);
      default:
        return undefined;
    }
  }

  #secondary(seconds: number | undefined): FetchResponse {
    const bare = seconds === undefined || (this.#scenario.kinds.has('secondary_bare') && !this.#scenario.kinds.has('retry_after'));
    return answer(403, { message: 'You have exceeded a secondary rate limit.' }, bare ? {} : { 'retry-after': String(seconds) });
  }

  #work(request: FetchRequest, sent: SentDispatch | undefined): FetchResponse {
    const url = new URL(request.url);
    const { pathname } = url;
    if (sent !== undefined) return this.#dispatch(request, sent);
    if (pathname === LIST) return this.#conditional(request, this.#list(url));
    const [, runId, rest] = new RegExp(`^${RUNS}/(\\d+)(/.*)?$`).exec(pathname) ?? [];
    if (runId === undefined) return this.#ask(request);
    const own = this.#own.get(runId);
    if (own !== undefined && this.#isDeleted(own)) return answer(404, { message: 'Not Found' });
    if (rest === undefined) {
      const run = this.truth().get(runId);
      if (run === undefined) return answer(404, { message: 'Not Found' });
      if (this.#time.now - run.createdAt < 20 * SECOND_MS && this.#happens('late_get', 0.5)) return answer(404, { message: 'Not Found' });
      return this.#conditional(request, answer(200, view(run, this.#time.now)));
    }
    const response = this.#ask(request);
    if (rest.endsWith('cancel') && response.status === 202 && own !== undefined) own.cancelledByUs = true;
    if (rest === '/jobs') return this.#laggingJobs(runId, response);
    return response;
  }

  #dispatch(request: FetchRequest, sent: SentDispatch): FetchResponse {
    const response = this.#ask(request);
    if (response.status !== 200 && response.status !== 204) {
      sent.fate = 'refused';
      return response;
    }
    sent.fate = 'made';
    this.#accept(sent.key, 'order');
    if (this.#happens('twin', 0.3)) {
      this.#ask(request);
      this.#accept(sent.key, 'twin');
    }
    if (this.#happens('late_twin', 0.3)) {
      this.#time.after(integer(this.#random, 2, 400) * SECOND_MS, () => {
        this.#ask(request);
        this.#trace(`the server delivers ${sent.key} once more`);
        this.#accept(sent.key, 'twin');
      });
    }
    return response;
  }

  #accept(key: string | undefined, by: AcceptedRun['by']): void {
    const run = this.#world.truth().at(-1);
    if (run === undefined) throw new Error('a dispatch that was accepted made no run');
    const parts = key === undefined ? undefined : findKey(key);
    const own: AcceptedRun = {
      runId: String(run.id),
      createdAt: run.createdAt,
      listedAt: this.#listedAt(run),
      by,
      ...(key === undefined ? {} : { key }),
      ...(parts === undefined ? {} : { slot: parts.slot }),
    };
    this.accepted.push(own);
    this.#own.set(own.runId, own);
    if (!this.quiet && this.#happens('person', 0.1)) {
      this.#time.after(integer(this.#random, 1, 200) * SECOND_MS, () => {
        const response = this.#internal('POST', `${RUNS}/${own.runId}/cancel`);
        if (response.status === 202) own.cancelledByPerson = true;
      });
    }
  }

  #ask(request: FetchRequest): FetchResponse {
    const { pathname, search } = new URL(request.url);
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== 'if-none-match'));
    const outcome = this.#world.handle({ method: request.method, url: pathname + search, headers, body: encoder.encode(request.body ?? '') }, 'api');
    if (outcome.kind === 'reset') throw new Error('the embedded GitHub has faults of its own');
    const { status, headers: answered, body } = outcome.response;
    return { status, headers: answered, body: typeof body === 'string' ? encoder.encode(body) : body };
  }

  #internal(method: string, path: string, body?: unknown): FetchResponse {
    return this.#ask({
      method,
      url: API_URL + path,
      headers: { authorization: 'token somebody', 'x-github-api-version': '2022-11-28' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  // ---- lists

  /** Newest first, as GitHub does it: with what lags, what is stale, and what is gone. */
  #list(url: URL): FetchResponse {
    const now = this.#time.now;
    if (this.#world.truth().length < MOST_SHIFTING_RUNS && this.#happens('page_shift', 0.25)) this.#foreignRuns(pick(this.#random, [1, 30, 110]));
    this.lastListAt = now;
    const filter = createdFilter(url.searchParams.get('created'));
    const staleMs = this.#happens('stale', 0.4) ? integer(this.#random, 1, 45) * SECOND_MS : 0;
    const listed = this.#world
      .truth()
      .filter((run) => {
        const own = this.#own.get(String(run.id));
        if (own !== undefined && this.#isDeleted(own)) return false;
        return this.#listedAt(run) <= now && filter(floor(run.createdAt));
      })
      .toReversed();
    const size = Number(url.searchParams.get('per_page') ?? 30);
    const page = Number(url.searchParams.get('page') ?? 1);
    const total = this.#happens('wrong_total', 0.5) ? pick(this.#random, [0, 1, 100, 2_500]) : listed.length;
    const runs = listed.slice((page - 1) * size, page * size).map((run) => this.#shown(run, now - staleMs));
    return answer(200, { total_count: total, workflow_runs: runs });
  }

  #shown(run: TrueRun, at: number): ReturnType<typeof view> {
    const shown = view(run, at);
    if (shown.status === 'queued' && this.#happens('odd_status', 0.5))
      return { ...shown, status: pick(this.#random, ['pending', 'requested', 'queued']) };
    const end = endOf(run);
    if (shown.status === 'completed' && end !== undefined && at - end < 20 * SECOND_MS && this.#happens('null_conclusion', 0.5))
      return { ...shown, conclusion: null };
    return shown;
  }

  #listedAt(run: TrueRun): number {
    const { listLagMs, seed } = this.#scenario;
    return run.createdAt + (listLagMs === 0 || run.createdAt >= this.#faultsUntil ? 0 : listLagMs * uniformAt(seed, `lag/${run.id}`));
  }

  #isDeleted(own: AcceptedRun): boolean {
    if (own.deletedAt !== undefined) return own.deletedAt <= this.#time.now;
    const { kinds, seed } = this.#scenario;
    if (!kinds.has('deleted') || uniformAt(seed, `deleted/${own.runId}`) > 0.3) return false;
    const run = this.truth().get(own.runId);
    const end = run === undefined ? undefined : endOf(run);
    // Only runs that have ended can be deleted.
    if (end === undefined || end > this.#faultsUntil) return false;
    own.deletedAt = end + uniformAt(seed, `deleted at/${own.runId}`) * 40 * SECOND_MS;
    return own.deletedAt <= this.#time.now;
  }

  #laggingJobs(runId: string, response: FetchResponse): FetchResponse {
    const run = this.truth().get(runId);
    const end = run === undefined ? undefined : endOf(run);
    if (end === undefined || this.#time.now - end > 6 * SECOND_MS || !this.#happens('jobs_lag', 0.7)) return response;
    const body = JSON.parse(decoder.decode(response.body)) as { jobs: Record<string, unknown>[] };
    for (const job of body.jobs) Object.assign(job, { status: 'in_progress', conclusion: null, completed_at: null });
    return answer(200, body);
  }

  #conditional(request: FetchRequest, response: FetchResponse): FetchResponse {
    const etag = `W/"${createHash('sha1').update(response.body).digest('hex')}"`;
    if (request.headers['if-none-match'] !== etag) return { ...response, headers: { ...response.headers, etag } };
    return { status: 304, headers: { etag }, body: new Uint8Array() };
  }

  // ---- limits and others

  #left(): number {
    const { budget } = this.#scenario;
    if (budget === undefined) return Number.POSITIVE_INFINITY;
    const now = this.#time.now;
    if (now >= this.#window.resetAt)
      this.#window = { resetAt: this.#window.resetAt + HOUR_MS * Math.ceil((now - this.#window.resetAt + 1) / HOUR_MS), used: 0, othersAt: now };
    if (!this.quiet) {
      const took = Math.floor(((now - this.#window.othersAt) / MINUTE_MS) * budget.othersPerMinute);
      if (took > 0) {
        this.#window.used += took;
        this.#window.othersAt = now;
      }
    }
    return budget.limit - this.#window.used;
  }

  /** What every answer of GitHub has. */
  #dressed(request: FetchRequest, response: FetchResponse, charged: boolean): FetchResponse {
    const { budget } = this.#scenario;
    const limits: Record<string, string> = {};
    if (budget !== undefined && response.status !== 401) {
      this.#left();
      if (charged) this.#window.used += 1;
      limits['x-ratelimit-limit'] = String(budget.limit);
      limits['x-ratelimit-remaining'] = String(Math.max(0, budget.limit - this.#window.used));
      limits['x-ratelimit-reset'] = String(Math.ceil(this.#window.resetAt / SECOND_MS));
      limits['x-ratelimit-resource'] = 'core';
      void request;
    }
    return { ...response, headers: { ...response.headers, date: new Date(this.#time.now).toUTCString(), ...limits } };
  }

  #othersAct(): void {
    while (this.#nextForeignAt <= this.#time.now && !this.quiet) {
      this.#foreignRuns(1);
      this.#strike('foreign');
      this.#nextForeignAt += integer(this.#random, 5, 120) * SECOND_MS;
    }
  }

  #foreignRuns(count: number): void {
    for (let n = 0; n < count; n++) {
      this.#internal('POST', DISPATCH, { ref: pick(this.#random, ['main', 'elsewhere']), inputs: { runs_on: '"elsewhere"', seconds: '5' } });
    }
  }

  // ---- chance

  #faultFor(request: FetchRequest): Fault | undefined {
    if (this.quiet || this.#byRequest.length === 0 || !chance(this.#random, this.#scenario.intensity)) return undefined;
    const kind = pick(this.#random, this.#byRequest);
    if (kind === 'moved' && request.method === 'GET') return undefined;
    return kind.startsWith('error') ? { kind, status: pick(this.#random, [500, 502, 503, 504]) } : { kind };
  }

  #happens(kind: FaultKind, p: number): boolean {
    if (!this.#scenario.kinds.has(kind) || this.quiet || !chance(this.#random, p)) return false;
    this.#strike(kind);
    return true;
  }

  #strike(kind: FaultKind): void {
    this.struck.set(kind, (this.struck.get(kind) ?? 0) + 1);
  }
}

function keyIn(request: FetchRequest): string | undefined {
  const body = JSON.parse(request.body ?? '{}') as { inputs?: { harness_key?: string } };
  return body.inputs?.harness_key;
}

/** When the run's last job ended; `undefined` while it has not. */
export function endOf(run: TrueRun): number | undefined {
  let end = run.createdAt;
  for (const { completedAt } of run.jobs) {
    if (completedAt === undefined) return undefined;
    end = Math.max(end, completedAt);
  }
  return end;
}

/** The run as the API shows it, as it was at `at`. */
function view(run: TrueRun, at: number) {
  const end = endOf(run);
  const ended = end !== undefined && end <= at;
  const starts = run.jobs.flatMap(({ startedAt }) => startedAt ?? []);
  const begun = starts.some((startedAt) => startedAt <= at);
  const moments = run.jobs.flatMap(({ startedAt, completedAt }) => [startedAt ?? 0, completedAt ?? 0]).filter((moment) => moment <= at);
  return {
    id: run.id,
    name: 'work',
    display_title: run.title,
    event: 'workflow_dispatch',
    status: ended ? 'completed' : begun ? 'in_progress' : 'queued',
    conclusion: ended ? run.conclusion : null,
    run_attempt: run.attempt,
    head_branch: run.ref,
    created_at: stamp(run.createdAt),
    updated_at: stamp(Math.max(run.createdAt, ...moments)),
    html_url: `https://github.test/${REPOSITORY}/actions/runs/${run.id}`,
  };
}

function createdFilter(text: string | null): (at: number) => boolean {
  if (text === null) return () => true;
  const [, from, to] = /^>=(.+)$/.exec(text) ?? /^(.+)\.\.(.+)$/.exec(text) ?? [];
  if (from === undefined) throw new Error(`the model of GitHub does not know the filter created=${text}`);
  const earliest = Date.parse(from);
  const latest = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to);
  return (at) => at >= earliest && at <= latest;
}
