import type { FleetModel } from '../../src/core/fleet/model.ts';
import { parseThreshold, type ThresholdRule } from '../../src/core/gate/threshold-rule.ts';
import { slotCount } from '../../src/core/load/extent.ts';
import type { Arrivals, Begin, BudgetSpec, LatePolicy, Plan, Scenario, Unit } from '../../src/core/plan/plan.ts';
import { type RandomSource, seededRandom } from '../../src/core/random.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/core/time.ts';
import type { ServerMode } from '../../src/simulator/server-kind.ts';
import { planOf, scenarioOf } from '../support/plans.ts';
import { FAULT_KINDS, type FaultKind } from './fault-kinds.ts';

/** Everything about one seed that is fixed before it begins. */
export interface SimScenario {
  readonly seed: number;
  readonly plan: Plan;
  readonly mode: ServerMode;
  /** Do the workflows echo the key? */
  readonly keyed: boolean;
  /** Workflow files of the repository: name → text. */
  readonly workflows: Readonly<Record<string, string>>;
  readonly fleet: FleetModel;
  readonly kinds: ReadonlySet<FaultKind>;
  /** Chance of a fault for one request, while there are faults. */
  readonly intensity: number;
  /** How long things go wrong; afterwards all must come to rest. */
  readonly faultsForMs: number;
  /** Of each controller in turn: before which of its steps it dies. The next ones live. */
  readonly crashes: readonly number[];
  readonly store: 'memory' | 'sqlite';
  readonly listLagMs: number;
  readonly budget?: { readonly limit: number; readonly used: number; readonly resetInMs: number; readonly othersPerMinute: number };
  readonly stopAfterMs?: number;
}

export const integer = (random: RandomSource, low: number, high: number): number => low + Math.floor(random.next() * (high - low + 1));
export const pick = <T>(random: RandomSource, values: readonly T[]): T => values[Math.floor(random.next() * values.length)] as T;
export const chance = (random: RandomSource, p: number): boolean => random.next() < p;

/** At least so many kinds of fault in every seed, beside the crash. */
const FEWEST_KINDS = 5;
const MOST_KINDS = 11;
/** Share of seeds with a search: they take longer than others. */
const ADAPTIVE = 0.04;
/** These end or change the whole session, so they are rarer than the rest. */
const RARE: Partial<Record<FaultKind, number>> = {
  disk: 0.25,
  stop: 0.2,
  zombie: 0.5,
  retry_after_odd: 0.5,
  token_dead: 0.5,
  amnesia: 0.5,
  rollback: 0.5,
  page_shift: 0.4,
};

/** What seed `seed` is about. */
export function scenarioOfSeed(seed: number): SimScenario {
  const random = seededRandom(`scenario/${seed}`);
  const keyed = chance(random, 0.85);
  const mode = pick(random, ['github', 'github', 'github', 'github-2022', 'ghes-3.19'] as const);
  const kinds = kindsOf(random);
  // Nobody can tell a foreign run from an own one without a key.
  if (!keyed) for (const kind of ['foreign', 'page_shift', 'twin', 'late_twin', 'amnesia', 'rollback'] as const) kinds.delete(kind);
  // Without the journal there is no fence: two controllers on two copies are another test's business.
  // And what is neither in a journal nor in the list, nobody knows of.
  if (kinds.has('amnesia') || kinds.has('rollback')) for (const kind of ['zombie', 'deleted'] as const) kinds.delete(kind);
  for (const kind of Object.keys(FAULT_KINDS) as FaultKind[]) {
    if (kinds.size >= FEWEST_KINDS) break;
    if (['error_after', 'lost_answer', 'list_lag', 'slow', 'error_before', 'skew'].includes(kind)) kinds.add(kind);
  }
  const seconds = pick(random, [3, 10, 30, 90, 240]);
  const shape = pick(random, ['one', 'one', 'one', 'matrix', 'needs'] as const);
  // Drawn by itself, so that the other seeds are what they were.
  const search = searchOfSeed(seed);
  const plan = withSearch(planOfSeed(random, seed, kinds, seconds, mode), search);
  const slots = plan.scenarios.reduce((sum, { arrivals }) => sum + (arrivals.model === 'closed' ? (slotCount(arrivals) ?? 8) : 8), 0);
  const crashes: number[] = [];
  for (let more = true; more && crashes.length < 4; more = chance(random, 0.45)) {
    crashes.push(crashes.length === 0 ? integer(random, 1, 3 * slots + 12) : integer(random, 1, 6 * slots + 30));
  }
  return {
    seed,
    plan,
    mode,
    keyed,
    workflows: { 'work.yml': workflowText(keyed, shape) },
    fleet: {
      pools: [
        { name: 'linux', labels: ['linux'], runners: search?.runners ?? integer(random, 1, 12), startupMs: pick(random, [0, 2_000, 15_000]) },
        { name: 'elsewhere', labels: ['elsewhere'], runners: 500, startupMs: 0 },
      ],
      failureRate: pick(random, [0, 0, 0.1, 0.3]),
      seed: `fleet/${seed}`,
      ...(chance(random, 0.5) ? {} : { execution: { meanMs: seconds * SECOND_MS, cv: 0.4 } }),
    },
    kinds,
    intensity: pick(random, [0.02, 0.05, 0.1, 0.2]),
    faultsForMs: integer(random, 2, 40) * MINUTE_MS,
    crashes,
    store: chance(random, 0.08) && !kinds.has('amnesia') && !kinds.has('rollback') ? 'sqlite' : 'memory',
    listLagMs: kinds.has('list_lag') ? integer(random, 2, 90) * SECOND_MS : 0,
    ...(kinds.has('budget') || kinds.has('consumers')
      ? {
          budget: {
            limit: pick(random, [60, 100, 300, 1_000]),
            used: integer(random, 0, 40),
            resetInMs: integer(random, 1, 60) * MINUTE_MS,
            othersPerMinute: kinds.has('consumers') ? pick(random, [0.5, 2, 6]) : 0,
          },
        }
      : {}),
    ...(kinds.has('stop') ? { stopAfterMs: integer(random, 5, 600) * SECOND_MS } : {}),
  };
}

/** A search for the breaking point of a small fleet: some of the seeds have one in the place of their first scenario. */
function searchOfSeed(seed: number): { readonly runners: number; readonly arrivals: Arrivals } | undefined {
  const random = seededRandom(`search/${seed}`);
  if (!chance(random, ADAPTIVE)) return undefined;
  const perMinute = (count: number) => ({ count, perMs: MINUTE_MS });
  const [initial, until] = [perMinute(integer(random, 1, 6)), perMinute(integer(random, 8, 24))];
  const ramp = { initial, increment: perMinute(4), until, levelMs: integer(random, 30, 90) * SECOND_MS, slo: [] };
  const search = { initial, maxRate: until, slo: [], maxRuns: integer(random, 15, 60) };
  return {
    runners: integer(random, 1, 3),
    arrivals: chance(random, 0.3) ? { model: 'adaptive', shape: 'ramp', ramp } : { model: 'adaptive', shape: 'search', search },
  };
}

function withSearch(plan: Plan, search: ReturnType<typeof searchOfSeed>): Plan {
  if (search === undefined) return plan;
  const [{ name, units }, ...others] = plan.scenarios;
  const first = scenarioOf(search.arrivals, { name, test: 'stress', units: [units[0]] });
  return { ...plan, scenarios: [first, ...others] };
}

function kindsOf(random: RandomSource): Set<FaultKind> {
  const names = (Object.keys(FAULT_KINDS) as FaultKind[]).filter((kind) => random.next() < (RARE[kind] ?? 1));
  const wanted = integer(random, FEWEST_KINDS, MOST_KINDS);
  const kinds = new Set<FaultKind>();
  while (kinds.size < wanted) kinds.add(pick(random, names));
  return kinds;
}

function planOfSeed(random: RandomSource, seed: number, kinds: ReadonlySet<FaultKind>, seconds: number, mode: ServerMode): Plan {
  const inputs = { runs_on: '"linux"', seconds: String(seconds) };
  const unit: Unit = { workflow: 'work.yml', inputs, ...(chance(random, 0.3) ? { ref: 'main' } : {}) };
  const stuck: Unit = { workflow: 'work.yml', inputs: { ...inputs, runs_on: '"nowhere"' } };
  const units: Scenario['units'] = kinds.has('stuck') ? [unit, unit, stuck] : [unit];
  const size = chance(random, 0.1) ? integer(random, 16, 40) : integer(random, 3, 12);
  const one = (name: string, runs: number, begin?: Begin): Scenario => {
    const arrivals = arrivalsOf(random, runs);
    return scenarioOf(arrivals, { name, units, ...termsOf(random, arrivals, units.length), ...(begin === undefined ? {} : { begin }) });
  };
  const scenarios = scenariosOf(random, size, one);
  return planOf(scenarios, {
    name: `seed ${seed}`,
    ...(chance(random, 0.2) ? { budget: budgetOf(random) } : {}),
    limits: {
      mutationSpacingMs: pick(random, [340, 1_000, 1_000, 2_500]),
      reserve: pick(random, [0, 0.2, 0.2, 0.5]),
      pollMs: pick(random, [5_000, 15_000]),
      runTimeoutMs: kinds.has('stuck') ? 10 * MINUTE_MS : mode === 'github' ? 60 * MINUTE_MS : 90 * MINUTE_MS,
    },
  });
}

function scenariosOf(random: RandomSource, size: number, one: (name: string, runs: number, begin?: Begin) => Scenario): Plan['scenarios'] {
  if (size < 6 || chance(random, 0.65)) return [one('only', size)];
  const [first, second] = [Math.floor(size / 2), Math.ceil(size / 2)];
  const begin = pick<Begin | undefined>(random, [
    undefined,
    { kind: 'at', offsetMs: 0 },
    { kind: 'at', offsetMs: integer(random, 1, 120) * SECOND_MS },
    { kind: 'after', scenarios: [0], delayMs: integer(random, 0, 90) * SECOND_MS },
  ]);
  if (size < 9 || chance(random, 0.5)) return [one('first', first), one('second', second, begin)];
  const third = Math.floor(size / 3);
  return [
    one('first', third),
    one('second', third, begin),
    one('third', size - 2 * third, { kind: 'after', scenarios: [0, 1], delayMs: 5 * SECOND_MS }),
  ];
}

function arrivalsOf(random: RandomSource, runs: number): Arrivals {
  const closed: Arrivals = { model: 'closed', runs, concurrency: integer(random, 1, Math.min(8, runs)) };
  const perMs = pick(random, [3_000, 6_000, 20_000]);
  const rate = { count: 1, perMs };
  const shape = pick(random, ['runs', 'runs', 'runs', 'runs', 'places', 'constant', 'constant', 'ramp', 'poisson', 'bursts'] as const);
  switch (shape) {
    case 'runs':
      return closed;
    case 'places': {
      const most = integer(random, 1, 4);
      const durationMs = integer(random, 20, 120) * SECOND_MS;
      return {
        model: 'closed',
        shape: 'places',
        segments: [
          { from: 0, to: most, durationMs },
          { from: most, to: most, durationMs },
          { from: most, to: 1, durationMs },
        ],
      };
    }
    case 'constant':
      return { model: 'open', shape: 'constant', rate, durationMs: runs * perMs };
    case 'ramp':
    case 'poisson': {
      const spacing = shape === 'ramp' ? 'even' : 'poisson';
      return { model: 'open', shape: 'segments', segments: [{ from: { count: 0, perMs }, to: rate, durationMs: 2 * runs * perMs }], spacing };
    }
    case 'bursts': {
      const first = Math.ceil(runs / 2);
      return { model: 'open', shape: 'bursts', sizes: [first, Math.max(1, runs - first)], everyMs: (first * 3 + integer(random, 0, 60)) * SECOND_MS };
    }
  }
}

/** How a scenario deals with what is late, what warms up, what hangs over its end, and what makes it stop. */
function termsOf(random: RandomSource, arrivals: Arrivals, units: number): Partial<Scenario> {
  const late = pick<LatePolicy | undefined>(random, [
    undefined,
    undefined,
    { kind: 'catch-up', maxLateMs: integer(random, 5, 90) * SECOND_MS },
    { kind: 'drop', afterMs: integer(random, 0, 20) * SECOND_MS },
    { kind: 'shift' },
  ]);
  const abort = chance(random, 0.15) || arrivals.shape === 'places';
  return {
    ...(arrivals.model === 'open' && late !== undefined ? { late } : {}),
    ...(chance(random, 0.2) ? { warmupMs: integer(random, 1, 40) * SECOND_MS } : {}),
    ...(chance(random, 0.15) ? { gracefulStopMs: integer(random, 0, 180) * SECOND_MS } : {}),
    ...(chance(random, 0.3) ? { weights: Array.from({ length: units }, () => integer(random, 1, 5)) } : {}),
    thresholds: [
      ...(abort ? [thresholdOf('failed', 'rate<50%', { abort: true, minN: integer(random, 2, 6) })] : []),
      ...(chance(random, 0.15)
        ? [
            thresholdOf('queue_time', 'max<60s', {
              windowMs: integer(random, 30, 300) * SECOND_MS,
              abort: chance(random, 0.5),
              inARow: integer(random, 1, 2),
            }),
          ]
        : []),
    ],
  };
}

function thresholdOf(metric: string, expression: string, more: Partial<ThresholdRule>): ThresholdRule {
  const parsed = parseThreshold(metric, expression);
  if (!parsed.ok) throw new Error(parsed.message);
  return { ...parsed.rule, ...more };
}

/** What a first controller may spend; each later one has twice as much as the one before it. */
function budgetOf(random: RandomSource): BudgetSpec {
  return pick<BudgetSpec>(random, [
    { runnerMinutes: integer(random, 1, 20) },
    { apiRequests: { count: integer(random, 20, 150) } },
    { wallTimeMs: integer(random, 1, 20) * MINUTE_MS },
    { costUsd: integer(random, 1, 20) / 100 },
    { apiRequests: { count: integer(random, 20, 60), perMs: 10 * MINUTE_MS } },
  ]);
}

function workflowText(keyed: boolean, shape: 'one' | 'matrix' | 'needs'): string {
  const job = (name: string, more = ''): string => `  ${name}:
${more}    runs-on: \${{ fromJSON(inputs.runs_on) }}
    steps:
      - run: sleep "$WORK_SECONDS"
        env: { WORK_SECONDS: "\${{ inputs.seconds }}" }
`;
  const jobs = {
    one: job('work'),
    matrix: job('work', '    strategy: { fail-fast: false, matrix: { shard: [1, 2, 3] } }\n'),
    needs: job('build') + job('check', '    needs: [build]\n'),
  }[shape];
  return `name: work
run-name: "work${keyed ? ` \${{ inputs.harness_key }}` : ''}"
on:
  workflow_dispatch:
    inputs:
${keyed ? '      harness_key: { type: string, default: "" }\n' : ''}      runs_on: { type: string, default: '"linux"' }
      seconds: { type: number, default: 30 }
jobs:
${jobs}`;
}
