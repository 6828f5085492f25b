import {
  type Admission,
  type AnswerFacts,
  admit,
  currentBudget,
  initialLimits,
  type Limits,
  type LimitsConfig,
  learn,
  type RequestClass,
  reservedRequests,
} from '../../core/limits/limits.ts';
import { formatDuration } from '../../core/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import { TargetError } from '../../ports/target.ts';

/** What goes first when not everything may go. */
export const PRIORITIES = ['cancel', 'dispatch', 'details', 'listing'] as const;
export type Priority = (typeof PRIORITIES)[number];

export interface QueuedRequest extends RequestClass {
  readonly priority: Priority;
  readonly signal?: StopSignal;
}

/** The request was withdrawn before it was sent. */
export class WithdrawnError extends Error {
  override readonly name = 'WithdrawnError';
}

interface Waiting {
  readonly request: QueuedRequest;
  readonly start: () => void;
  readonly refuse: (error: Error) => void;
  /** Was it held back by a limit of the server (and not by our own spacing)? */
  limited: boolean;
}

export interface RequestQueue {
  /** Waits for the turn, sends, and takes in what the answer says. Rejects with {@link WithdrawnError}, {@link TargetError}, or as `send` does. */
  run<T>(request: QueuedRequest, send: () => Promise<{ readonly facts: AnswerFacts; readonly value: T }>): Promise<T>;
  limits(): Limits;
  /** What the plan's own budget allows in each window. */
  setQuota(quota: LimitsConfig['quota']): void;
  /** Requests that had to wait for a limit of the server. */
  limitWaits(): number;
}

/** Puts every request in its turn: by priority, then by age, as {@link admit} allows. */
export function createRequestQueue(
  clock: Clock,
  config: Parameters<typeof initialLimits>[0] & Partial<LimitsConfig>,
  warn: (message: string) => void = () => {},
): RequestQueue {
  let warnedAt: number | undefined;

  let limits = initialLimits(config);
  let limitWaits = 0;
  const waiting: Waiting[] = [];
  let sleeper: { readonly at: number; readonly control: AbortController } | undefined;

  function serve(): void {
    if (limits.hopeless !== undefined) {
      const error = new TargetError(limits.hopeless, { fix: 'look at githubstatus.com and at what else uses the token, then resume the session' });
      for (const one of waiting.splice(0)) one.refuse(error);
    }
    const now = clock.now();
    let nextAt = Number.POSITIVE_INFINITY;
    for (let at = 0; at < waiting.length; ) {
      const one = waiting[at] as Waiting;
      const admission: Admission = admit(limits, one.request, now);
      if (admission.go) {
        limits = admission.state;
        waiting.splice(at, 1);
        one.start();
        continue;
      }
      nextAt = Math.min(nextAt, admission.at);
      if (
        !one.limited &&
        (admission.hold === 'blocked' || admission.hold === 'budget' || admission.hold === 'quota' || admission.hold === 'points')
      ) {
        one.limited = true;
        limitWaits += 1;
      }
      // Said once an hour: nothing else tells why nothing happens.
      if (admission.hold === 'budget' && warnedAt !== admission.at) {
        warnedAt = admission.at;
        warn(budgetText(limits, one.request.resource ?? 'core', now, admission.at));
      }
      if (admission.hold === 'quota' && warnedAt !== admission.at) {
        warnedAt = admission.at;
        const { count, perMs } = limits.config.quota ?? { count: 0, perMs: 0 };
        warn(`the budget of ${count} requests in ${formatDuration(perMs)} is used up: nothing is sent for ${formatDuration(admission.at - now)}`);
      }
      // Only our own spacing may be overtaken, by reads; else cheap requests would take what a dear one waits for.
      if (admission.hold !== 'spacing') break;
      at += 1;
    }
    sleep(nextAt);
  }

  function sleep(at: number): void {
    if (sleeper?.at === at) return;
    sleeper?.control.abort();
    sleeper = undefined;
    if (!Number.isFinite(at)) return;
    const own = { at, control: new AbortController() };
    sleeper = own;
    void clock.sleepUntil(at, own.control.signal).then(() => {
      if (sleeper !== own) return;
      sleeper = undefined;
      serve();
    });
  }

  function turn(request: QueuedRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      const withdraw = (): void => {
        const at = waiting.indexOf(one);
        if (at === -1) return;
        waiting.splice(at, 1);
        reject(new WithdrawnError('stopped before it was sent'));
        serve();
      };
      const settle = (): void => request.signal?.removeEventListener('abort', withdraw);
      const one: Waiting = {
        request,
        limited: false,
        start: () => {
          settle();
          resolve();
        },
        refuse: (error) => {
          settle();
          reject(error);
        },
      };
      if (request.signal?.aborted === true) return reject(new WithdrawnError('stopped before it was sent'));
      request.signal?.addEventListener('abort', withdraw, { once: true });
      const rank = PRIORITIES.indexOf(request.priority);
      const behind = waiting.findIndex((other) => PRIORITIES.indexOf(other.request.priority) > rank);
      waiting.splice(behind === -1 ? waiting.length : behind, 0, one);
      serve();
    });
  }

  return {
    async run(request, send) {
      await turn(request);
      const startedAt = clock.now();
      let facts: AnswerFacts = { sentAt: startedAt };
      try {
        const sent = await send();
        facts = sent.facts;
        return sent.value;
      } finally {
        limits = learn(limits, facts, clock.now());
        serve();
      }
    },
    limits: () => limits,
    setQuota(quota) {
      const { quota: _, ...others } = limits.config;
      limits = { ...limits, config: { ...others, ...(quota !== undefined && { quota }) } };
    },
    limitWaits: () => limitWaits,
  };
}

function budgetText(limits: Limits, resource: string, now: number, untilAt: number): string {
  const budget = currentBudget(limits, resource, now);
  const kept = budget === undefined ? 0 : reservedRequests(budget, limits.config.reserve);
  const of = budget === undefined ? '' : ` of its ${budget.limit} an hour, and ${kept} are left to others (limits.reserve)`;
  return `the token has ${Math.max(0, budget?.remaining ?? 0)} requests left${of}: nothing is sent for ${Math.ceil((untilAt - now) / 60_000)} min, until the hour is over`;
}
