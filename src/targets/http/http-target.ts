import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpSpec, Plan, Unit } from '../../core/plan/plan.ts';
import { present } from '../../core/report/rows.ts';
import type { UnitFacts, Usage } from '../../core/session/event.ts';
import type { RunDetails } from '../../core/timing/records.ts';
import type { TestAttempt } from '../../core/work/test-outcome.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import type {
  CancelAnswer,
  DispatchAnswer,
  DispatchOrder,
  FindAnswer,
  InventoryAnswer,
  InventoryQuery,
  OpenRun,
  Preparation,
  Sighting,
  Target,
  TargetCapabilities,
} from '../../ports/target.ts';
import { judgeTools } from '../local/check-tools.ts';
import { conclusionOf, outcomeOf } from '../local/run/local-run.ts';
import type { CommandResult } from '../local/run/run-command.ts';
import { runTest, type TestRun } from '../local/run/run-test.ts';
import { openOutputLog, type TestFolder } from '../local/run/test-folder.ts';
import { checkServer, unitProblems } from './check-server.ts';
import type { Opened } from './command-wire.ts';
import { ask, type Server } from './http-exchange.ts';
import { type HttpRun, httpJobs, httpObservation, httpRun, keyOfExecution, plannedJobs } from './http-run.ts';
import { lineWire } from './line-wire.ts';
import { askTool, cancelCommand, LeftAloneError, openCommand, type Remote, watchCommand } from './remote-commands.ts';
import { socketWire } from './socket-wire.ts';

/** What {@link createHttpTarget} needs. */
export interface HttpTargetOptions {
  readonly spec: HttpSpec;
  /** Of the server; sent to it and to nobody else. */
  readonly token?: string;
  readonly clock: Clock;
  /** The session's folder: the outputs of its tests go there. Absent: they are in the result only, cut. */
  readonly folder?: string;
  /** What a test writes, as it comes. */
  readonly onOutput?: (test: { readonly id: string; readonly worker: string }, text: string) => void;
}

/** How often a server that is busy is asked again for a further command of a test, and how long is waited at most. */
const BUSY_TRIES = 60;
const BUSY_MS = 1_000;

/**
 * A target that sends tests to a command server: `POST /execute`, or the same over a WebSocket.
 *
 * Every command has an id of its own, which follows from the key of its dispatch. A server that knows executions by their ids (such as
 * `runner-harness serve`) never runs one twice, so what was in doubt is looked up and what outlived this process is found again. With any other
 * server, what was in doubt stays in doubt.
 */
export function createHttpTarget(options: HttpTargetOptions): Target {
  return new HttpTarget(options);
}

class HttpTarget implements Target {
  readonly #options: HttpTargetOptions;
  readonly #spec: HttpSpec;
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #runs = new Map<string, HttpRun>();
  readonly #changed = new Set<HttpRun>();
  readonly #vanished = new Set<string>();
  /** How each run was seen last. */
  readonly #shown = new Map<HttpRun, string>();
  readonly #work = new Set<Promise<void>>();
  readonly #left = new AbortController();
  readonly #requests = new Map<string, number>();
  #remote: Remote;
  #plan: Plan | undefined;
  #awake = Promise.withResolvers<void>();

  constructor(options: HttpTargetOptions) {
    const { spec, token, clock } = options;
    this.#options = options;
    this.#spec = spec;
    this.#clock = clock;
    this.#server = { url: spec.url, ...(token === undefined ? {} : { token }) };
    this.#remote = {
      server: this.#server,
      wire: spec.transport === 'ws' ? socketWire(this.#server) : lineWire(this.#server),
      knowsExecutions: false,
      clock,
      onRequest: (endpoint) => this.#count(endpoint),
    };
  }

  get capabilities(): TargetCapabilities {
    const known = this.#remote.knowsExecutions;
    return { observe: 'push', keyed: known, cancellable: known, serverClock: false };
  }

  async prepare(plan: Plan, signal: StopSignal): Promise<Preparation> {
    const [first, ...others] = unitProblems({ http: this.#spec, plan });
    if (first !== undefined) return { ok: false, problems: [first, ...others] };
    const health = await checkServer(this.#server, this.#spec.tokenEnv, (endpoint) => this.#count(endpoint), signal);
    if (!health.ok) return { ok: false, problems: [health.problem], ...(health.unhealthy ? { unhealthy: true } : {}) };
    this.#remote = { ...this.#remote, knowsExecutions: health.knowsExecutions };
    const required = plan.scenarios.flatMap(({ suite }) => suite?.requires ?? []);
    const [missing, ...more] = await judgeTools(required, async (tool) => await askTool(this.#remote, tool, signal));
    if (missing !== undefined) return { ok: false, problems: [missing, ...more], unhealthy: true };
    this.#plan = plan;
    const facts = (unit: Unit): UnitFacts => ({ workflow: unit.workflow, keyed: health.knowsExecutions, jobs: plannedJobs(unit) });
    return {
      ok: true,
      target: `command server at ${this.#spec.url}`,
      units: plan.scenarios.map(({ units }) => units.map(facts)),
      warnings: health.warnings,
    };
  }

  async dispatch(order: DispatchOrder, signal: StopSignal): Promise<DispatchAnswer> {
    if (signal.aborted || this.#left.signal.aborted) return { kind: 'not_sent', why: 'stopped before it was sent' };
    try {
      await order.beforeSend();
    } catch (error) {
      return { kind: 'not_sent', why: error instanceof Error ? error.message : String(error) };
    }
    const run = httpRun({ ...order, createdAt: this.#clock.now(), url: this.#spec.url });
    this.#follow(run);
    const opened = await run.taken.promise;
    if (opened.kind === 'open') return { kind: 'acked', runId: run.runId, url: run.url, by: 'answer' };
    return opened.kind === 'refused' ? this.#refusal(opened) : { kind: opened.sent === 'no' ? 'not_sent' : 'unknown', why: opened.why };
  }

  async *observe(open: readonly OpenRun[], signal: StopSignal): AsyncIterable<Sighting> {
    const stop = (): void => this.#wake();
    signal.addEventListener('abort', stop, { once: true });
    this.#adopt(open);
    try {
      while (!this.#left.signal.aborted && !signal.aborted) {
        const changed = [...this.#changed];
        const vanished = [...this.#vanished];
        this.#changed.clear();
        this.#vanished.clear();
        for (const run of changed) {
          const observation = httpObservation(run);
          if (this.#shown.get(run) === observation.status) continue;
          this.#shown.set(run, observation.status);
          yield { kind: 'run', observation };
        }
        for (const runId of vanished) yield { kind: 'vanished', runId };
        if (changed.length + vanished.length === 0) await this.#awake.promise;
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async details({ runId }: OpenRun): Promise<RunDetails | undefined> {
    const run = this.#runs.get(runId);
    if (run === undefined) return undefined;
    const { ended } = run;
    return { run: httpObservation(run), jobs: ended?.jobs ?? [], ...(ended === undefined ? {} : { test: ended.outcome }) };
  }

  async find(query: { readonly key: string; readonly scenario: number; readonly unitIndex: number }, signal: StopSignal): Promise<FindAnswer> {
    const known = this.#runs.get(query.key);
    if (known !== undefined) return { kind: 'found', runs: [httpObservation(known)] };
    const found = await this.#executions(query.key, signal);
    if ('why' in found) return { kind: 'unclear', why: found.why };
    const createdAt = found.keys.get(query.key);
    if (createdAt === undefined) return { kind: 'absent' };
    const run = this.#take({ ...query, createdAt });
    return run === undefined ? { kind: 'unclear', why: 'the plan has no such test' } : { kind: 'found', runs: [httpObservation(run)] };
  }

  async inventory({ keyPrefix }: InventoryQuery, signal: StopSignal): Promise<InventoryAnswer> {
    // Nobody but the server could tell what an earlier process has begun. What is in doubt is sought one by one, and stays in doubt.
    const found = this.#remote.knowsExecutions ? await this.#executions(keyPrefix, signal) : { keys: new Map<string, number>() };
    if ('why' in found) return { kind: 'unclear', why: found.why };
    for (const [key, createdAt] of found.keys) {
      if (this.#runs.has(key)) continue;
      const place = this.#placeOf(key);
      if (place !== undefined) this.#take({ key, createdAt, ...place });
    }
    return { kind: 'complete', runs: [...this.#runs.values()].filter(({ key }) => key.startsWith(keyPrefix)).map(httpObservation) };
  }

  async cancel({ runId }: { readonly runId: string }, signal: StopSignal): Promise<CancelAnswer> {
    const run = this.#runs.get(runId);
    if (run === undefined) return { kind: 'failed', why: `there is no run ${runId}` };
    if (run.ended !== undefined) return { kind: 'already_ended' };
    if (!this.#remote.knowsExecutions) return { kind: 'failed', why: 'this server can cancel nothing' };
    run.cancelled = true;
    run.stop.abort();
    const id = run.executions.at(-1);
    if (id === undefined) return { kind: 'accepted' };
    const { ok, why } = await cancelCommand(this.#remote, id, signal);
    return ok ? { kind: 'accepted' } : { kind: 'failed', why };
  }

  cancelCommand({ runId }: { readonly runId: string }): string {
    const { tokenEnv, url } = this.#spec;
    if (!this.#remote.knowsExecutions) return `end it on the machine of ${url}: that server can cancel nothing (execution ${runId})`;
    const id = this.#runs.get(runId)?.executions.at(-1) ?? `${runId}.1.1`;
    return `curl -X POST -H "authorization: Bearer $${tokenEnv}" ${url}/executions/${id}/cancel`;
  }

  usage(): Usage {
    const byEndpoint = Object.fromEntries(this.#requests);
    return { requests: Object.values(byEndpoint).reduce((sum, n) => sum + n, 0), charged: 0, notModified: 0, rateLimitWaits: 0, byEndpoint };
  }

  /** What runs goes on; whoever resumes the session finds it, where the server knows executions. */
  async close(): Promise<void> {
    this.#left.abort();
    this.#wake();
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  #refusal({ status, why, retryAfterMs }: Extract<Opened, { kind: 'refused' }>): DispatchAnswer {
    if (status === 429 || status === 503) return { kind: 'limited', why, untilAt: this.#clock.now() + (retryAfterMs ?? BUSY_MS) };
    // It may have begun before it failed.
    if (status >= 500) return { kind: 'unknown', why };
    if (status === 401 || status === 403) return { kind: 'rejected', why, fix: `the token comes from ${this.#spec.tokenEnv}` };
    return { kind: 'rejected', why };
  }

  /** Runs that the books know and this process has not seen. */
  #adopt(open: readonly OpenRun[]): void {
    for (const { runId, key, scenario, unitIndex, sinceAt } of open) {
      if (this.#runs.has(runId)) continue;
      const run = this.#remote.knowsExecutions && runId === key ? this.#take({ key, scenario, unitIndex, createdAt: sinceAt }) : undefined;
      if (run === undefined) this.#vanished.add(runId);
    }
  }

  #take(facts: { key: string; scenario: number; unitIndex: number; createdAt: number }): HttpRun | undefined {
    const unit = this.#plan?.scenarios[facts.scenario]?.units[facts.unitIndex];
    if (unit === undefined) return undefined;
    const run = httpRun({ ...facts, unit, url: this.#spec.url });
    this.#runs.set(run.runId, run);
    this.#touch(run);
    this.#follow(run);
    return run;
  }

  /** Scenario and unit stand in the key: `rh_<id8>_<generation>_<scenario>-<n>_<try>`. */
  #placeOf(key: string): { scenario: number; unitIndex: number } | undefined {
    const [, scenario, n] = /_(\d+)-(\d+)_\d+$/.exec(key) ?? [];
    const units = this.#plan?.scenarios[Number(scenario)]?.units.length;
    return scenario === undefined || units === undefined ? undefined : { scenario: Number(scenario), unitIndex: Number(n) % units };
  }

  /** Keys of the executions whose ids begin so, with when the server began each. */
  async #executions(prefix: string, signal: StopSignal): Promise<{ keys: Map<string, number> } | { why: string }> {
    if (!this.#remote.knowsExecutions) return { why: 'this server does not know executions by their ids' };
    this.#count('executions');
    const answer = await ask(this.#server, { method: 'GET', path: `/executions?prefix=${encodeURIComponent(prefix)}` }, signal);
    if (answer.kind === 'failed' || answer.status !== 200) return { why: answer.why };
    const { executions } = (answer.json ?? {}) as { executions?: unknown };
    if (!Array.isArray(executions)) return { why: 'the list of executions is not what it should be' };
    const keys = new Map<string, number>();
    for (const one of executions as { execution_id?: unknown; started_at?: unknown }[]) {
      const at = Date.parse(String(one.started_at));
      if (typeof one.execution_id !== 'string' || !Number.isFinite(at)) return { why: 'the list of executions is not what it should be' };
      const key = keyOfExecution(one.execution_id);
      keys.set(key, Math.min(at, keys.get(key) ?? at));
    }
    return { keys };
  }

  #follow(run: HttpRun): void {
    const work = this.#execute(run).finally(() => this.#work.delete(work));
    this.#work.add(work);
  }

  /** Every attempt of a test, one after the other. */
  async #execute(run: HttpRun): Promise<void> {
    const { work } = run.unit;
    if (work === undefined) throw new Error(`${run.id} is a workflow, which a command server can't run`);
    const worker = new URL(this.#spec.url).host;
    try {
      for (let attempt = 1; ; attempt++) {
        const ran = await this.#attempt(run, attempt);
        const { judgement, startedAt, endedAt, output, outputBytes, tasks, log } = ran;
        const ended: TestAttempt = { ...judgement, startedAt, endedAt, worker };
        run.attempts.push(ended);
        delete run.startedAt;
        const again = attempt <= (work.maxRetries ?? 0) && ['failed', 'timed_out', 'error'].includes(judgement.status) && !run.cancelled;
        if (again) continue;
        const outcome = outcomeOf(run, { ...judgement, output, outputBytes, ...present({ tasks, log }) });
        run.ended = { at: this.#clock.now(), conclusion: conclusionOf(judgement.status), outcome, jobs: [] };
        run.ended = { ...run.ended, jobs: httpJobs(run) };
        return this.#touch(run);
      }
    } catch (error) {
      // Left alone, or never taken: nothing is known of it, and nothing is said.
      if (!(error instanceof LeftAloneError)) throw error;
    }
  }

  async #attempt(run: HttpRun, attempt: number): Promise<TestRun & { readonly log?: string }> {
    const { folder, onOutput } = this.#options;
    using log = folder === undefined ? undefined : openOutputLog(logFolder(folder, run), attempt);
    const bench = { root: '', env: run.unit.work?.env ?? {}, marker: `${run.key}.${attempt}`, graceMs: 0, write: (text: string) => log?.write(text) };
    let command = 0;
    const ran = await runTest(run.unit.work ?? missing(), bench, run.stop.signal, async (order) => {
      if (run.stop.signal.aborted) return stopped(this.#clock.now());
      command++;
      const remote = { ...order, id: `${bench.marker}.${command}`, env: bench.env };
      const opened = await this.#open(run, remote, attempt === 1 && command === 1);
      const result = await watchCommand(this.#remote, remote, opened, {
        left: this.#left.signal,
        onOutput: (text) => onOutput?.({ id: run.id, worker: new URL(this.#spec.url).host }, text),
      });
      log?.write(result.output);
      return result;
    });
    return log === undefined ? ran : { ...ran, log: log.name };
  }

  /** The first command of a run decides whether there is a run; a busy server is asked again for the others. */
  async #open(run: HttpRun, order: Parameters<typeof openCommand>[1], isFirst: boolean): Promise<Opened> {
    run.executions.push(order.id);
    for (let tries = 1; ; tries++) {
      const opened = await openCommand(this.#remote, order, this.#left.signal);
      if (opened.kind === 'open') {
        this.#runs.set(run.runId, run);
        run.startedAt ??= this.#clock.now();
        this.#touch(run);
      }
      if (isFirst) run.taken.resolve(opened);
      if (opened.kind === 'open') return opened;
      if (this.#left.signal.aborted || (isFirst && !this.#runs.has(run.runId))) throw new LeftAloneError('it was not taken');
      const isBusy = opened.kind === 'refused' ? opened.status === 429 || opened.status === 503 : opened.sent === 'no';
      if (!isBusy || tries === BUSY_TRIES || run.stop.signal.aborted) return opened;
      await this.#clock.sleepUntil(this.#clock.now() + ((opened.kind === 'refused' && opened.retryAfterMs) || BUSY_MS), this.#left.signal);
    }
  }

  #count(endpoint: string): void {
    this.#requests.set(endpoint, (this.#requests.get(endpoint) ?? 0) + 1);
  }

  #touch(run: HttpRun): void {
    this.#changed.add(run);
    this.#wake();
  }

  #wake(): void {
    this.#awake.resolve();
    this.#awake = Promise.withResolvers();
  }
}

/** A command that was cancelled before it was sent. */
function stopped(at: number): CommandResult {
  const judgement = { status: 'cancelled', patterns: [], error: 'cancelled' } as const;
  return { judgement, output: '', bytes: 0, startedAt: at, endedAt: at, killedFromOutside: false };
}

/** Where the outputs of a test go: `remote/0-3_login` below the session's folder. */
function logFolder(root: string, run: HttpRun): TestFolder {
  const name = `remote/${run.slot}_${run.id.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60)}`;
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  return { path, name, artifacts: path };
}

function missing(): never {
  throw new Error('a run without work');
}
