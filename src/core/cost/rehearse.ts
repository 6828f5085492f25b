import type { Plan } from '../plan/plan.ts';
import { apply } from '../session/apply.ts';
import { type Command, commandId } from '../session/command.ts';
import { decide } from '../session/decide.ts';
import type { SessionEvent } from '../session/event.ts';
import { dropAt } from '../session/late.ts';
import { nextLookAt } from '../session/look.ts';
import { plannedSlots, type RunState, type Session } from '../session/session.ts';
import type { RehearsedWork } from './rehearsed-work.ts';

export interface Rehearsal {
  /** `dispatchMs` by slot; of those that were never sent, which `unsent` names, when they were due. */
  readonly scenarios: readonly { startMs: number; endMs: number; dispatchMs: number[]; unsent: ReadonlySet<number>; looks: number }[];
  readonly durationMs: number;
  /** Instants of all requests, ascending. */
  readonly requestMs: readonly number[];
  /** As it ended, with everything that was measured; its clock began at `bornAt`. */
  readonly session: Session;
}

export interface RehearsalOptions {
  /** Of the session: Poisson arrivals, weighted units. Default: the plan's, or 0. */
  readonly seed?: number;
  /** When the clock begins; default 0. GitHub cuts stamps to whole seconds, so that a fraction of one matters. */
  readonly bornAt?: number;
  /** The time of the next look is not worked out anew with everything that is sent: ten times faster, a few looks more or less. */
  readonly swift?: boolean;
}

/** Mutations that may go at once after a pause: as the limiter of the GitHub target has it. */
const BURST = 2;
const PAGE = 100;

/** With `swift`: so many looks are worked out one by one; then each gap is kept for so many more, while about as many runs are open. */
const LOOKS_WORKED_OUT = 12;
const GAP_REUSED = 4;
const ALIKE = 0.2;

type Dispatch = Extract<Command, { do: 'dispatch' }>;

/**
 * Goes through a session without anybody: {@link decide} and {@link apply} as they are, a clock that jumps, dispatches spaced as the limits say, and
 * somebody who executes the runs.
 */
export function rehearse(plan: Plan, work: RehearsedWork, options: RehearsalOptions = {}): Rehearsal {
  return new Rehearsing(plan, work, options).go();
}

class Rehearsing {
  readonly #plan: Plan;
  readonly #work: RehearsedWork;
  readonly #options: RehearsalOptions;
  readonly #bornAt: number;
  #now: number;
  #session: Session | undefined;
  #spacingFullAt = 0;
  /** Dispatches that wait for their spacing, by command id, in the order in which they will leave. */
  readonly #sending = new Map<string, { readonly command: Dispatch; readonly at: number }>();
  #runs = 0;
  #detailsRead = 0;
  /** When the next look is due, with `swift`; absent: to be worked out. */
  #lookAt: number | undefined;
  /** The gap that the next looks keep, with `swift`. */
  #gap: { readonly ms: number; readonly scenario: number | undefined; readonly open: number; left: number } | undefined;
  #worked = 0;
  readonly #requestMs: number[] = [];
  readonly #looks: number[];

  constructor(plan: Plan, work: RehearsedWork, options: RehearsalOptions) {
    this.#plan = plan;
    this.#work = work;
    this.#options = options;
    this.#bornAt = options.bornAt ?? 0;
    this.#now = this.#bornAt;
    this.#looks = plan.scenarios.map(() => 0);
  }

  go(): Rehearsal {
    const plan = this.#plan;
    this.#apply({ type: 'session_started', sessionId: '00000000', generation: 1, seed: this.#options.seed ?? plan.seed ?? 0, plan, version: '' });
    this.#apply({ type: 'controller_started', epoch: 1, version: '' });
    const units = plan.scenarios.map((scenario) =>
      scenario.units.map((unit) => {
        const jobs = this.#work.workflowJobs?.(unit, scenario);
        return { workflow: unit.workflow, keyed: true, ...(jobs !== undefined && { jobs }) };
      }),
    );
    this.#apply({ type: 'prepared', target: '', units, warnings: [] });
    for (;;) {
      const session = this.#current();
      const lookAt = this.#options.swift === true ? this.#nextLook(session) : undefined;
      // As long as somebody seems to be looking, decide does not work out when to look.
      const resting = lookAt !== undefined;
      const underWay = {
        has: (command: Command): boolean => this.#sending.has(commandId(command) ?? ''),
        count: (kind: Command['do']): number => (kind === 'dispatch' ? this.#sending.size : kind === 'observe' && resting ? 1 : 0),
      };
      const commands = decide(session, this.#now, underWay, { observe: 'poll', cancellable: this.#work.cancel !== undefined });
      if (commands.some((command) => command.do === 'finish')) break;
      const records = commands.flatMap((command) => (command.do === 'record' ? [command.event] : []));
      if (records.length > 0) {
        for (const event of records) this.#apply(event);
        continue;
      }
      let acted = false;
      let wakeAt = resting ? lookAt : Number.POSITIVE_INFINITY;
      for (const command of commands) {
        if (command.do === 'wake') wakeAt = Math.min(wakeAt, command.at);
        else acted = this.#act(command, session) || acted;
      }
      if (acted) continue;
      if (lookAt !== undefined && lookAt <= this.#now) {
        this.#observe(session);
        continue;
      }
      const next = this.#sending.values().next().value;
      if (next !== undefined && next.at <= wakeAt) this.#send(next);
      else if (Number.isFinite(wakeAt)) this.#now = wakeAt;
      else throw new Error('the rehearsal of the plan came to a stop before its end');
    }
    return this.#result();
  }

  /** When the next look is due, or `undefined` when nothing is there to look at. */
  #nextLook(session: Session): number | undefined {
    if (session.open.size === 0) this.#lookAt = undefined;
    else this.#lookAt ??= this.#plannedLook(session);
    return this.#lookAt;
  }

  /** Most looks come as long after the one before as that came after its own, and working that out is most of the work of a rehearsal. */
  #plannedLook(session: Session): number | undefined {
    const { lastLookAt, open, scenarios } = session;
    const state = scenarios.find(({ phase }) => phase === 'running');
    const tail = state === undefined || (state.schedule.model !== 'adaptive' && state.issued === plannedSlots(state));
    const gap = this.#gap;
    const alike = gap !== undefined && gap.left > 0 && gap.scenario === state?.index && Math.abs(open.size - gap.open) <= gap.open * ALIKE;
    if (alike && !tail && lastLookAt !== undefined) {
      gap.left -= 1;
      return Math.max(this.#now, lastLookAt + gap.ms);
    }
    const at = nextLookAt(session);
    this.#worked += 1;
    const settled = at !== undefined && lastLookAt !== undefined && this.#worked > LOOKS_WORKED_OUT;
    this.#gap = settled && !tail ? { ms: at - lastLookAt, scenario: state?.index, open: open.size, left: GAP_REUSED } : undefined;
    return at;
  }

  /** @returns whether something has changed */
  #act(command: Exclude<Command, { do: 'wake' }>, session: Session): boolean {
    switch (command.do) {
      case 'dispatch': {
        const at = this.#mutationAt();
        this.#sending.set(commandId(command) ?? '', { command, at });
        return false;
      }
      case 'observe':
        this.#observe(session);
        return true;
      case 'details':
        this.#details(command.runId, session);
        return true;
      case 'cancel':
        return this.#cancel(command);
      default:
        return false;
    }
  }

  /** When the next mutating request may leave. */
  #mutationAt(): number {
    const spacing = this.#plan.limits.mutationSpacingMs;
    const at = Math.max(this.#now, this.#spacingFullAt - (BURST - 1) * spacing);
    this.#spacingFullAt = Math.max(at, this.#spacingFullAt) + spacing;
    return at;
  }

  #send({ command, at }: { readonly command: Dispatch; readonly at: number }): void {
    this.#now = Math.max(this.#now, at);
    this.#sending.delete(commandId(command) ?? '');
    const { slot, key, attempt, unit } = command;
    const state = this.#current().slots.get(slot);
    // Who is too late is not sent, as in a session; what becomes of it is decided anew.
    if (state !== undefined && (dropAt(this.#current(), state) ?? Number.POSITIVE_INFINITY) < this.#now) return;
    const scenario = this.#plan.scenarios[command.scenario] ?? this.#plan.scenarios[0];
    const runId = String(this.#runs);
    this.#runs += 1;
    this.#work.begin(this.#now, { runId, unit, scenario });
    this.#requestMs.push(this.#now);
    this.#apply({ type: 'intent', slot, attempt, key });
    this.#apply({ type: 'acked', slot, key, runId, url: '', by: 'answer' });
  }

  #observe(session: Session): void {
    this.#lookAt = undefined;
    const open = [...session.open.values()];
    for (const runs of Map.groupBy(open, placeOfRun).values()) {
      const pages = Math.ceil(runs.length / PAGE);
      const scenario = runs[0]?.scenario ?? 0;
      this.#looks[scenario] = (this.#looks[scenario] ?? 0) + pages;
      for (let page = 0; page < pages; page++) this.#requestMs.push(this.#now);
    }
    for (const run of open) {
      const seen = this.#work.look(this.#now, run.runId);
      if (seen.status !== (run.observation?.status ?? 'queued')) this.#apply({ type: 'observed', observation: seen });
    }
    this.#apply({ type: 'looked' });
  }

  #details(runId: string, session: Session): void {
    if (!session.runs.has(runId)) return;
    const jobs = this.#work.jobs(runId);
    // By commit, one request shows the jobs of a hundred runs.
    const together = session.plan.limits.detail === 'batched';
    const pages = together ? (this.#detailsRead % PAGE === 0 ? 1 : 0) : Math.max(1, Math.ceil(jobs.length / PAGE));
    for (let page = 0; page < pages; page++) this.#requestMs.push(this.#now);
    this.#detailsRead += 1;
    this.#apply({ type: 'details', runId, run: this.#work.look(this.#now, runId), jobs });
  }

  #cancel({ runId, why, force }: Extract<Command, { do: 'cancel' }>): boolean {
    if (this.#work.cancel === undefined) return false;
    this.#now = this.#mutationAt();
    this.#requestMs.push(this.#now);
    this.#apply({ type: 'cancel_requested', runId, why, force });
    const answer = this.#work.cancel(this.#now, runId, force) ? 'accepted' : 'already_ended';
    this.#apply({ type: 'cancel_answered', runId, answer });
    return true;
  }

  #result(): Rehearsal {
    const session = this.#current();
    const scenarios = session.scenarios.map((state, index) => ({
      startMs: (state.startedAt ?? this.#bornAt) - this.#bornAt,
      endMs: (state.endedAt ?? this.#bornAt) - this.#bornAt,
      dispatchMs: [] as number[],
      unsent: new Set<number>(),
      looks: this.#looks[index] ?? 0,
    }));
    for (const { scenario, n, sentAt, intendedAt, issuedAt } of session.slots.values()) {
      const own = scenarios[scenario];
      if (own === undefined) continue;
      own.dispatchMs[n] = (sentAt ?? intendedAt ?? issuedAt) - this.#bornAt;
      if (sentAt === undefined) own.unsent.add(n);
    }
    const requestMs = this.#requestMs.map((at) => at - this.#bornAt);
    return { scenarios, durationMs: (session.endedAt ?? this.#now) - this.#bornAt, requestMs, session };
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
