import type { Plan, Scenario, Unit } from '../plan/plan.ts';
import { apply } from '../session/apply.ts';
import { type Command, commandId } from '../session/command.ts';
import { decide } from '../session/decide.ts';
import type { SessionEvent } from '../session/event.ts';
import type { RunState, Session } from '../session/session.ts';
import type { Observation } from '../timing/records.ts';

/** What one run takes on a fleet that waits for it. */
export interface RunForecast {
  /** From its dispatch to its end. */
  readonly runMs: number;
  readonly jobs: number;
  /** Time on runners, of all jobs together. */
  readonly runnerMs: number;
}

export interface Rehearsal {
  readonly scenarios: readonly { startMs: number; endMs: number; dispatchMs: number[]; looks: number }[];
  readonly durationMs: number;
  /** Instants of all requests, ascending. */
  readonly requestMs: readonly number[];
}

export interface RehearsalOptions {
  readonly run: (unit: Unit, scenario: Scenario) => RunForecast;
  /** Runs at the same time; infinity for a fleet that waits. */
  readonly runners: number;
}

/** Mutations that may go at once after a pause: as the limiter of the GitHub target has it. */
const BURST = 2;
const PAGE = 100;

type Dispatch = Extract<Command, { do: 'dispatch' }>;

/**
 * Goes through a session without anybody: {@link decide} and {@link apply} as they are, a clock that jumps, dispatches spaced as the limits say, and
 * a fleet that takes every run as long as forecast, first come, first served.
 */
export function rehearse(
  plan: Plan,
  options: { readonly run: (unit: Unit, scenario: Scenario) => RunForecast; readonly runners: number },
): Rehearsal {
  return new Rehearsing(plan, options).go();
}

class Rehearsing {
  readonly #plan: Plan;
  readonly #options: RehearsalOptions;
  #now = 0;
  #session: Session | undefined;
  #spacingFullAt = 0;
  /** Dispatches that wait for their spacing, by command id, in the order in which they will leave. */
  readonly #sending = new Map<string, { readonly command: Dispatch; readonly at: number }>();
  /** Ends of all runs, in the order of their dispatch. */
  readonly #ends: number[] = [];
  readonly #endOf = new Map<string, number>();
  #detailsRead = 0;
  readonly #requestMs: number[] = [];
  readonly #looks: number[];

  constructor(plan: Plan, options: RehearsalOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#looks = plan.scenarios.map(() => 0);
  }

  go(): Rehearsal {
    const plan = this.#plan;
    this.#apply({ type: 'session_started', sessionId: '00000000', generation: 1, seed: plan.seed ?? 0, plan, version: '' });
    this.#apply({ type: 'controller_started', epoch: 1, version: '' });
    const units = plan.scenarios.map((scenario) => scenario.units.map(({ workflow }) => ({ workflow, keyed: true })));
    this.#apply({ type: 'prepared', target: '', units, warnings: [] });
    const underWay = {
      has: (command: Command): boolean => this.#sending.has(commandId(command) ?? ''),
      count: (kind: Command['do']): number => (kind === 'dispatch' ? this.#sending.size : 0),
    };
    for (;;) {
      const session = this.#current();
      const commands = decide(session, this.#now, underWay, { observe: 'poll', cancellable: false });
      if (commands.some((command) => command.do === 'finish')) break;
      const records = commands.flatMap((command) => (command.do === 'record' ? [command.event] : []));
      if (records.length > 0) {
        for (const event of records) this.#apply(event);
        continue;
      }
      let acted = false;
      let wakeAt = Number.POSITIVE_INFINITY;
      for (const command of commands) {
        if (command.do === 'wake') wakeAt = command.at;
        else acted = this.#act(command, session) || acted;
      }
      if (acted) continue;
      const next = this.#sending.values().next().value;
      if (next !== undefined && next.at <= wakeAt) this.#send(next);
      else if (Number.isFinite(wakeAt)) this.#now = wakeAt;
      else throw new Error('the rehearsal of the plan came to a stop before its end');
    }
    return this.#result();
  }

  /** @returns whether something has changed */
  #act(command: Exclude<Command, { do: 'wake' }>, session: Session): boolean {
    switch (command.do) {
      case 'dispatch': {
        const spacing = this.#plan.limits.mutationSpacingMs;
        const at = Math.max(this.#now, this.#spacingFullAt - (BURST - 1) * spacing);
        this.#spacingFullAt = Math.max(at, this.#spacingFullAt) + spacing;
        this.#sending.set(commandId(command) ?? '', { command, at });
        return false;
      }
      case 'observe':
        this.#observe(session);
        return true;
      case 'details':
        this.#details(command.runId, session);
        return true;
      default:
        return false;
    }
  }

  #send({ command, at }: { readonly command: Dispatch; readonly at: number }): void {
    this.#now = Math.max(this.#now, at);
    this.#sending.delete(commandId(command) ?? '');
    const { slot, key, attempt, unit } = command;
    const scenario = this.#plan.scenarios[command.scenario] ?? this.#plan.scenarios[0];
    const runId = String(this.#ends.length);
    // A run that needs `jobs` runners takes a place once for all of them: near enough for a forecast.
    const freeAt = this.#ends[this.#ends.length - this.#options.runners] ?? 0;
    const endAt = Math.max(this.#now, freeAt) + this.#options.run(unit, scenario).runMs;
    this.#ends.push(endAt);
    this.#endOf.set(runId, endAt);
    this.#requestMs.push(this.#now);
    this.#apply({ type: 'intent', slot, attempt, key });
    this.#apply({ type: 'acked', slot, key, runId, url: '', by: 'answer' });
  }

  #observe(session: Session): void {
    const open = [...session.open.values()];
    for (const runs of Map.groupBy(open, placeOfRun).values()) {
      const pages = Math.ceil(runs.length / PAGE);
      const scenario = runs[0]?.scenario ?? 0;
      this.#looks[scenario] = (this.#looks[scenario] ?? 0) + pages;
      for (let page = 0; page < pages; page++) this.#requestMs.push(this.#now);
    }
    for (const run of open) if ((this.#endOf.get(run.runId) ?? 0) <= this.#now) this.#apply({ type: 'observed', observation: this.#ended(run) });
    this.#apply({ type: 'looked' });
  }

  #details(runId: string, session: Session): void {
    const run = session.runs.get(runId);
    if (run === undefined) return;
    // By commit, one request shows the jobs of a hundred runs.
    const together = session.plan.limits.detail === 'batched';
    if (!together || this.#detailsRead % 100 === 0) this.#requestMs.push(this.#now);
    this.#detailsRead += 1;
    const completedAt = this.#endOf.get(runId) ?? this.#now;
    const job = { id: runId, name: '', status: 'completed', conclusion: 'success', labels: [], attempt: 1, completedAt };
    this.#apply({ type: 'details', runId, run: this.#ended(run), jobs: [job] });
  }

  #ended(run: RunState): Observation {
    return {
      runId: run.runId,
      title: '',
      status: 'completed',
      conclusion: 'success',
      attempt: 1,
      createdAt: run.ackedAt,
      updatedAt: this.#endOf.get(run.runId) ?? this.#now,
      url: '',
    };
  }

  #result(): Rehearsal {
    const session = this.#current();
    const scenarios = session.scenarios.map((state, index) => ({
      startMs: state.startedAt ?? 0,
      endMs: state.endedAt ?? 0,
      dispatchMs: [] as number[],
      looks: this.#looks[index] ?? 0,
    }));
    for (const { scenario, n, sentAt } of session.slots.values()) {
      const sent = scenarios[scenario]?.dispatchMs;
      if (sent !== undefined) sent[n] = sentAt ?? 0;
    }
    return { scenarios, durationMs: session.endedAt ?? this.#now, requestMs: this.#requestMs };
  }

  #current(): Session {
    if (this.#session === undefined) throw new Error('the rehearsal has not begun');
    return this.#session;
  }

  #apply(event: SessionEvent): void {
    this.#session = apply(this.#session, { at: this.#now, event });
  }
}

const placeOfRun = ({ scenario, unit }: RunState): string => `${scenario}/${unit}`;
