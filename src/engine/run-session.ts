import type { Plan } from '../core/plan/plan.ts';
import { uniformAt } from '../core/random.ts';
import { readingGapMs } from '../core/session/absence.ts';
import { claimRun, estimateStarts, inClaimOrder } from '../core/session/claim-run.ts';
import type { Command, TaskCommand } from '../core/session/command.ts';
import { decide } from '../core/session/decide.ts';
import type { Basis, SessionEvent, StopReason } from '../core/session/event.ts';
import { hintOf } from '../core/session/hints.ts';
import { findKeyWith, keyPrefix } from '../core/session/key.ts';
import type { ExtraRun, RunState, Session } from '../core/session/session.ts';
import { MINUTE_MS, SECOND_MS } from '../core/time.ts';
import type { Observation } from '../core/timing/records.ts';
import type { Clock } from '../ports/clock.ts';
import { type Journal, JournalFencedError } from '../ports/journal.ts';
import type { StopSignal } from '../ports/stop-signal.ts';
import { type DispatchAnswer, type OpenRun, type Problem, type Target, TargetError } from '../ports/target.ts';
import { type EventListener, SessionLog } from './log.ts';
import { Stopper } from './stopper.ts';
import { Tasks } from './under-way.ts';

export interface RunSessionOptions {
  readonly plan: Plan;
  /** Hex; its first eight digits stand in every key. */
  readonly sessionId: string;
  /** 1, or one more than that of the ended session under the same id. */
  readonly generation: number;
  readonly seed: number;
  /** Version of this program, for the record. */
  readonly version: string;
  readonly target: Target;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Raised by the face when the session shall stop; `reason` is asked then. */
  readonly stop: { readonly signal: StopSignal; readonly reason: () => StopReason };
  readonly onEvent?: EventListener;
  /**
   * The journal may lack events. `copy`: it is a checkpoint. `list`: there is none at all, and the session, which began at `sinceAt`
   * (controller's clock) or later, is rebuilt from the runs that exist. Absent: the journal is all that was ever appended.
   */
  readonly recover?: { readonly from: 'copy' } | { readonly from: 'list'; readonly sinceAt: number };
}

/** The target refused the plan before anything was sent. */
export class PlanRefusedError extends Error {
  override readonly name = 'PlanRefusedError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly [Problem, ...Problem[]]) {
    super(problems.map(({ message, fix }) => (fix === undefined ? message : `${message}\n  ${fix}`)).join('\n'));
    this.problems = problems;
  }
}

/**
 * Executes a plan from wherever its journal stands to its end: decide, execute, append, apply.
 *
 * The only loop of the program. It knows ports and the core and nothing else, holds no state but work under way, and may be killed
 * at any instant: the same journal and the same world lead on to the same end.
 *
 * @returns the ended session
 * @throws PlanRefusedError when the target refuses the plan; nothing was sent
 * @throws TargetError when the target can't go on; the journal stays without an end mark, so the session can be resumed
 * @throws JournalFencedError when another controller has taken the session over
 */
export async function runSession(options: RunSessionOptions): Promise<Session> {
  return await new SessionRun(options).run();
}

/** Readings of the list before a rebuild is given up, and how much earlier than it seems a lost session may have begun. */
const REBUILD_READINGS = 6;
const REBUILD_SLACK_MS = 30 * MINUTE_MS;

/** What a reader must know of a session that did not keep all its books. */
function recoveryWarnings(basis: Basis, earlier: Session | undefined, blind: readonly string[]): string[] {
  const warnings: string[] = [];
  if (basis === 'list')
    warnings.push("the journal was lost: this session was rebuilt from GitHub's list of runs, and what only its controller knew is unavailable");
  if (basis === 'copy')
    warnings.push(`this session went on from ${earlier?.restored ?? 'a checkpoint'}: what came after it was rebuilt from the list of runs`);
  if (earlier !== undefined && blind.length > 0) {
    const sure = basis === 'copy' ? 'runs that the checkpoint does not know are sent once more' : 'a late twin is not noticed';
    warnings.push(
      `the runs of ${blind.join(', ')} don't show the key of their dispatch: one whose answer died with its controller is found by its circumstances only, and ${sure}`,
    );
  }
  return warnings;
}

class SessionRun {
  readonly #options: RunSessionOptions;
  readonly #log: SessionLog;
  readonly #tasks = new Tasks();
  readonly #never = new Stopper();
  /** Ends the look of a target that pushes. */
  readonly #over = new Stopper();
  /** The last of the changes that must not overtake each other. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Wakes the loop: something came back, or the session shall stop. */
  #changed = Promise.withResolvers<void>();
  #failure: { readonly cause: unknown } | undefined;

  constructor(options: RunSessionOptions) {
    this.#options = options;
    this.#log = new SessionLog(options.journal, options.clock, options.onEvent);
  }

  async run(): Promise<Session> {
    const { target, stop } = this.#options;
    await this.#begin();
    const onStop = (): void =>
      void this.#note({ type: 'stopping', reason: stop.reason() }).catch((cause: unknown) => {
        this.#failure ??= { cause };
        this.#wake();
      });
    stop.signal.addEventListener('abort', onStop, { once: true });
    if (stop.signal.aborted) onStop();
    try {
      for (;;) {
        if (this.#failure !== undefined) throw this.#failure.cause;
        await this.#stopWhenUnwritable();
        const commands = await this.#inTurn(async () => {
          const allowance = target.allowance?.();
          const decided = decide(this.#session, this.#options.clock.now(), this.#tasks, {
            observe: target.capabilities.observe,
            cancellable: target.capabilities.cancellable,
            ...(allowance === undefined ? {} : { allowance }),
          });
          const records = decided.flatMap((command) => (command.do === 'record' ? [command.event] : []));
          if (records.length > 0) await this.#log.note(...this.#withUsage(records));
          return decided;
        });
        if (commands.some((command) => command.do === 'finish')) return this.#session;
        if (commands.some((command) => command.do === 'record')) continue;
        let wakeAt: number | undefined;
        for (const command of commands) {
          if (command.do === 'wake') wakeAt = command.at;
          else if (command.do !== 'record' && command.do !== 'finish') this.#start(command);
        }
        await this.#sleep(wakeAt);
      }
    } finally {
      stop.signal.removeEventListener('abort', onStop);
      this.#over.abort();
    }
  }

  /** What is decided on the session's state must be on record before the next decision on it. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return await result;
  }

  get #session(): Session {
    const { session } = this.#log;
    if (session === undefined) throw new Error('the session has no first event');
    return session;
  }

  /** Everything before the first decision: a plan that the target refuses leaves no trace. */
  async #begin(): Promise<void> {
    const { plan, sessionId, generation, seed, version, target, stop } = this.#options;
    const earlier = this.#log.session;
    const preparation = await target.prepare(earlier?.plan ?? plan, stop.signal, earlier?.units.length === 0 ? undefined : earlier?.units);
    if (!preparation.ok) throw new PlanRefusedError(preparation.problems);
    const { recover } = this.#options;
    const basis: Basis =
      earlier === undefined
        ? recover?.from === 'list'
          ? 'list'
          : 'journal'
        : recover?.from === 'copy' || earlier.restored !== undefined
          ? 'copy'
          : 'journal';
    const blind = [...new Set(preparation.units.flat().flatMap(({ keyed, workflow }) => (keyed ? [] : [workflow])))];
    const events: SessionEvent[] = [];
    if (earlier === undefined) {
      const found = recover?.from === 'list' ? await this.#lastGeneration(recover.sinceAt, blind) : 0;
      events.push({ type: 'session_started', sessionId, generation: Math.max(generation, found), seed, plan, version });
    }
    const started = { type: 'controller_started', epoch: (earlier?.epoch ?? 0) + 1, version } as const;
    if (basis === 'list' && recover?.from === 'list') events.push({ ...started, basis, sinceAt: recover.sinceAt });
    else events.push(basis === 'journal' ? started : { ...started, basis });
    const warnings = [...preparation.warnings, ...recoveryWarnings(basis, earlier, blind)];
    const { clock } = preparation;
    events.push({ type: 'prepared', target: preparation.target, units: preparation.units, warnings, ...(clock === undefined ? {} : { clock }) });
    await this.#log.append(...events);
  }

  /**
   * The generation whose runs are in the list; 0 when there is none.
   *
   * @throws TargetError when the list can't tell
   */
  async #lastGeneration(sinceAt: number, blind: readonly string[]): Promise<number> {
    const { target, sessionId, clock, stop } = this.#options;
    if (blind.length > 0) {
      throw new TargetError(
        `the journal of session ${sessionId} is lost, and the runs of ${blind.join(', ')} don't show the key of their dispatch: what was sent can't be known`,
        {
          fix: 'give the session another name to begin anew, and add the input "harness_key" to the workflow for the next time',
        },
      );
    }
    const prefix = keyPrefix({ session: sessionId });
    for (let reading = 1; ; reading++) {
      const answer = await target.inventory({ keyPrefix: prefix, sinceAt: sinceAt - REBUILD_SLACK_MS }, stop.signal);
      if (answer.kind === 'complete') return Math.max(0, ...answer.runs.map(({ title }) => findKeyWith(title, prefix)?.parts.generation ?? 0));
      if (reading === REBUILD_READINGS || stop.signal.aborted)
        throw new TargetError(`the journal of session ${sessionId} is lost, and the list of runs can't be read: ${answer.why}`, {
          fix: 'resume later',
        });
      await clock.sleepUntil(clock.now() + readingGapMs(reading), stop.signal);
    }
  }

  /** Without a journal nothing may be sent: no intent would be durable. What is under way is watched to its end. */
  async #stopWhenUnwritable(): Promise<void> {
    const { broken } = this.#log;
    if (broken instanceof JournalFencedError) throw broken;
    if (broken === undefined || this.#session.stop !== undefined) return;
    await this.#log.note({ type: 'stopping', reason: { kind: 'journal', message: broken.message } });
  }

  /** The bill goes on record whenever a scenario or the session ends. */
  #withUsage(events: readonly SessionEvent[]): readonly SessionEvent[] {
    const bill = events.some(({ type }) => type === 'scenario_ended' || type === 'session_ended');
    return bill ? [{ type: 'usage', epoch: this.#session.epoch, usage: this.#options.target.usage() }, ...events] : events;
  }

  async #sleep(until: number | undefined): Promise<void> {
    const { promise } = this.#changed;
    if (until === undefined) {
      await promise;
    } else {
      const awake = new Stopper();
      await Promise.race([promise, this.#options.clock.sleepUntil(until, awake)]);
      awake.abort();
    }
    this.#changed = Promise.withResolvers();
  }

  #wake(): void {
    this.#changed.resolve();
  }

  #start(command: TaskCommand): void {
    this.#tasks.begin(command);
    this.#execute(command).then(
      () => this.#done(command),
      (cause: unknown) => {
        this.#failure ??= { cause };
        this.#done(command);
      },
    );
  }

  #done(command: Command): void {
    this.#tasks.end(command);
    this.#wake();
  }

  /** Events of the world. */
  async #note(...events: readonly SessionEvent[]): Promise<void> {
    await this.#log.note(...events);
    this.#wake();
  }

  async #execute(command: TaskCommand): Promise<void> {
    // biome-ignore lint/nursery/useExhaustiveSwitchCases: the rule does not see through Exclude; the type leaves no other case
    switch (command.do) {
      case 'dispatch':
        return await this.#dispatch(command);
      case 'observe':
        return await this.#observe();
      case 'details':
        return await this.#details(command.runId);
      case 'find':
        return await this.#find(command);
      case 'inventory':
        return await this.#inventory(command);
      case 'cancel':
        return await this.#cancel(command);
    }
  }

  async #dispatch(command: Extract<Command, { do: 'dispatch' }>): Promise<void> {
    const { slot, key, unit, scenario, unitIndex, attempt } = command;
    let sent = false;
    const beforeSend = async (): Promise<void> => {
      if (this.#options.stop.signal.aborted || this.#session.stop !== undefined) throw new Error('the session is stopping');
      // It was found while it waited for its turn: the earlier request of this slot had made a run after all.
      if (this.#session.slots.get(slot)?.phase !== 'issued') throw new Error('the run of this slot was found');
      await this.#log.append({ type: 'intent', slot, attempt, key });
      sent = true;
    };
    const answer = await this.#options.target.dispatch({ slot, key, unit, scenario, unitIndex, beforeSend }, this.#options.stop.signal);
    await this.#note(this.#answerEvent(slot, key, answer, sent));
  }

  #answerEvent(slot: string, key: string, answer: DispatchAnswer, sent: boolean): SessionEvent {
    switch (answer.kind) {
      case 'acked':
        return {
          type: 'acked',
          slot,
          key,
          runId: answer.runId,
          url: answer.url,
          by: answer.by,
          ...(answer.clock === undefined ? {} : { clock: answer.clock }),
        };
      case 'rejected':
        return { type: 'refused', slot, why: answer.fix === undefined ? answer.why : `${answer.why} (${answer.fix})` };
      case 'limited':
        return { type: 'deferred', slot, untilAt: answer.untilAt, why: answer.why };
      case 'not_sent':
        return { type: 'deferred', slot, untilAt: answer.retryAt ?? this.#backoff(slot), why: answer.why };
      case 'unknown':
        // An answer that claims doubt about a request that never left is a bug of the target, not a doubt.
        if (!sent) throw new Error(`the target called the dispatch of ${slot} unknown without having asked to send it`);
        return { type: 'ambiguous', slot, key, why: answer.why };
    }
  }

  /** Full jitter: between 1 s and 1, 2, 4 … 60 s, a function of seed and slot (AWS Architecture Blog, "Exponential Backoff And Jitter"). */
  #backoff(slot: string): number {
    const deferrals = this.#session.slots.get(slot)?.deferrals ?? 0;
    const cap = Math.min(MINUTE_MS, SECOND_MS * 2 ** deferrals);
    return this.#options.clock.now() + SECOND_MS + uniformAt(this.#session.seed, `${slot}/${deferrals}`) * cap;
  }

  async #observe(): Promise<void> {
    const { target } = this.#options;
    const open = [...this.#session.open.values()].map((run) => this.#openRun(run));
    const extras = [...this.#session.extraRuns.values()].filter(({ endSeenAt }) => endSeenAt === undefined).map(openExtra);
    const strays: Observation[] = [];
    for await (const sighting of target.observe([...open, ...extras], target.capabilities.observe === 'push' ? this.#over : this.#never)) {
      if (this.#over.aborted) return;
      if (sighting.kind === 'stray') strays.push(sighting.observation);
      else if (sighting.kind === 'vanished') await this.#note({ type: 'vanished', runId: sighting.runId });
      else {
        const hint = hintOf(this.#session, sighting.observation);
        await this.#note({ type: 'observed', observation: sighting.observation }, ...(hint === undefined ? [] : [hint]));
      }
    }
    if (this.#over.aborted) return;
    await this.#claim(strays);
    await this.#note({ type: 'looked' });
  }

  /** Takes runs that were found into the books; the proof of another controller goes before everything else. */
  async #claim(found: readonly Observation[]): Promise<void> {
    if (found.length === 0) return;
    const starts = estimateStarts(this.#session, found);
    const sending = (slot: string): boolean => this.#tasks.hasDispatch(slot);
    const claim = (run: Observation): readonly SessionEvent[] => claimRun(this.#session, run, { sending, starts });
    for (const run of found) {
      const stop = claim(run).find(({ type }) => type === 'stopping');
      if (stop !== undefined) return await this.#note(stop);
    }
    for (const run of inClaimOrder(this.#session, found)) await this.#inTurn(async () => await this.#note(...claim(run)));
  }

  async #inventory({ keyPrefix: prefix, sinceAt, purpose }: Extract<Command, { do: 'inventory' }>): Promise<void> {
    const known = [...this.#session.runs.keys(), ...this.#session.extraRuns.keys()];
    const answer = await this.#options.target.inventory({ keyPrefix: prefix, sinceAt, known }, this.#never);
    if (answer.kind === 'unclear') return await this.#note({ type: 'inventoried', purpose, complete: false, found: 0, why: answer.why });
    await this.#claim(answer.runs);
    await this.#note({ type: 'inventoried', purpose, complete: true, found: answer.runs.length });
  }

  async #details(runId: string): Promise<void> {
    const run = this.#session.runs.get(runId);
    if (run === undefined) return;
    const details = await this.#options.target.details(this.#openRun(run), this.#never);
    if (details === undefined) await this.#note({ type: 'details_unavailable', runId, why: 'the server no longer knows the run' });
    else if ('unclear' in details) await this.#note({ type: 'details_failed', runId, why: details.unclear });
    else await this.#note({ type: 'details', runId, run: details.run, jobs: details.jobs });
  }

  async #find(command: Extract<Command, { do: 'find' }>): Promise<void> {
    const { slot, key, sinceAt, scenario, unitIndex } = command;
    const answer = await this.#options.target.find({ key, sinceAt, scenario, unitIndex }, this.#never);
    switch (answer.kind) {
      case 'absent':
        return await this.#note({ type: 'sought', slot, key, complete: true });
      case 'unclear':
        return await this.#note({ type: 'sought', slot, key, complete: false, why: answer.why });
      case 'found': {
        const keyed = this.#session.units[scenario]?.[unitIndex]?.keyed ?? true;
        if (keyed) {
          await this.#claim(answer.runs);
          // Whatever was found is not its own.
          if (this.#session.slots.get(slot)?.phase === 'ambiguous') await this.#note({ type: 'sought', slot, key, complete: true });
          return;
        }
        // By its circumstances only. A run that another slot has is not this one's.
        const [run] = answer.runs.filter(({ runId }) => !this.#session.runs.has(runId) && !this.#session.extraRuns.has(runId));
        if (run === undefined) return await this.#note({ type: 'sought', slot, key, complete: true });
        return await this.#note(
          { type: 'acked', slot, key, runId: run.runId, url: run.url, by: 'circumstance' },
          { type: 'observed', observation: run },
        );
      }
    }
  }

  async #cancel(command: Extract<Command, { do: 'cancel' }>): Promise<void> {
    const { runId, force, why } = command;
    const place = this.#session.runs.get(runId) ?? this.#session.extraRuns.get(runId);
    if (place === undefined) return;
    await this.#note({ type: 'cancel_requested', runId, why, force });
    const answer = await this.#options.target.cancel({ runId, force, scenario: place.scenario, unitIndex: place.unit }, this.#never);
    await this.#note({ type: 'cancel_answered', runId, answer: answer.kind, ...(answer.kind === 'failed' ? { why: answer.why } : {}) });
  }

  #openRun(run: RunState): OpenRun {
    return {
      runId: run.runId,
      key: run.key,
      scenario: run.scenario,
      unitIndex: run.unit,
      sinceAt: run.observation?.createdAt ?? run.ackedAt,
    };
  }
}

function openExtra(extra: ExtraRun): OpenRun {
  return { runId: extra.runId, key: extra.key, scenario: extra.scenario, unitIndex: extra.unit, sinceAt: extra.createdAt ?? extra.seenAt };
}
