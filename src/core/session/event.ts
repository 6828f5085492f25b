import type { TrialOutcome, TrialPlan } from '../load/search/trial.ts';
import type { BudgetSpec, Plan } from '../plan/plan.ts';
import type { JobRecord, Observation, WorkflowJob } from '../timing/records.ts';
import type { TestOutcome } from '../work/test-outcome.ts';
import type { LedgerBox } from './ledger.ts';

/** What a target learnt about one unit before anything was sent. */
export interface UnitFacts {
  /** `owner/name` and workflow file as they were found. */
  readonly repository?: string;
  readonly workflow: string;
  readonly ref?: string;
  /** Does the key travel with the dispatch and come back in the run's title? */
  readonly keyed: boolean;
  /** Jobs of the workflow file, where it could be read. */
  readonly jobs?: readonly WorkflowJob[];
  /** The concurrency group that its runs share, as it is written there. Absent: none, or every run has its own. */
  readonly concurrency?: string;
}

/** Requests that one controller process has sent, in all until now. */
export interface Usage {
  readonly requests: number;
  /** Requests that count against the primary limit. */
  readonly charged: number;
  readonly notModified: number;
  readonly rateLimitWaits: number;
  readonly byEndpoint: Readonly<Record<string, number>>;
}

/** How far the server's clock is ahead of the controller's, from `Date` headers. */
export interface ClockOffset {
  readonly offsetMs: number;
  /** Half-width of what is left uncertain: half the best round trip plus half the header's resolution of 1 s. */
  readonly residualMs: number;
}

/**
 * Why a session stops before its plan has ended.
 *
 * - `signal`, `error`: what runs is cancelled, and the books are closed within the grace that the runner gives.
 * - `journal`: nothing can be written down any more, so nothing more is sent; what runs is watched to its end.
 * - `suspended`: nothing more is sent and nothing is cancelled; whoever resumes finds the runs where they are.
 * - `fenced`: another controller is at work on the session; the same as `suspended`, but an error.
 */
export type StopReason =
  | {
      readonly kind: 'signal';
      readonly signal: 'SIGINT' | 'SIGTERM';
      /** How long cancelling may take, on the session's clock. Absent: what the Actions runner leaves before it kills. */
      readonly graceMs?: number;
    }
  | { readonly kind: 'error' | 'journal' | 'suspended' | 'fenced'; readonly message: string };

/**
 * What a controller that takes a session over stands on.
 *
 * - `journal`: everything that was ever appended. One inventory is enough before it sends.
 * - `copy`: a checkpoint, which knows nothing of what came after it.
 * - `list`: nothing but the target's own list of runs.
 */
export type Basis = 'journal' | 'copy' | 'list';

/**
 * Something that happened. Events are the only way to change a session, and the journal keeps nothing else.
 *
 * A slot goes `issued → intent → acked → … → settled`. From `intent` it may also go to `deferred` (nothing was sent: back to
 * issued, not before an instant), `refused` (the server will never take it) or `ambiguous` (it may have been taken: look for it).
 */
export type SessionEvent =
  | {
      readonly type: 'session_started';
      readonly sessionId: string;
      /** 1 for the first execution under this id, one more for each that follows an ended one. */
      readonly generation: number;
      readonly seed: number;
      readonly plan: Plan;
      readonly version: string;
      /** What the plan was expected to cost, US dollars. Absent: nobody knew how long its jobs take, or what their runners cost. */
      readonly forecastUsd?: number;
    }
  /** A process took the session over. The first one is epoch 1. */
  | {
      readonly type: 'controller_started';
      readonly epoch: number;
      readonly version: string;
      /** Absent: `journal`. */
      readonly basis?: Basis;
      /** `list`: when the session may have begun, controller's clock. */
      readonly sinceAt?: number;
      /** What this controller was told that the session may spend, where that is not what its plan says. */
      readonly budget?: BudgetSpec;
    }
  /** The entries before this one are a copy, or what was saved of a damaged journal; others may have been lost. */
  | { readonly type: 'restored'; readonly from: string }
  /** The target is ready; `units` by scenario, in the plan's order. */
  | {
      readonly type: 'prepared';
      readonly target: string;
      readonly units: readonly (readonly UnitFacts[])[];
      readonly warnings: readonly string[];
      readonly clock?: ClockOffset;
    }
  /** `startedAt`: when it seems to have started, from the stamps of its runs: the record of it was lost. */
  | { readonly type: 'scenario_started'; readonly scenario: number; readonly startedAt?: number }
  /** A slot came due (open model: at `intendedAt`) or a place became free (closed model: no `intendedAt`). */
  | {
      readonly type: 'issued';
      readonly slot: string;
      readonly scenario: number;
      readonly n: number;
      readonly unit: number;
      readonly intendedAt?: number;
    }
  /** Late policy `shift`: this slot was sent so much too late, and what comes after it in its scenario is due so much later. */
  | { readonly type: 'shifted'; readonly scenario: number; readonly slot: string; readonly byMs: number }
  /** A trial of an adaptive scenario begins with the next slot; what it sends and how it is judged is fixed with it. */
  | { readonly type: 'trial_started'; readonly scenario: number; readonly trial: number; readonly plan: TrialPlan }
  /** It is decided: none of its slots is sent any more, and what waits is cancelled. */
  | { readonly type: 'trial_ended'; readonly scenario: number; readonly trial: number; readonly outcome: TrialOutcome }
  /** Durable before the request leaves. */
  | { readonly type: 'intent'; readonly slot: string; readonly attempt: number; readonly key: string }
  | {
      readonly type: 'acked';
      readonly slot: string;
      readonly key: string;
      readonly runId: string;
      readonly url: string;
      /** How the run was found: in the answer, by its key in the list, or by circumstances only. */
      readonly by: 'answer' | 'key' | 'circumstance';
      /** When the request left, where that was later than its intent. */
      readonly sentAt?: number;
      readonly clock?: ClockOffset;
    }
  | {
      readonly type: 'deferred';
      readonly slot: string;
      readonly untilAt: number;
      readonly why: string;
      /** Who held it back, where that is known. */
      readonly by?: LimitedBy;
    }
  | { readonly type: 'refused'; readonly slot: string; readonly why: string }
  | { readonly type: 'ambiguous'; readonly slot: string; readonly key: string; readonly why: string }
  /** A look for the run of an ambiguous dispatch did not find it; `complete` says whether it could have. */
  | { readonly type: 'sought'; readonly slot: string; readonly key: string; readonly complete: boolean; readonly why?: string }
  /** Enough complete looks found nothing: the dispatch never happened, and the slot may be sent once more. */
  | { readonly type: 'absent'; readonly slot: string }
  /** The list of all runs was read, or could not be; what it showed came before. */
  | {
      readonly type: 'inventoried';
      readonly purpose: 'resume' | 'end';
      readonly complete: boolean;
      /** Runs of ours in it. */
      readonly found: number;
      readonly why?: string;
    }
  /** One round of looking ended (poll targets); the observations came before it. */
  | { readonly type: 'looked' }
  | { readonly type: 'observed'; readonly observation: Observation }
  /** The server no longer knows the run. */
  | { readonly type: 'vanished'; readonly runId: string }
  | {
      readonly type: 'details';
      readonly runId: string;
      readonly run: Observation;
      readonly jobs: readonly JobRecord[];
      /** Of a test that the target ran itself. */
      readonly test?: TestOutcome;
    }
  /** They could not be read now; they will be asked for again. */
  | { readonly type: 'details_failed'; readonly runId: string; readonly why: string }
  | { readonly type: 'details_unavailable'; readonly runId: string; readonly why: string }
  /** The slot's fate is sealed. */
  | { readonly type: 'settled'; readonly slot: string; readonly box: LedgerBox; readonly reason?: string }
  | { readonly type: 'cancel_requested'; readonly runId: string; readonly why: string; readonly force: boolean }
  | { readonly type: 'cancel_answered'; readonly runId: string; readonly answer: 'accepted' | 'already_ended' | 'failed'; readonly why?: string }
  /** A run of ours that stands beside the slots: a late twin. */
  | {
      readonly type: 'extra_run';
      readonly slot: string;
      readonly runId: string;
      readonly key: string;
      readonly url: string;
      readonly why: string;
      /** Server stamp. */
      readonly createdAt?: number;
    }
  | { readonly type: 'warned'; readonly message: string }
  | { readonly type: 'usage'; readonly epoch: number; readonly usage: Usage }
  | { readonly type: 'stopping'; readonly reason: StopReason }
  /** A threshold of a scenario was breached while it ran. With `abort` nothing more is sent in the whole session, and what has not begun is cancelled. */
  | {
      readonly type: 'breached';
      readonly scenario: number;
      /** Index in the scenario's thresholds. */
      readonly threshold: number;
      readonly abort: boolean;
      readonly n: number;
      /** In the metric's unit. */
      readonly value?: number;
      /** One sentence, with the numbers. */
      readonly reason: string;
    }
  /** No further slot of the scenario is issued, because what it was to find out is known or can't be: `why`, in words. */
  | { readonly type: 'enough'; readonly scenario: number; readonly why: string }
  | { readonly type: 'scenario_ended'; readonly scenario: number }
  /** The controller left, and the session waits for the next one. */
  | { readonly type: 'suspended' }
  /** The end mark: nothing is resumed after it. */
  | { readonly type: 'session_ended' };

/** Who held a dispatch back: a rate limit of the API, GitHub's limit on queued runs, or a server that could not be reached. */
export type LimitedBy = 'primary' | 'secondary' | 'run-queue' | 'outage';

export type SessionEventType = SessionEvent['type'];

/** An event as the journal keeps it. */
export interface JournalEntry {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** Controller clock, ms since the epoch. */
  readonly at: number;
  readonly event: SessionEvent;
}
