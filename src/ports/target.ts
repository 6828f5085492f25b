import type { Allowance } from '../core/limits/limits.ts';
import type { Plan, Unit } from '../core/plan/plan.ts';
import type { ClockOffset, LimitedBy, UnitFacts, Usage } from '../core/session/event.ts';
import type { Observation, RunDetails } from '../core/timing/records.ts';
import type { StopSignal } from './stop-signal.ts';

/** What a target can do; the engine asks before it relies on it. */
export interface TargetCapabilities {
  /** `poll`: {@link Target.observe} is one look and ends. `push`: it stays open and yields as things happen. */
  readonly observe: 'poll' | 'push';
  /** Can a run be found again by the key of its dispatch? */
  readonly keyed: boolean;
  readonly cancellable: boolean;
  /** Are the stamps of runs and jobs made by another clock than the controller's? */
  readonly serverClock: boolean;
}

/** One thing that is wrong with the plan or the access to the target, said before anything is sent. */
export interface Problem {
  /** What is wrong, with the value. */
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** What a target found before anything is sent: all it takes, or every problem. */
export type Preparation =
  | {
      readonly ok: true;
      /** The target for people: `acme/widgets on api.github.com`. */
      readonly target: string;
      /** By scenario, then by unit, in the plan's order. */
      readonly units: readonly (readonly UnitFacts[])[];
      readonly warnings: readonly string[];
      /** How far the server's clock is ahead of the controller's, where the target has measured it. */
      readonly clock?: ClockOffset;
    }
  | {
      readonly ok: false;
      readonly problems: readonly [Problem, ...Problem[]];
      /** The plan is right, and the executor or a tool that it requires is not there: the session has failed, and was not badly asked for. */
      readonly unhealthy?: true;
    };

/** One dispatch. */
export interface DispatchOrder {
  readonly slot: string;
  readonly key: string;
  readonly unit: Unit;
  readonly scenario: number;
  readonly unitIndex: number;
  /**
   * Called when the target may send now, after it waited for its limits. The request leaves only when the promise has
   * resolved (the intent is durable then); when it rejects, the target answers `not_sent`. Called again before what was provably
   * refused is sent once more (without an input, to another address): it may have waited for long, and the session may be another's by now.
   */
  readonly beforeSend: () => Promise<void>;
}

/** What became of a dispatch. */
export type DispatchAnswer =
  | {
      readonly kind: 'acked';
      readonly runId: string;
      readonly url: string;
      readonly by: 'answer' | 'key' | 'circumstance';
      /** Controller clock, when the request left. Absent: when its intent was made durable. */
      readonly sentAt?: number;
      readonly clock?: ClockOffset;
    }
  /** The server will never take this. */
  | { readonly kind: 'rejected'; readonly why: string; readonly fix?: string }
  /** It is proven that nothing was dispatched; may be tried again. */
  | { readonly kind: 'not_sent'; readonly why: string; readonly retryAt?: number; readonly by?: LimitedBy }
  /** Nothing was dispatched, and nothing may be before `untilAt`. */
  | { readonly kind: 'limited'; readonly why: string; readonly untilAt: number; readonly by?: LimitedBy }
  /** It may have been dispatched. Never sent again before {@link Target.find} has looked. */
  | { readonly kind: 'unknown'; readonly why: string };

/** A run that the session waits for. */
export interface OpenRun {
  readonly runId: string;
  readonly key: string;
  readonly scenario: number;
  readonly unitIndex: number;
  /** Server stamp, where it is known, else when the dispatch was accepted on the controller's clock. */
  readonly sinceAt: number;
}

/** Something that a look at the open runs showed. */
export type Sighting =
  /** A conclusion of null with the status `completed` is final: the target has asked again and again. */
  | { readonly kind: 'run'; readonly observation: Observation }
  /**
   * A run that nobody asked about, whose title carries a key of the session that looks: a late twin, or somebody else at work. Yielded at
   * every look until the target is asked about it; runs that it was asked about once are none.
   */
  | { readonly kind: 'stray'; readonly observation: Observation }
  | { readonly kind: 'vanished'; readonly runId: string };

/** What an inventory looks for. */
export interface InventoryQuery {
  /** With which the keys begin: `rh_<id8>_` or `rh_<id8>_<generation>_`. */
  readonly keyPrefix: string;
  /** No run of interest is older; the controller's clock. */
  readonly sinceAt: number;
  /** Runs that the session has books on: they are no candidates for a dispatch without a key. */
  readonly known?: readonly string[];
}

export type InventoryAnswer =
  /** Every run of the plan's units that carries such a key (now), from lists that were read to their end and did not change meanwhile. */
  | { readonly kind: 'complete'; readonly runs: readonly Observation[] }
  /** The lists could not be read to their end; `runs`: what was seen of them. */
  | { readonly kind: 'unclear'; readonly why: string; readonly runs?: readonly Observation[] };

/** What a search for the run of one dispatch looks for. */
export interface FindQuery {
  readonly key: string;
  /** When it was sent; the controller's clock. */
  readonly sinceAt: number;
  readonly scenario: number;
  readonly unitIndex: number;
  /** With which the keys of the session begin: whatever else of it the search comes across is told as well. Absent: nothing else is. */
  readonly keyPrefix?: string;
  /**
   * Where runs show no key: may this run rather be of a dispatch that was sent later and has no answer yet? Such a run is not found, and the
   * dispatch is not absent either: the answer is `unclear`. Asked when the list was read, as the books are then. Absent: of no run.
   */
  readonly disputed?: (run: Observation) => boolean;
}

/** What a search for the run of an ambiguous dispatch found. */
export type FindAnswer =
  /** All runs that carry the key; more than one is a double delivery. */
  | { readonly kind: 'found'; readonly runs: readonly [Observation, ...Observation[]]; readonly others?: readonly Observation[] }
  /** The list was read completely and the key is not in it (now). `others`: runs in it with other keys of the session. */
  | { readonly kind: 'absent'; readonly others?: readonly Observation[] }
  /** Nothing is known: the list could not be read to its end. */
  | { readonly kind: 'unclear'; readonly why: string };

/** What became of a cancel. `accepted`: the server will end the run. */
export type CancelAnswer = { readonly kind: 'accepted' | 'already_ended' } | { readonly kind: 'failed'; readonly why: string };

/**
 * Where work is sent. Every method may be called while others are under way; each rejects only for a programmer's error or
 * with {@link TargetError}, which ends the session.
 */
export interface Target {
  readonly capabilities: TargetCapabilities;
  /**
   * Looks before the first dispatch: does everything exist, is everything allowed? Sends nothing that changes anything.
   *
   * @param earlier what an earlier controller of the session was told. With it, a unit that can't be dispatched any more (disabled, deleted)
   * is a warning and no problem: its runs are watched and cancelled as they were, and only new dispatches of it are rejected.
   */
  prepare(plan: Plan, signal: StopSignal, earlier?: readonly (readonly UnitFacts[])[]): Promise<Preparation>;
  /** Sends once, in its turn. Answers `not_sent` when `signal` is raised before that; what is under way is waited for. */
  dispatch(order: DispatchOrder, signal: StopSignal): Promise<DispatchAnswer>;
  /** Yields what changed since the last look, and strays; a foreign run is no news. */
  observe(open: readonly OpenRun[], signal: StopSignal): AsyncIterable<Sighting>;
  /** Everything about a run that has ended; `undefined` when the server no longer knows it, `unclear` when it could not be asked. */
  details(run: OpenRun, signal: StopSignal): Promise<RunDetails | { readonly unclear: string } | undefined>;
  /** Looks for runs of a dispatch whose answer was ambiguous. */
  find(query: FindQuery, signal: StopSignal): Promise<FindAnswer>;
  /** Reads everything that the session may have at the target, from complete lists. */
  inventory(query: InventoryQuery, signal: StopSignal): Promise<InventoryAnswer>;
  cancel(
    run: { readonly runId: string; readonly scenario: number; readonly unitIndex: number; readonly force: boolean },
    signal: StopSignal,
  ): Promise<CancelAnswer>;
  /** A command that a person can paste to cancel the run. */
  cancelCommand(run: { readonly runId: string; readonly scenario: number; readonly unitIndex: number }): string;
  /** What may still be asked of the target before its limits are renewed; `undefined`: it has none, or none is known. */
  allowance?(): Allowance | undefined;
  usage(): Usage;
  close(): Promise<void>;
}

/** The target can't go on at all: the token is dead, the host is gone for good. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly fix?: string;
  /** The access is at fault and not the connection: a person must change the token or its permissions (exit code 2). */
  readonly refused: boolean;

  constructor(message: string, options?: { fix?: string; refused?: boolean; cause?: unknown }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    if (options?.fix !== undefined) this.fix = options.fix;
    this.refused = options?.refused ?? false;
  }
}
