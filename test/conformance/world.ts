import { expect } from 'vitest';
import { type Conducted, type ConductOptions, conduct } from '../../src/app/conduct.ts';
import { explainFailure } from '../../src/cli/explain-failure.ts';
import type { Arrivals, Plan, Scenario } from '../../src/core/plan/plan.ts';
import { reportOf } from '../../src/core/report/report-of.ts';
import type { HarnessResult, ReportInput } from '../../src/core/result.ts';
import { apply } from '../../src/core/session/apply.ts';
import type { JournalEntry, SessionEvent, StopReason } from '../../src/core/session/event.ts';
import type { Session } from '../../src/core/session/session.ts';
import { readWorkflowFile } from '../../src/core/workflow/workflow-source.ts';
import { PlanRefusedError, type RunSessionOptions, runSession } from '../../src/engine/run-session.ts';
import { Stopper } from '../../src/engine/stopper.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Fetch, FetchRequest, FetchResponse } from '../../src/ports/fetch.ts';
import type { Journal } from '../../src/ports/journal.ts';
import { type Target, TargetError } from '../../src/ports/target.ts';
import { renderAnnotations } from '../../src/reports/annotations.ts';
import { formatSeconds } from '../../src/reports/format.ts';
import { headlineOf } from '../../src/reports/headline.ts';
import { createEmbeddedFetch, EMBEDDED_API_URL } from '../../src/simulator/embedded-fetch.ts';
import type { EmbeddedGitHub, EmbeddedGitHubOptions } from '../../src/simulator/embedded-github.ts';
import type { TrueRun } from '../../src/simulator/truth.ts';
import { createMemoryJournal } from '../../src/stores/journal/memory-journal.ts';
import { createGitHubTarget, type GitHubTargetOptions } from '../../src/targets/github/target.ts';
import { planOf, scenarioOf } from '../support/plans.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';
import { SIMPLE_WORKFLOW } from '../support/virtual-github.ts';

export const SESSION_ID = '0a1b2c3d4e5f6071';
export const TOKEN = 'test-token-of-nobody';

/** Overrules or mends the answer to a request; `next` asks the embedded GitHub. `undefined`: as it is. */
export type Meddle = (request: FetchRequest, next: () => Promise<FetchResponse>, n: number) => Promise<FetchResponse> | FetchResponse | undefined;

export interface WorldOptions {
  readonly arrivals?: Arrivals;
  readonly scenario?: Partial<Scenario>;
  readonly plan?: Partial<Plan>;
  /** Workflow files by name. Default: `simple.yml`, one job of 30 s that shows its key. */
  readonly workflows?: Readonly<Record<string, string>>;
  readonly github?: Partial<Omit<EmbeddedGitHubOptions, 'clock' | 'workflows'>>;
  /** How far GitHub's clock is ahead of the controller's. */
  readonly skewMs?: number | (() => number);
  readonly meddle?: Meddle;
  readonly target?: Partial<GitHubTargetOptions>;
  /** Stands between the engine and the target. */
  readonly wrap?: (target: Target) => Target;
}

/** How a controller begins. */
export interface StartOptions extends Partial<RunSessionOptions> {
  /** What an earlier controller left in its journal. */
  readonly entries?: readonly JournalEntry[];
  /** The answers were changed so that their ids are not those of the embedded GitHub. */
  readonly idsDiffer?: boolean;
  /** Instead of the world's own. */
  readonly fetch?: Fetch;
}

/** When a controller is killed. */
export interface Death {
  /** Right after this was made durable; nobody heard of it any more. */
  readonly afterEvent?: (event: SessionEvent, n: number) => boolean;
  /** The server has done it; its answer comes too late. */
  readonly afterRequest?: (request: FetchRequest) => boolean;
}

/** A GitHub in virtual time, on which one controller after the other can live. */
export class World {
  readonly clock: VirtualClock = virtualClock();
  readonly github: EmbeddedGitHub;
  readonly fetch: Fetch;
  /** `POST /repos/…` with the instant at which each was sent. */
  readonly sent: { readonly at: number; readonly line: string; readonly request: FetchRequest }[] = [];
  readonly #options: WorldOptions;
  readonly #direct: Fetch;

  constructor(options: WorldOptions = {}) {
    this.#options = options;
    const { skewMs = 0, workflows = { 'simple.yml': SIMPLE_WORKFLOW }, meddle } = options;
    const { clock } = this;
    const skew = typeof skewMs === 'number' ? () => skewMs : skewMs;
    const server: Clock = { now: () => clock.now() + skew(), sleepUntil: (at, signal) => clock.sleepUntil(at - skew(), signal) };
    const files = Object.entries(workflows).map(([name, text]) => readWorkflowFile(name, text));
    const { github, fetch } = createEmbeddedFetch({ clock: server, workflows: files, ...options.github });
    this.github = github;
    this.#direct = fetch;
    this.fetch = async (request) => {
      const n = this.sent.length;
      const { pathname, search } = new URL(request.url);
      this.sent.push({ at: clock.now(), line: `${request.method} ${pathname}${search}`, request });
      await Promise.resolve();
      return (await meddle?.(request, () => fetch(request), n)) ?? (await fetch(request));
    };
  }

  /** Somebody else's request, at this instant. */
  async other(method: string, path: string, body: unknown = {}): Promise<number> {
    const headers = { authorization: 'token somebody-else', 'content-type': 'application/json', 'x-github-api-version': '2026-03-10' };
    const answer = await this.#direct({ method, url: `${EMBEDDED_API_URL}/repos/octo/fleet${path}`, headers, body: JSON.stringify(body) });
    return answer.status;
  }

  /** Somebody else's run of `simple.yml`. */
  async foreignRun(): Promise<void> {
    expect(await this.other('POST', '/actions/workflows/simple.yml/dispatches', { ref: 'main', inputs: {} })).toBe(200);
  }

  /** The instants of the requests whose line matches. */
  sentAt(pattern: RegExp): number[] {
    return this.sent.filter(({ line }) => pattern.test(line)).map(({ at }) => at);
  }

  truth(): readonly TrueRun[] {
    return this.github.truth();
  }

  plan(): Plan {
    const { arrivals = { model: 'closed', runs: 2, concurrency: 2 }, scenario = {}, plan = {} } = this.#options;
    return planOf([scenarioOf(arrivals, scenario)], { target: { kind: 'github', repository: 'octo/fleet' }, ...plan });
  }

  /** Lets one controller live on this world, to its end or until it is dropped. */
  start(more: StartOptions = {}): Controller {
    const { entries = [], idsDiffer = false, fetch = this.fetch, ...options } = more;
    const log: string[] = [];
    const target = this.target(log, fetch);
    const journal = options.journal ?? createMemoryJournal(entries);
    const stopper = new Stopper();
    let reason: StopReason = { kind: 'signal', signal: 'SIGINT' };
    const work = runSession({
      plan: this.plan(),
      sessionId: SESSION_ID,
      generation: 1,
      seed: 1,
      version: '0.0.0',
      target: this.#options.wrap?.(target) ?? target,
      clock: this.clock,
      stop: { signal: stopper, reason: () => reason },
      ...options,
      journal,
    });
    work.catch(() => {});
    return {
      work,
      journal,
      log,
      stop: (why) => {
        reason = why;
        stopper.abort();
      },
      ended: () => this.#ended(work, journal, target, log, idsDiffer),
    };
  }

  target(log: string[], fetch: Fetch = this.fetch): Target {
    return createGitHubTarget({
      fetch,
      clock: this.clock,
      token: () => TOKEN,
      apiUrl: EMBEDDED_API_URL,
      repository: 'octo/fleet',
      seed: 1,
      limits: this.plan().limits,
      onWarning: (text) => log.push(text),
      ...this.#options.target,
    });
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    await this.clock.run(this.clock.sleepUntil(this.clock.now() + ms));
  }

  /** A transport that falls silent for ever, from the other side of which nothing is heard, and a way to kill it. */
  mortalFetch(afterRequest: NonNullable<Death['afterRequest']> = () => false): { readonly fetch: Fetch; readonly died: Promise<void>; kill(): void } {
    const { promise: died, resolve } = Promise.withResolvers<void>();
    const never = new Promise<never>(() => {});
    let dead = false;
    const kill = (): void => {
      dead = true;
      resolve();
    };
    const fetch: Fetch = async (request) => {
      if (dead) return await never;
      const answer = await this.fetch(request);
      if (!dead && afterRequest(request)) kill();
      return dead ? await never : answer;
    };
    return { fetch, died, kill };
  }

  /** Lets a controller live until it is killed. @returns what is durable of it */
  async untilDeath(death: Death): Promise<readonly JournalEntry[]> {
    const mortal = this.mortalFetch(death.afterRequest);
    const durable = createMemoryJournal();
    let n = 0;
    let dead = false;
    void mortal.died.then(() => {
      dead = true;
    });
    const journal: Journal = {
      ...durable,
      append: async (at, events) => {
        if (dead) return await new Promise<never>(() => {});
        const kept: SessionEvent[] = [];
        for (const event of events) {
          kept.push(event);
          n += 1;
          if (death.afterEvent?.(event, n) !== true) continue;
          await durable.append(at, kept);
          dead = true;
          mortal.kill();
          return await new Promise<never>(() => {});
        }
        return await durable.append(at, kept);
      },
    };
    const { work } = this.start({ journal, fetch: mortal.fetch });
    await this.clock.run(Promise.race([mortal.died, work.then(() => Promise.reject(new Error('it ended before it could be killed')))]));
    return [...durable.read()];
  }

  /** One controller as the faces make it, with its folder, journal and checkpoints. */
  async conduct(
    root: string,
    more: Partial<ConductOptions> & { readonly fetch?: Fetch } = {},
  ): Promise<Conducted & { readonly log: readonly string[] }> {
    const log: string[] = [];
    const { fetch, ...options } = more;
    const work = conduct({
      plan: this.plan(),
      sessionId: SESSION_ID,
      reportRoot: root,
      createTarget: () => this.target(log, fetch),
      clock: this.clock,
      stop: { signal: new Stopper(), reason: () => ({ kind: 'signal', signal: 'SIGINT' }) },
      version: '0.0.0',
      resume: 'auto',
      onNotice: (text) => void log.push(text),
      ...options,
    });
    return { ...(await this.clock.run(work)), log };
  }

  /** The whole life of a session. */
  async live(more: StartOptions = {}): Promise<Life> {
    return await this.start(more).ended();
  }

  async #ended(work: Promise<Session>, journal: Journal, target: Target, log: readonly string[], idsDiffer: boolean): Promise<Life> {
    let failure: unknown;
    let session: Session | undefined;
    try {
      session = await this.clock.run(work);
    } catch (error) {
      failure = error;
      for (const entry of journal.read()) session = apply(session, entry);
    }
    const words =
      failure === undefined
        ? undefined
        : failure instanceof TargetError && failure.fix !== undefined
          ? `${failure.message}: ${failure.fix}`
          : messageOf(failure);
    const report =
      session === undefined
        ? undefined
        : reportOf(session, { cancelCommand: (run) => target.cancelCommand(run), ...(words === undefined ? {} : { failure: words }) });
    const life = { session, report, failure, log, entries: [...journal.read()], truth: this.truth() };
    if (session !== undefined) mustHold(session, report, idsDiffer ? [] : this.truth());
    return life;
  }
}

export interface Controller {
  readonly work: Promise<Session>;
  readonly journal: Journal;
  readonly log: readonly string[];
  stop(why: StopReason): void;
  ended(): Promise<Life>;
}

/** How the life of a controller ended. */
export interface Life {
  /** Absent: it never began. */
  readonly session: Session | undefined;
  readonly report: ReportInput | undefined;
  readonly failure: unknown;
  /** What the faces print as it happens. */
  readonly log: readonly string[];
  readonly entries: readonly JournalEntry[];
  readonly truth: readonly TrueRun[];
}

/** DESIGN §7.1, after every session: every slot in one box, every run counted or listed, and of those that are not listed none alive. */
function mustHold(session: Session, report: ReportInput | undefined, truth: readonly TrueRun[]): void {
  for (const { name, ledger } of report?.result.scenarios ?? []) {
    const { planned, ...boxes } = ledger;
    const settled = Object.values(boxes).reduce((sum, count) => sum + count, 0);
    expect(settled, `the ledger of ${name} adds up`).toBe(session.endedAt === undefined ? settled : planned);
  }
  if (session.endedAt === undefined || session.stop !== undefined) return;
  const left = new Set(report?.result.scenarios.flatMap(({ leftRunning }) => leftRunning.map(({ id }) => id)));
  for (const { id, status, title, attempt } of truth) {
    if (!title.includes('rh_') && !Object.values(session.units.flat()).some(({ keyed }) => !keyed)) continue;
    const known = session.runs.has(String(id)) || session.extraRuns.has(String(id));
    expect(known, `run ${id} is counted or listed`).toBe(true);
    // What somebody runs again is somebody's own.
    if (attempt > 1) continue;
    if (!left.has(String(id)) && session.extraRuns.get(String(id))?.cancel !== 'accepted') expect(status, `run ${id}`).toBe('completed');
  }
}

/** The result of a session that began. */
export function resultOf(life: Life): HarnessResult {
  if (life.report === undefined) throw new Error(`the session never began: ${messageOf(life.failure)}`);
  return life.report.result;
}

/** What a user reads of it: the headline, annotations as on GitHub, runs beside the slots, and the lines of the log. */
export function says(life: Life): string[] {
  const lines: string[] = [];
  if (life.report === undefined || life.failure instanceof PlanRefusedError) lines.push(...explainFailure(life.failure).text.split('\n'));
  if (life.report !== undefined) lines.push(...saysResult(life.report.result));
  for (const text of new Set(life.log)) lines.push(`log: ${text}`);
  return lines;
}

/** What a user reads of a result. */
export function saysResult(result: HarnessResult): string[] {
  const lines: string[] = [];
  const { word, sentence } = headlineOf(result);
  lines.push(`${word}: ${sentence}`);
  for (const { level, title, message } of renderAnnotations(result)) if (message !== sentence) lines.push(`${level}: ${title}: ${message}`);
  const told = lines.join('\n');
  for (const reason of result.scenarios.flatMap(({ ledgerReasons }) => Object.keys(ledgerReasons)))
    if (!told.includes(reason)) lines.push(`ledger: ${reason}`);
  for (const { id, why, cancelled } of result.scenarios.flatMap(({ extraRuns }) => extraRuns))
    lines.push(`beside the plan: ${id}: ${why}${cancelled ? ' (cancelled)' : ' (not cancelled)'}`);
  if (result.session.resumed > 0) lines.push(`session: resumed ${result.session.resumed}×`);
  return lines;
}

/** Why the dispatches were in doubt or held back, as the journal has it. */
export function doubts(life: Life): string[] {
  return life.entries.flatMap(({ event }) =>
    event.type === 'ambiguous' || event.type === 'deferred' ? [`journal: ${event.type}: ${event.why}`] : [],
  );
}

/** A metric as the summary's table has it. */
export function metric(life: Life, name: string): string {
  const summary = resultOf(life).scenarios[0]?.metrics[name];
  if (summary?.unit !== 's') throw new Error(`no times of ${name}`);
  const { n, min, max, censored, anomalous, unavailable, notes = [] } = summary;
  const span = n === 0 ? '' : `, ${formatSeconds(min)} to ${formatSeconds(max)}`;
  return `metric: ${name}: n ${n}${span}, ${censored} censored, ${anomalous} anomalous, ${unavailable} unavailable${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
}

/** How often each slot was sent. */
export function tries(life: Life): number[] {
  return [...(life.session?.slots.values() ?? [])].map(({ attempts }) => attempts);
}

export function boxes(life: Life): string[] {
  return [...(life.session?.slots.values() ?? [])].map(({ box }) => box ?? 'open');
}

export const isDispatch = (request: FetchRequest): boolean => request.url.endsWith('/dispatches');
export const isListing = (request: FetchRequest): boolean => /\/workflows\/[^/]+\/runs\?/.test(request.url);

/** The JSON of an answer, changed. */
export async function changed(next: () => Promise<FetchResponse>, change: (value: Record<string, unknown>) => unknown): Promise<FetchResponse> {
  const response = await next();
  if (response.status !== 200) return response;
  const value = JSON.parse(new TextDecoder().decode(response.body)) as Record<string, unknown>;
  const { etag: _, ...headers } = response.headers;
  return { ...response, headers, body: new TextEncoder().encode(JSON.stringify(change(value))) };
}

/** Changes every run in lists and single answers. */
export function changedRuns(change: (run: Record<string, unknown>) => Record<string, unknown>): Meddle {
  return (request, next) => {
    if (request.method !== 'GET' || !/\/runs(\/\d+)?(\?|$)/.test(request.url)) return undefined;
    return changed(next, (value) =>
      Array.isArray(value.workflow_runs)
        ? { ...value, workflow_runs: (value.workflow_runs as Record<string, unknown>[]).map(change) }
        : change(value),
    );
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
