import type { Plan } from '../../src/core/plan/plan.ts';
import type { FetchRequest, FetchResponse } from '../../src/ports/fetch.ts';

/** A budget as one controller was told of it. */
interface Told {
  readonly resetAt: number;
  readonly limit: number;
  /** Lowest of what was told in this window, and requests that left after it was told. */
  remaining: number;
  sentSince: number;
}

const POINTS_PER_MINUTE = 900;
const MOST_IN_FLIGHT = 16;
/** A request leaves when its intent is durable, some commits after its turn. */
const JITTER_MS = 40;

/**
 * What one controller may send, worked out from what it was told and from nothing of its own code: GitHub's documented limits and the
 * plan's. Instants are GitHub's. What it breaks goes to `broken`.
 */
export class Rules {
  readonly #limits: Plan['limits'];
  readonly #broken: (what: string) => void;
  /** Requests that the plan's own budget allows this controller. */
  readonly #budget: NonNullable<Plan['budget']>['apiRequests'];
  #requests = 0;
  #quota: number[] = [];
  #inFlight = 0;
  readonly #mutations: number[] = [];
  #points: { at: number; cost: number }[] = [];
  #blocked: { readonly sinceAt: number; readonly untilAt: number; readonly why: string } | undefined;
  #told: Told | undefined;

  constructor({ limits, budget }: Plan, broken: (what: string) => void) {
    this.#limits = limits;
    this.#budget = budget?.apiRequests;
    this.#broken = broken;
  }

  sent(request: FetchRequest, now: number): void {
    const mutation = request.method !== 'GET';
    const urgent = /\/(force-)?cancel$/.test(request.url);
    this.#inFlight += 1;
    if (this.#inFlight > MOST_IN_FLIGHT) this.#broken(`${this.#inFlight} requests under way at once`);
    // What had its turn before may still be on its way to the wire: its intent is being written.
    if (this.#blocked !== undefined && now > this.#blocked.sinceAt + JITTER_MS && now < this.#blocked.untilAt - 1) {
      this.#broken(`sent ${Math.round(this.#blocked.untilAt - now)} ms before the end of a pause: ${this.#blocked.why}`);
    }
    this.#points = this.#points.filter(({ at }) => at > now - 60_000);
    this.#points.push({ at: now, cost: mutation ? 5 : 1 });
    if (this.#points.reduce((sum, { cost }) => sum + cost, 0) > POINTS_PER_MINUTE) this.#broken('more than 900 points in a minute');
    this.#budgeted(request, now, urgent);
    if (mutation) this.#spaced(now);
    this.#afforded(now, urgent);
  }

  /** Nothing came back. */
  unanswered(): void {
    this.#inFlight -= 1;
  }

  answered(answer: FetchResponse, servedAt: number, now: number): void {
    this.#inFlight -= 1;
    const { headers, status } = answer;
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => Number(headers[`x-ratelimit-${name}`] ?? Number.NaN));
    if (limit !== undefined && remaining !== undefined && reset !== undefined && Number.isFinite(limit)) this.#tell(limit, remaining, reset * 1_000);
    if (status !== 403 && status !== 429) return;
    const asked = headers['retry-after'];
    const block = (untilAt: number, why: string): void => {
      if (this.#blocked === undefined || untilAt > this.#blocked.untilAt) this.#blocked = { sinceAt: now, untilAt, why };
    };
    if (asked !== undefined && /^-?\d+$/.test(asked)) block(Math.max(servedAt + Number(asked) * 1_000, now + 1_000), `retry-after: ${asked}`);
    else if (asked !== undefined && Number.isFinite(Date.parse(asked)))
      block(Math.max(Date.parse(asked) - 1_000, now + 1_000), `retry-after: ${asked}`);
    else if (headers['x-ratelimit-remaining'] === '0' && reset !== undefined) block(reset * 1_000, 'remaining 0');
    else block(now + 60_000, 'a limit that does not say for how long');
  }

  /** Nothing is dispatched beyond a budget; windows may begin anywhere, so that any span of one may see the ends of two. */
  #budgeted(request: FetchRequest, now: number, urgent: boolean): void {
    this.#requests += 1;
    if (this.#budget === undefined) return;
    const { count, perMs } = this.#budget;
    if (perMs === undefined) {
      if (request.url.endsWith('/dispatches') && this.#requests > count)
        this.#broken(`a dispatch is request ${this.#requests} of a budget of ${count}`);
      return;
    }
    this.#quota = this.#quota.filter((at) => at > now - perMs);
    if (!urgent) this.#quota.push(now);
    if (this.#quota.length > 2 * count) this.#broken(`${this.#quota.length} requests within a window of a budget of ${count}`);
  }

  /** A token bucket with a burst of 2: in any span no more than 2, and one for each spacing that fits into it. */
  #spaced(now: number): void {
    this.#mutations.push(now);
    const last = this.#mutations.length - 1;
    for (let first = Math.max(0, last - 20); first < last; first++) {
      const least = (last - first - 1) * this.#limits.mutationSpacingMs - JITTER_MS;
      const span = now - (this.#mutations[first] ?? now);
      if (span < least) this.#broken(`${last - first + 1} mutations in ${Math.round(span)} ms at a spacing of ${this.#limits.mutationSpacingMs} ms`);
    }
  }

  #tell(limit: number, remaining: number, resetAt: number): void {
    const told = this.#told;
    if (told !== undefined && told.resetAt > resetAt) return;
    if (told === undefined || told.resetAt < resetAt) this.#told = { resetAt, limit, remaining, sentSince: 0 };
    else if (remaining < told.remaining) this.#told = { resetAt, limit, remaining, sentSince: 0 };
  }

  /** What was left for certain, less what was sent since, must keep the reserve; cancelling may use it. */
  #afforded(now: number, urgent: boolean): void {
    const told = this.#told;
    if (told === undefined || now >= told.resetAt) return;
    told.sentSince += 1;
    const kept = urgent ? 0 : Math.ceil(told.limit * this.#limits.reserve);
    // A 304 is free, so what was sent since may have cost nothing: only what was told is sure.
    if (told.remaining - 1 < kept) this.#broken(`sent with ${told.remaining} of ${told.limit} requests left, ${kept} of which are for others`);
  }
}
