import { createHash } from 'node:crypto';
import type { Plan } from '../../src/core/plan/plan.ts';
import { seededRandom } from '../../src/core/random.ts';
import { reportOf } from '../../src/core/report/report-of.ts';
import type { ReportInput } from '../../src/core/result.ts';
import { apply } from '../../src/core/session/apply.ts';
import type { JournalEntry, StopReason } from '../../src/core/session/event.ts';
import type { Session } from '../../src/core/session/session.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/core/time.ts';
import { PlanRefusedError, type RunSessionOptions, runSession } from '../../src/engine/run-session.ts';
import { JournalFencedError } from '../../src/ports/journal.ts';
import { TargetError } from '../../src/ports/target.ts';
import { createGitHubTarget } from '../../src/targets/github/target.ts';
import { type CrashStore, DISK_FULL, MemoryCrashStore, SqliteCrashStore } from './crash-store.ts';
import type { FaultKind } from './fault-kinds.ts';
import { API_URL, FaultyGitHub, REPOSITORY } from './faulty-github.ts';
import { checkEnd } from './invariants.ts';
import { JournalRules } from './journal-rules.ts';
import { Rules } from './rules.ts';
import { chance, integer, type SimScenario, scenarioOfSeed } from './scenario.ts';
import { Controller, VirtualTime } from './virtual-time.ts';

/** What one seed showed. */
export interface SeedOutcome {
  readonly seed: number;
  /** Broken invariants, each once; empty: all hold. */
  readonly broken: readonly string[];
  readonly kinds: readonly FaultKind[];
  readonly struck: ReadonlyMap<FaultKind, number>;
  readonly crashes: number;
  readonly controllers: number;
  readonly slots: number;
  readonly runs: number;
  readonly extraRuns: number;
  readonly requests: number;
  /** From the first step to the last, in the world. */
  readonly virtualMs: number;
  readonly ended: boolean;
  /** Of the journal's bytes and of the result's. */
  readonly fingerprint: string;
}

export interface SeedOptions {
  /** Told what happens, line by line. */
  readonly trace?: (line: string) => void;
}

/** What the end is judged by. */
export interface SeedEnd {
  readonly scenario: SimScenario;
  readonly github: FaultyGitHub;
  readonly session: Session;
  readonly report: ReportInput;
  readonly entries: readonly JournalEntry[];
  readonly controllers: readonly Controller[];
  readonly endedAt: number;
  /** The journal could be written to the end. */
  readonly durable: boolean;
  /** What must stand in no file. */
  readonly secrets: readonly string[];
  readonly warnings: readonly string[];
  readonly stopped: boolean;
}

const START = Date.UTC(2026, 10, 21, 10);
/** Everything must have come to rest so long after the last fault: budgets last an hour, and runs may be waited for in turn. */
const PATIENCE_MS = 30 * HOUR_MS;
/** Why a plan may be refused in a world in which everything about it is right. */
const EXCUSES = /refused the token|is empty|is not JSON|cut off or broken|one redirect after another/;
/** session_started, controller_started, prepared */
const FEWEST_ENTRIES_OF_A_COPY = 3;
const MOST_CONTROLLERS = 60;
const VERSION = '0.0.0-simulation';

/** Runs one seed to its end and judges it. The same seed does the same, to the byte. */
export async function simulateSeed(seed: number, options: SeedOptions = {}): Promise<SeedOutcome> {
  let scenario = scenarioOfSeed(seed);
  for (;;) {
    const outcome = await new SeedRun(scenario, options).run();
    const [first = 1, ...others] = scenario.crashes;
    if (outcome.crashes > 0 || outcome.broken.length > 0 || first === 1) return outcome;
    // It ended before its first controller could die: again, with an earlier death.
    scenario = { ...scenario, crashes: [Math.floor(first / 2), ...others] };
  }
}

class SeedRun {
  readonly #scenario: SimScenario;
  readonly #time = new VirtualTime(START);
  readonly #random;
  readonly #trace: (line: string) => void;
  readonly #github: FaultyGitHub;
  readonly #store: CrashStore;
  readonly #broken = new Set<string>();
  readonly #controllers: Controller[] = [];
  readonly #secrets: string[] = [];
  readonly #warnings: string[] = [];
  readonly #journalRules: JournalRules;
  #crashes = 0;
  #session: Session | undefined;
  #sessionEndedAt = 0;
  #stopped = false;
  #lost = false;
  #recover: RunSessionOptions['recover'];

  constructor(scenario: SimScenario, { trace }: SeedOptions) {
    this.#scenario = scenario;
    this.#random = seededRandom(`operator/${scenario.seed}`);
    const startedAt = this.#time.now;
    this.#trace = trace === undefined ? () => {} : (line) => trace(`${((this.#time.now - startedAt) / 1_000).toFixed(3).padStart(10)} ${line}`);
    this.#journalRules = new JournalRules((what) => this.#breaks(what));
    this.#github = new FaultyGitHub(this.#time, scenario, { trace: this.#trace, onDispatch: (sent) => this.#journalRules.sent(sent) });
    const onDurable = (entries: readonly JournalEntry[], controller: Controller): void => {
      for (const entry of entries) {
        this.#trace(`${controller.number} # ${entry.seq} ${JSON.stringify(entry.event).slice(0, 300)}`);
        this.#journalRules.note(entry, controller);
      }
    };
    const storeRandom = seededRandom(`store/${scenario.seed}`);
    this.#store =
      scenario.store === 'sqlite'
        ? new SqliteCrashStore(this.#time, storeRandom, onDurable)
        : new MemoryCrashStore(this.#time, storeRandom, onDurable);
  }

  async run(): Promise<SeedOutcome> {
    const limitAt = START + this.#scenario.faultsForMs + PATIENCE_MS;
    let finished = false;
    const operator = this.#operate().then(
      () => {
        finished = true;
      },
      (error: unknown) => {
        finished = true;
        this.#breaks(`I8 ended by ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ') : String(error)}`);
      },
    );
    try {
      await this.#time.runUntil(() => finished, limitAt);
      await operator;
    } catch (error) {
      this.#breaks(`I8 does not end: ${error instanceof Error ? error.message : String(error)}`);
    }
    const report = this.#judge();
    const entries = this.#store.durable();
    if (this.#store instanceof SqliteCrashStore && !this.#store.refusesDamage()) this.#breaks('I6 a journal with a changed entry is believed');
    const fingerprint = createHash('sha256')
      .update(JSON.stringify(entries))
      .update(JSON.stringify(report ?? null))
      .digest('hex');
    const outcome: SeedOutcome = {
      seed: this.#scenario.seed,
      broken: [...this.#broken],
      kinds: [...this.#scenario.kinds],
      struck: this.#github.struck,
      crashes: this.#crashes,
      controllers: this.#controllers.length,
      slots: this.#session?.slots.size ?? 0,
      runs: this.#github.accepted.length,
      extraRuns: this.#session?.extraRuns.size ?? 0,
      requests: this.#controllers.reduce((sum, { requests }) => sum + requests, 0),
      virtualMs: this.#time.now - START,
      ended: finished,
      fingerprint,
    };
    this.#store.close();
    return outcome;
  }

  #breaks(what: string): void {
    if (!this.#broken.has(what)) this.#trace(`BROKEN ${what}`);
    this.#broken.add(what);
  }

  /** Whoever starts controllers: one after the other, until the session has its end mark. */
  async #operate(): Promise<void> {
    const { kinds } = this.#scenario;
    let skewMs = kinds.has('skew') ? integer(this.#random, -600, 600) * SECOND_MS : integer(this.#random, -1_500, 1_500);
    for (;;) {
      if (this.#recallEnd()) return;
      this.#loseJournal();
      const ended = await this.#control(skewMs);
      if (ended) return;
      if (this.#controllers.length >= MOST_CONTROLLERS) throw new Error(`${MOST_CONTROLLERS} controllers did not bring it to its end`);
      await this.#pause(integer(this.#random, 0, 300) * SECOND_MS);
      // The next one may run on another machine.
      if (chance(this.#random, 0.5)) skewMs += integer(this.#random, -1_000, 1_000);
    }
  }

  /** Once, after a death: the disk is gone, or what is left is a copy from earlier. */
  #loseJournal(): void {
    const { kinds } = this.#scenario;
    const store = this.#store;
    if (this.#lost || this.#crashes === 0 || !(store instanceof MemoryCrashStore) || !(kinds.has('amnesia') || kinds.has('rollback'))) return;
    this.#lost = true;
    const entries = store.durable().length;
    const keep = kinds.has('amnesia') ? 0 : Math.floor(this.#random.next() * entries);
    // A copy without a first state is none.
    const kept = keep < FEWEST_ENTRIES_OF_A_COPY ? 0 : keep;
    store.forget(kept);
    this.#trace(`the journal is lost${kept === 0 ? '' : `, a copy of ${kept} of ${entries} entries is left`}`);
    this.#recover = kept === 0 ? { from: 'list', sinceAt: START - HOUR_MS } : { from: 'copy' };
  }

  /** The end mark may be the last thing that a dying controller wrote: then nobody takes the session over. */
  #recallEnd(): boolean {
    const entries = this.#store.durable();
    if (!hasEnd(entries)) return false;
    let session: Session | undefined;
    for (const entry of entries) session = apply(session, entry);
    if (session !== undefined && this.#session === undefined) this.#ended(session);
    return true;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#time.after(ms, resolve));
  }

  /** One controller, from its start to its end; `true`: the session has ended. */
  async #control(skewMs: number): Promise<boolean> {
    const { plan, crashes, kinds, seed, stopAfterMs } = this.#scenario;
    const number = this.#controllers.length + 1;
    const controller = new Controller(this.#time, { number, skewMs, crashAtStep: crashes[number - 1] ?? Number.POSITIVE_INFINITY });
    this.#controllers.push(controller);
    this.#trace(`${number} starts, its clock ${skewMs / 1_000} s ahead`);
    const journal = this.#store.open(controller);
    const rules = new Rules(withBudgetFor(plan, number), (what) => this.#breaks(`I4 ${what}`));
    const token = this.#tokens(controller);
    const target = createGitHubTarget({
      fetch: this.#github.fetchOf(controller, rules),
      clock: controller.clock,
      token,
      apiUrl: API_URL,
      repository: REPOSITORY,
      seed,
      limits: plan.limits,
      onWarning: (message) => {
        this.#trace(`${number} ! ${message}`);
        this.#warnings.push(message);
      },
    });
    const stop = new AbortController();
    const reason: StopReason = {
      kind: 'signal',
      signal: seed % 2 === 0 ? 'SIGINT' : 'SIGTERM',
      ...(seed % 3 === 0 ? { graceMs: 10 * MINUTE_MS } : {}),
    };
    const callOff: (() => void)[] = [];
    if (stopAfterMs !== undefined && !this.#stopped) {
      callOff.push(
        this.#time.at(START + stopAfterMs, () =>
          controller.resume(() => {
            this.#stopped = true;
            this.#trace(`${number} is told to stop`);
            stop.abort();
          }),
        ),
      );
    }
    if (kinds.has('disk') && number === 1) callOff.push(this.#time.after(integer(this.#random, 1, 300) * SECOND_MS, () => this.#store.fill()));
    if (kinds.has('pause') && chance(this.#random, 0.7)) {
      callOff.push(
        this.#time.after(integer(this.#random, 1, 300) * SECOND_MS, () =>
          controller.hold(this.#time.now + integer(this.#random, 1, 600) * SECOND_MS),
        ),
      );
    }
    const work = runSession({
      plan: withBudgetFor(plan, number),
      sessionId: 'a1b2c3d4e5f60718',
      generation: 1,
      seed,
      version: VERSION,
      target,
      journal,
      clock: controller.clock,
      ...(this.#recover === undefined ? {} : { recover: this.#recover }),
      stop: { signal: stop.signal, reason: () => reason },
    }).then(
      (session) => ({ session }) as const,
      (error: unknown) => ({ error }) as const,
    );
    const deserted = kinds.has('zombie') && number <= 2 && !this.#github.quiet ? this.#desert(controller) : new Promise<never>(() => {});
    const ended = await Promise.race([work, controller.died.then(() => 'crashed' as const), deserted]);
    if (ended === 'deserted') {
      // It wakes up beside its successor, and finds out.
      void work.then((late) => {
        if ('session' in late && late.session.endedAt !== undefined) this.#ended(late.session);
        else if ('error' in late && !isExcused(late.error)) this.#fails(late.error);
        this.#trace(`${number} (a zombie) ends: ${'error' in late ? String(late.error) : 'in peace'}`);
      });
      return false;
    }
    for (const off of callOff) off();
    if (ended === 'crashed') {
      this.#crashes += 1;
      this.#trace(`${number} dies at its step ${controller.steps}`);
      return false;
    }
    journal.close();
    controller.kill();
    if ('error' in ended) {
      this.#trace(`${number} gives up: ${String(ended.error)}`);
      this.#warnings.push(String(ended.error));
      if (!isExcused(ended.error)) this.#fails(ended.error);
      return this.#session !== undefined;
    }
    const { session } = ended;
    this.#trace(`${number} ends the session${session.endedAt === undefined ? ' for now' : ''}`);
    if (session.endedAt === undefined) return false;
    // If its journal was full, nobody else knows of the end.
    if (!hasEnd(this.#store.durable())) return false;
    this.#ended(session);
    return true;
  }

  #ended(session: Session): void {
    if (this.#session !== undefined && this.#session !== session) this.#breaks('I1 two controllers ended the session');
    this.#session = session;
    this.#sessionEndedAt = this.#time.now;
  }

  #fails(error: unknown): void {
    this.#breaks(
      `I8 the engine fails: ${error instanceof Error ? `${error.name}: ${error.message} ${(error.stack ?? '').split('\n')[1]?.trim() ?? ''}` : String(error)}`,
    );
  }

  /** Somebody believes the controller dead, although only its machine sleeps. */
  #desert(controller: Controller): Promise<'deserted'> {
    return new Promise((resolve) => {
      this.#time.after(integer(this.#random, 3, 200) * SECOND_MS, () => {
        if (!controller.alive) return;
        this.#trace(`${controller.number} falls asleep and is given up`);
        controller.hold(this.#time.now + integer(this.#random, 60, 900) * SECOND_MS);
        resolve('deserted');
      });
    });
  }

  /** The controller's token, which may expire. */
  #tokens(controller: Controller): () => string {
    const { kinds, seed } = this.#scenario;
    let current = '';
    const renew = (): void => {
      current = `ghs_${createHash('sha256').update(`${seed}/${controller.number}/${this.#secrets.length}`).digest('hex').slice(0, 36)}`;
      this.#secrets.push(current);
      this.#github.allow(current);
    };
    renew();
    if (kinds.has('token') || (kinds.has('token_dead') && controller.number <= 3)) {
      this.#time.after(integer(this.#random, 5, 400) * SECOND_MS, () => {
        const old = current;
        if (kinds.has('token')) renew();
        this.#trace(`the token of ${controller.number} expires`);
        this.#github.revoke(old);
      });
    }
    return () => current;
  }

  #judge(): ReportInput | undefined {
    const session = this.#session;
    if (session === undefined) return undefined;
    const report = reportOf(session, { cancelCommand: ({ runId }) => `gh run cancel ${runId}` });
    const entries = this.#store.durable();
    const end: SeedEnd = {
      scenario: this.#scenario,
      github: this.#github,
      session,
      report,
      entries,
      controllers: this.#controllers,
      endedAt: this.#sessionEndedAt,
      durable: hasEnd(entries),
      secrets: this.#secrets,
      warnings: this.#warnings,
      // The record of it may be lost with the journal.
      stopped: (this.#stopped && this.#lost) || entries.some(({ event }) => event.type === 'stopping' && event.reason.kind === 'signal'),
    };
    for (const what of checkEnd(end)) this.#breaks(what);
    return report;
  }
}

/** Whoever resumes a session whose budget is used up gives it a larger one. */
function withBudgetFor(plan: Plan, controller: number): Plan {
  const { runnerMinutes, costUsd, wallTimeMs, apiRequests } = plan.budget ?? {};
  const more = 2 ** (controller - 1);
  if (plan.budget === undefined || controller === 1) return plan;
  return {
    ...plan,
    budget: {
      ...(runnerMinutes !== undefined && { runnerMinutes: runnerMinutes * more }),
      ...(costUsd !== undefined && { costUsd: costUsd * more }),
      ...(wallTimeMs !== undefined && { wallTimeMs: wallTimeMs * more }),
      ...(apiRequests !== undefined && { apiRequests: { ...apiRequests, count: apiRequests.count * more } }),
    },
  };
}

/** May a controller give up for this? Whoever started it frees the disk, gives a new token, or looks at the proxy, and starts it again. */
function isExcused(error: unknown): boolean {
  if (error instanceof TargetError || error instanceof JournalFencedError) return true;
  if (error instanceof PlanRefusedError) return EXCUSES.test(error.message);
  return error instanceof Error && error.message.includes(DISK_FULL);
}

/** The end mark; what was under way may still tell of itself after it. */
function hasEnd(entries: readonly JournalEntry[]): boolean {
  return entries.some(({ event }) => event.type === 'session_ended');
}
