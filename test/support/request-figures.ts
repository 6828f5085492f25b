import { slotCount } from '../../src/core/load/extent.ts';
import type { Arrivals, Plan, Scenario } from '../../src/core/plan/plan.ts';
import type { Session } from '../../src/core/session/session.ts';
import { runSession } from '../../src/engine/run-session.ts';
import { readWorkflows } from '../../src/simulator/create-simulator.ts';
import { createEmbeddedFetch, EMBEDDED_API_URL } from '../../src/simulator/embedded-fetch.ts';
import { createMemoryJournal } from '../../src/stores/journal/memory-journal.ts';
import { createGitHubTarget } from '../../src/targets/github/target.ts';
import { planOf, scenarioOf } from './plans.ts';
import { virtualClock } from './virtual-clock.ts';

/** One session whose requests are counted. */
export interface RequestCase {
  readonly arrivals: Arrivals;
  /** What else is special about the scenario. */
  readonly scenario?: Partial<Scenario>;
  /** Mean execution time, log-normal with this coefficient of variation; default 120 s and 0. */
  readonly executionMs?: number;
  readonly cv?: number;
  /** Default: one for every run. */
  readonly runners?: number;
  /** The token's hour; default 5,000. */
  readonly tokenPerHour?: number;
  readonly limits?: Partial<Plan['limits']>;
  /** A run is in the list so long after it was made; default 0. */
  readonly listLagMs?: number;
  /** Of the fleet's chance; default 3. */
  readonly fleetSeed?: number;
}

export interface RequestFigures {
  readonly session: Session;
  readonly requests: number;
  readonly charged: number;
  readonly dispatches: number;
  readonly details: number;
  /** Pages of the list of runs. */
  readonly pages: number;
  readonly other: number;
  readonly rateLimitWaits: number;
  readonly succeeded: number;
  readonly tookMs: number;
  /** What the same runs take when every end is seen at once: same order, same durations, one dispatch a spacing. */
  readonly idealMs: number;
  /** From the end of a run to the look that saw it. */
  readonly lagMs: { readonly mean: number; readonly max: number; readonly last: number };
  /** Fewest requests left of the token's hour, from the answers of the server. */
  readonly leastLeft: number;
  readonly warnings: readonly string[];
}

const workflows = readWorkflows('workflows-under-test');
const never = new AbortController().signal;

/** The real controller, the real target and the embedded GitHub on a virtual clock. */
export async function requestFigures(one: RequestCase): Promise<RequestFigures> {
  const { arrivals, executionMs = 120_000, cv = 0, tokenPerHour = 5_000, listLagMs = 0 } = one;
  const clock = virtualClock();
  const startedAt = clock.now();
  const runs = slotCount(arrivals) ?? 100;
  const pools = [{ name: 'u', runners: one.runners ?? runs, startupMs: 10_000 }];
  const { github, fetch } = createEmbeddedFetch({
    clock,
    workflows,
    fleet: { pools, execution: { meanMs: executionMs, cv }, failureRate: 0, seed: one.fleetSeed ?? 3 },
    limits: { primaryPerHour: tokenPerHour, pointsPerMinute: 900 },
    listLagMs,
  });
  const warnings: string[] = [];
  let leastLeft = tokenPerHour;
  const plan = planOf([scenarioOf(arrivals, one.scenario)], { target: { kind: 'github', repository: 'octo/fleet' } });
  const limited: Plan = { ...plan, limits: { ...plan.limits, pollMs: 2_000, runTimeoutMs: 6 * 3_600_000, ...one.limits } };
  const target = createGitHubTarget({
    fetch: async (request) => {
      const answer = await fetch(request);
      leastLeft = Math.min(leastLeft, Number(answer.headers['x-ratelimit-remaining'] ?? leastLeft));
      return answer;
    },
    clock,
    token: () => 't',
    apiUrl: EMBEDDED_API_URL,
    repository: 'octo/fleet',
    seed: 1,
    limits: limited.limits,
    onWarning: (message) => warnings.push(message),
  });
  const stop = { signal: never, reason: () => ({ kind: 'signal', signal: 'SIGINT' }) as const };
  const session = await clock.run(
    runSession({
      plan: limited,
      sessionId: 'abcdef0123456789',
      generation: 1,
      seed: 1,
      version: '0.0.0',
      target,
      journal: createMemoryJournal(),
      clock,
      stop,
    }),
  );
  const usage = target.usage();
  const count = (pattern: RegExp): number => Object.entries(usage.byEndpoint).reduce((sum, [name, n]) => sum + (pattern.test(name) ? n : 0), 0);
  const [dispatches, details, pages] = [count(/dispatches$/), count(/\/jobs$|check-runs$/), count(/workflow_id\}\/runs$/)];
  const truth = github.truth();
  const ends = new Map(truth.map((run) => [String(run.id), Math.max(...run.jobs.map((job) => job.completedAt ?? Number.NaN))]));
  const lags = [...session.runs.values()].map((run) => ({
    at: ends.get(run.runId) ?? Number.NaN,
    lag: (run.endSeenAt ?? Number.NaN) - (ends.get(run.runId) ?? 0),
  }));
  const lastEnd = Math.max(...lags.map(({ at }) => at));
  return {
    session,
    requests: usage.requests,
    charged: usage.charged,
    dispatches,
    details,
    pages,
    other: usage.requests - dispatches - details - pages,
    rateLimitWaits: usage.rateLimitWaits,
    succeeded: [...session.slots.values()].filter(({ box }) => box === 'succeeded').length,
    tookMs: clock.now() - startedAt,
    idealMs: ideal(
      truth.map((run) => Math.max(...run.jobs.map((job) => job.completedAt ?? 0)) - run.createdAt),
      arrivals,
      limited.limits.mutationSpacingMs,
    ),
    lagMs: {
      mean: lags.reduce((sum, { lag }) => sum + lag, 0) / lags.length,
      max: Math.max(...lags.map(({ lag }) => lag)),
      last: Math.max(...[...session.runs.values()].map((run) => run.endSeenAt ?? 0)) - lastEnd,
    },
    leastLeft,
    warnings,
  };
}

/** List scheduling: every run starts when a place is free, a spacing after the one before at the earliest. */
function ideal(durationsMs: readonly number[], arrivals: Arrivals, spacingMs: number): number {
  if (arrivals.model !== 'closed' || arrivals.shape !== undefined) return Number.NaN;
  const places: number[] = Array<number>(Math.min(arrivals.concurrency, durationsMs.length)).fill(0);
  let sentAt = -spacingMs;
  for (const durationMs of durationsMs) {
    places.sort((a, b) => a - b);
    sentAt = Math.max(places[0] ?? 0, sentAt + spacingMs);
    places[0] = sentAt + durationMs;
  }
  return Math.max(...places);
}
