import type { Plan } from '../core/plan/plan.ts';
import { uniformAt } from '../core/random.ts';
import type { Command, TaskCommand } from '../core/session/command.ts';
import { decide } from '../core/session/decide.ts';
import type { SessionEvent, StopReason } from '../core/session/event.ts';
import { hintOf } from '../core/session/hints.ts';
import { dropAt } from '../core/session/late.ts';
import type { ExtraRun, RunState, Session } from '../core/session/session.ts';
import { notNeeded } from '../core/session/trials.ts';
import { MINUTE_MS, SECOND_MS } from '../core/time.ts';
import type { Observation } from '../core/timing/records.ts';
import { type Journal, JournalFencedError } from '../ports/journal.ts';
import type { StopSignal } from '../ports/stop-signal.ts';
import type { DispatchAnswer, OpenRun, Problem } from '../ports/target.ts';
import { type EventListener, SessionLog } from './log.ts';
import { type Opening, openingEvents } from './opening-events.ts';
import { RunFinder } from './run-finder.ts';
import { Stopper } from './stopper.ts';
import { Tasks } from './under-way.ts';

export interface RunSessionOptions extends Opening {
  readonly journal: Journal;
  /** Raised by the face when the session shall stop; `reason` is asked then. */
  readonly stop: { readonly signal: StopSignal; readonly reason: () => StopReason };
  readonly onEvent?: EventListener;
}

/** The target refused the plan before anything was sent. */
export class PlanRefusedError extends Error {
  override readonly name = 'PlanRefusedError';
  readonly problems: readonly Problem[];
  /** The plan is right, and what was to run it is not fit for it. */
  readonly unhealthy: boolean;

  constructor(problems: readonly [Problem, ...Problem[]], unhealthy = false) {
    super(problems.map(({ message, fix }) => (fix === undefined ? message : `${message}\n  ${fix}`)).join('\n'));
    this.problems = problems;
    this.unhealthy = unhealthy;
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

class SessionRun {
  readonly #options: RunSessionOptions;
  readonly #log: SessionLog;
  readonly #tasks = new Tasks();
  readonly #finder: RunFinder;
  readonly #never = new Stopper();
  /** Ends the look of a target that pushes. */
  readonly #over = new Stopper();
  /** Raised when the session stops. */
  readonly #halt = new Stopper();
  /** The last of the changes that must not overtake each other. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Wakes the loop: something came back, or the session shall stop. */
  #changed = Promise.withResolvers<void>();
  #failure: { readonly cause: unknown } | undefined;

  constructor(options: RunSessionOptions) {
    this.#options = options;
    this.#log = new SessionLog(options.journal, options.clock, options.onEvent);
    const log = this.#log;
    this.#finder = new RunFinder(
      options.target,
      {
        get session() {
          return known(log);
        },
        note: (...events) => this.#note(...events),
        inTurn: (work) => this.#inTurn(work),
      },
      this.#tasks,
      this.#halt,
    );
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
        if (this.#session.stop !== undefined) this.#halt.abort();
        const commands = await this.#inTurn(async () => {
          const allowance = target.allowance?.();
          const decided = decide(this.#session, this.#options.clock.now(), this.#tasks, {
            observe: target.capabilities.observe,
            cancellable: target.capabilities.cancellable,
            requests: target.usage().requests,
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
    return known(this.#log);
  }

  /** Everything before the first decision: a plan that the target refuses leaves no trace. */
  async #begin(): Promise<void> {
    const { plan, target, stop } = this.#options;
    const earlier = this.#log.session;
    const units = earlier?.units.length === 0 ? undefined : earlier?.units;
    const preparation = await target.prepare(earlier === undefined ? plan : withBudgetOf(earlier.plan, plan), stop.signal, units);
    if (!preparation.ok) throw new PlanRefusedError(preparation.problems, preparation.unhealthy);
    await this.#log.append(...(await openingEvents(this.#options, earlier, preparation)));
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
    const bill = events.some(({ type }) => type === 'scenario_ended' || type === 'session_ended' || type === 'suspended');
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
        return await this.#finder.find(command);
      case 'inventory':
        return await this.#finder.inventory(command);
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
      const state = this.#session.slots.get(slot);
      if (state?.phase !== (sent ? 'intent' : 'issued')) throw new Error('the run of this slot was found');
      if (this.#session.abort !== undefined) throw new Error('a threshold was breached');
      if (notNeeded(this.#session, state) !== undefined) throw new Error('its trial has been decided');
      if ((dropAt(this.#session, state) ?? Number.POSITIVE_INFINITY) < this.#options.clock.now()) throw new Error('it is too late');
      // Also before the same is sent again after a refusal: nothing else tells a controller that slept for long that another one has taken over.
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
          // Between the intent and the request lies a commit, and whatever else holds the process up.
          ...(answer.sentAt !== undefined && answer.sentAt > (this.#session.slots.get(slot)?.sentAt ?? 0) ? { sentAt: answer.sentAt } : {}),
          ...(answer.clock === undefined ? {} : { clock: answer.clock }),
        };
      case 'rejected':
        return { type: 'refused', slot, why: answer.fix === undefined ? answer.why : `${answer.why} (${answer.fix})` };
      case 'limited':
        return { type: 'deferred', slot, untilAt: answer.untilAt, why: answer.why, ...(answer.by !== undefined && { by: answer.by }) };
      case 'not_sent':
        return {
          type: 'deferred',
          slot,
          untilAt: answer.retryAt ?? this.#backoff(slot),
          why: answer.why,
          ...(answer.by !== undefined && { by: answer.by }),
        };
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
      // After a stop the look may not come to its end, and no other will show it.
      if (sighting.kind === 'stray' && this.#session.stop !== undefined) await this.#finder.claim([sighting.observation]);
      else if (sighting.kind === 'stray') strays.push(sighting.observation);
      else if (sighting.kind === 'vanished') await this.#note({ type: 'vanished', runId: sighting.runId });
      else {
        const hint = hintOf(this.#session, sighting.observation);
        await this.#note({ type: 'observed', observation: sighting.observation }, ...(hint === undefined ? [] : [hint]));
      }
    }
    if (this.#over.aborted) return;
    await this.#finder.claim(strays);
    await this.#note({ type: 'looked' });
  }

  async #details(runId: string): Promise<void> {
    const run = this.#session.runs.get(runId);
    if (run === undefined) return;
    const details = await this.#options.target.details(this.#openRun(run), this.#never);
    if (details === undefined) await this.#note({ type: 'details_unavailable', runId, why: 'the server no longer knows the run' });
    else if ('unclear' in details) await this.#note({ type: 'details_failed', runId, why: details.unclear });
    else {
      const { run: seen, jobs, test } = details;
      await this.#note({ type: 'details', runId, run: seen, jobs, ...(test === undefined ? {} : { test }) });
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

/** What may be spent is not what the session began with, but what this controller was told. */
function withBudgetOf({ budget: _, ...begun }: Plan, { budget }: Plan): Plan {
  return { ...begun, ...(budget !== undefined && { budget }) };
}

function known({ session }: SessionLog): Session {
  if (session === undefined) throw new Error('the session has no first event');
  return session;
}

function openExtra(extra: ExtraRun): OpenRun {
  return { runId: extra.runId, key: extra.key, scenario: extra.scenario, unitIndex: extra.unit, sinceAt: extra.createdAt ?? extra.seenAt };
}
