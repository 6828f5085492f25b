import { claimRun, estimateStarts, inClaimOrder } from '../core/session/claim-run.ts';
import type { Command } from '../core/session/command.ts';
import { isDisputed } from '../core/session/dispute.ts';
import type { SessionEvent } from '../core/session/event.ts';
import { keyPrefix } from '../core/session/key.ts';
import type { Session } from '../core/session/session.ts';
import type { Observation } from '../core/timing/records.ts';
import type { StopSignal } from '../ports/stop-signal.ts';
import type { Target } from '../ports/target.ts';
import { Stopper } from './stopper.ts';
import type { Tasks } from './under-way.ts';

/** The session as it is, and how it is changed. */
export interface Books {
  readonly session: Session;
  /** Events of the world. */
  note(...events: readonly SessionEvent[]): Promise<void>;
  /** Runs `work` when every earlier decision on the session's state is on record. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/** Finds runs whose dispatch got no clear answer, or that a lost controller sent, and gives each its place in the session. */
export class RunFinder {
  readonly #target: Target;
  readonly #books: Books;
  readonly #tasks: Tasks;
  /** What was begun here is read to its end also when the session stops. */
  readonly #never = new Stopper();

  readonly #halt: StopSignal;

  /** @param halt raised when the session stops */
  constructor(target: Target, books: Books, tasks: Tasks, halt: StopSignal) {
    this.#target = target;
    this.#books = books;
    this.#tasks = tasks;
    this.#halt = halt;
  }

  /** Takes runs that were found into the books; the proof of another controller goes before everything else. */
  async claim(found: readonly Observation[]): Promise<void> {
    if (found.length === 0) return;
    const starts = estimateStarts(this.#books.session, found);
    const sending = (slot: string): boolean => this.#tasks.hasDispatch(slot);
    const claim = (run: Observation): readonly SessionEvent[] => claimRun(this.#books.session, run, { sending, starts });
    for (const run of found) {
      const stop = claim(run).find(({ type }) => type === 'stopping');
      if (stop !== undefined) return await this.#books.note(stop);
    }
    for (const run of inClaimOrder(this.#books.session, found)) await this.#books.inTurn(async () => await this.#books.note(...claim(run)));
  }

  /** Reads the list of runs to its end and takes what bears a key of this session into the books. */
  async inventory({ keyPrefix: prefix, sinceAt, purpose }: Extract<Command, { do: 'inventory' }>): Promise<void> {
    const known = [...this.#books.session.runs.keys(), ...this.#books.session.extraRuns.keys()];
    // After a stop nobody waits for the rest of a list, and what was seen of it is dealt with: no later reading will show it.
    const answer = await this.#target.inventory({ keyPrefix: prefix, sinceAt, known }, this.#halt);
    if (answer.kind === 'unclear') {
      if (this.#halt.aborted) await this.claim(answer.runs ?? []);
      return await this.#books.note({ type: 'inventoried', purpose, complete: false, found: 0, why: answer.why });
    }
    await this.claim(answer.runs);
    await this.#books.note({ type: 'inventoried', purpose, complete: true, found: answer.runs.length });
  }

  #unknown(runs: readonly Observation[]): readonly Observation[] {
    const { session } = this.#books;
    return runs.filter(({ runId }) => !session.runs.has(runId) && !session.extraRuns.has(runId));
  }

  /** Looks for the run of a dispatch that got no clear answer. */
  async find(command: Extract<Command, { do: 'find' }>): Promise<void> {
    const { slot, key, sinceAt, scenario, unitIndex } = command;
    const disputed = (run: Observation): boolean => {
      const { session } = this.#books;
      const state = session.slots.get(slot);
      return state !== undefined && isDisputed(session, state, run);
    };
    const { id, generation } = this.#books.session;
    const prefix = keyPrefix({ session: id, generation });
    const answer = await this.#target.find({ key, sinceAt, scenario, unitIndex, keyPrefix: prefix, disputed }, this.#never);
    // A twin of another dispatch may be seen by no other look: after a stop, there may be none.
    if (answer.kind !== 'unclear') await this.claim(this.#unknown(answer.others ?? []));
    switch (answer.kind) {
      case 'absent':
        return await this.#books.note({ type: 'sought', slot, key, complete: true });
      case 'unclear':
        return await this.#books.note({ type: 'sought', slot, key, complete: false, why: answer.why });
      case 'found': {
        const keyed = this.#books.session.units[scenario]?.[unitIndex]?.keyed ?? true;
        if (keyed) {
          await this.claim(answer.runs);
          // Whatever was found is not its own.
          if (this.#books.session.slots.get(slot)?.phase === 'ambiguous') await this.#books.note({ type: 'sought', slot, key, complete: true });
          return;
        }
        // By its circumstances only. A run that another slot has is not this one's.
        const [run] = answer.runs.filter(({ runId }) => !this.#books.session.runs.has(runId) && !this.#books.session.extraRuns.has(runId));
        if (run === undefined) return await this.#books.note({ type: 'sought', slot, key, complete: true });
        return await this.#books.note(
          { type: 'acked', slot, key, runId: run.runId, url: run.url, by: 'circumstance' },
          { type: 'observed', observation: run },
        );
      }
    }
  }
}
