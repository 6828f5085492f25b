import * as z from 'zod/mini';
import { DAY_MS, HOUR_MS } from '../time.ts';
import { durationLeaf, numberLeaf, rateLeaf } from './leaf.ts';
import { burstsLeaf, lateLeaf, offsetLeaf, overLeaf, stageRateLeaf, traceLeaf, wordLeaf } from './load-leaves.ts';
import { thresholdsLeaf } from './thresholds-leaf.ts';

/*
 * The keys of a scenario that say how its runs arrive, by kind of test. Which of them go together only `load-problems.ts` knows; descriptions are the text that
 * people read in their editor.
 */

/** Most slots of one scenario: the ledger, the journal and GitHub's own limits are made for far less. */
export const MAX_SLOTS = 100_000;
/** A run lives at most 35 days on GitHub, and so does a test. */
const ANY_SPAN = { minMs: 1, maxMs: 35 * DAY_MS };
const MAX_STAGES = 100;
const MAX_PLACES = 10_000;

const rate = (description: string, ...examples: string[]) => rateLeaf({ description, examples });
const span = (description: string, ...examples: string[]) => durationLeaf({ description, examples }, ANY_SPAN);
const whole = (description: string, min: number, max: number, example: number) =>
  numberLeaf({ description, examples: [example] }, { min, max, whole: true });

/** k6's executors, by the test that they belong to. */
export const CLOSED_EXECUTORS = ['shared-iterations', 'per-vu-iterations', 'constant-vus', 'ramping-vus'] as const;
export const OPEN_EXECUTORS = ['constant-arrival-rate', 'ramping-arrival-rate'] as const;

/** What open models share. */
const openKeys = {
  arrivals: z.optional(
    wordLeaf(
      {
        description:
          'even: at equal distances (default). poisson: at random instants as users come, drawn by the seed; the number of runs stays the same.',
      },
      ['even', 'poisson'],
    ),
  ),
  late: z.optional(
    lateLeaf({
      description:
        'A run that can’t be sent when it is due: catch-up, sent as soon as it can be (default; with a bound dropped when later than that); drop, not sent when later than its bound, 1s without one; shift, the rest of the schedule moves back.',
      examples: ['drop', { policy: 'catch-up', bound: '30s' }],
    }),
  ),
};

export const warmupKey = {
  warmup: z.optional(span('Runs that are due so early are sent and counted, but stand in no statistic.', '2m')),
};

export const placesStageKeys = {
  duration: offsetLeaf({ description: 'How long it takes; 0s: at once.', examples: ['5m'] }),
  target: whole('How many runs may be under way at its end.', 0, MAX_PLACES, 10),
};

export const rateStageKeys = {
  duration: offsetLeaf({ description: 'How long it takes; 0s: at once.', examples: ['5m'] }),
  target: stageRateLeaf({ description: 'The rate at its end; 0: none.', examples: ['60/min'] }),
};

export const stairsKeys = {
  from: rate('Rate of the first level.', '5/min'),
  step: rate('How much higher each level is than the one before.', '5/min'),
  levels: whole('How many levels.', 1, MAX_STAGES, 6),
  every: span('How long each level is held.', '5m'),
  ramp: z.optional(span('How long it takes from one level to the next. Default: no time.', '30s')),
};

export const sineKeys = {
  mean: rate('The rate about which it goes up and down.', '10/min'),
  amplitude: rate('How far it goes up and down; at most the mean.', '8/min'),
  period: span('From one peak to the next.', '1h'),
  phase: z.optional(
    offsetLeaf({ description: 'How far into its first period it begins; a quarter of the period: at the peak. Default: 0s.', examples: ['15m'] }),
  ),
};

export const performanceArrivalKeys = {
  runs: z.prefault(whole('How many runs.', 1, MAX_SLOTS, 30), 10),
  concurrency: z.prefault(whole('How many runs at the same time; 1: one after the other.', 1, MAX_PLACES, 5), 5),
  executor: z.optional(
    wordLeaf({ description: 'Arrivals in k6’s words, in place of runs and concurrency: vus are places, iterations are runs.' }, CLOSED_EXECUTORS),
  ),
  vus: z.optional(whole('With an executor: how many runs at the same time. Default: 1.', 1, MAX_PLACES, 5)),
  iterations: z.optional(whole('shared-iterations: runs in all; per-vu-iterations: runs for each of vus. Default: 1.', 1, MAX_SLOTS, 100)),
  duration: z.optional(span('constant-vus: for how long new runs are sent.', '30m')),
  'start-vus': z.optional(whole('ramping-vus: how many runs at the same time in the beginning. Default: 1.', 0, MAX_PLACES, 1)),
  stages: z.optional(
    z
      .array(z.strictObject(placesStageKeys).check(z.meta({ description: 'The number of places goes evenly to a target.' })))
      .check(z.meta({ description: 'ramping-vus: how the number of places changes.', minItems: 1, maxItems: MAX_STAGES })),
  ),
};

export const loadArrivalKeys = {
  rate: z.optional(rate('Runs in a unit of time, from 1/day to 500/10s; "jobs/min" counts jobs, with jobs-per-run.', '10/min', '0.5/s', '500/10s')),
  duration: z.optional(span('For how long runs are sent; rate × duration is their number.', '30m', '1h30m')),
  bursts: z.optional(burstsLeaf({ description: 'In place of a rate: numbers of runs that are sent at once.', examples: [[10, 20, 10]] }, MAX_SLOTS)),
  every: z.optional(span('With bursts: from one burst to the next.', '5m')),
  stages: z.optional(
    z
      .array(z.strictObject(rateStageKeys).check(z.meta({ description: 'The rate goes evenly to a target.' })))
      .check(z.meta({ description: 'In place of a rate: how it changes, stage by stage, from start-rate on.', minItems: 1, maxItems: MAX_STAGES })),
  ),
  'start-rate': z.optional(stageRateLeaf({ description: 'With stages: the rate in the beginning. Default: 0.', examples: ['5/min'] })),
  stairs: z.optional(z.strictObject(stairsKeys).check(z.meta({ description: 'In place of a rate: one level after the other.' }))),
  sine: z.optional(
    z.strictObject(sineKeys).check(z.meta({ description: 'In place of a rate: up and down, such as days and nights; with duration.' })),
  ),
  trace: z.optional(
    traceLeaf({
      description:
        'In place of a rate: replays recorded arrivals, from a CSV file with a column such as created_at, or from the folder of an earlier session.',
      examples: ['trace.csv', 'runner-harness-results/0123abcd'],
    }),
  ),
  executor: z.optional(wordLeaf({ description: 'Arrivals in k6’s words: rate and duration, or start-rate and stages.' }, OPEN_EXECUTORS)),
  'time-unit': z.optional(
    span('With an executor: the span for which rate, start-rate and the targets of stages are given when they are plain numbers.', '1m'),
  ),
  ...openKeys,
};

export const spikeArrivalKeys = {
  rate: rate('Runs in a unit of time before and after the peak.', '5/min'),
  peak: rate('Rate of the peak; more than rate.', '60/min'),
  'peak-duration': span('How long the peak is held, in the middle of the test.', '2m'),
  duration: span('How long the whole test takes; more than the peak.', '15m'),
  ...openKeys,
};

export const enduranceArrivalKeys = {
  rate: rate('Runs in a unit of time; modest, for a long time.', '1/min'),
  duration: span('For how long runs are sent.', '4h'),
  ...openKeys,
};

const slo = thresholdsLeaf({
  description: 'What counts as good: beside the capacity, the largest load is told with which these limits hold.',
  examples: [{ queue_time: 'p(90)<60s', failed: 'rate<5%' }],
});

const searchKeys = {
  initial: z.optional(rate('What the fleet is thought to sustain at least; the search begins there. Default: a tenth of max-rate.', '5/min')),
  'max-rate': z.optional(
    rate('No more than this is tried; a fleet that keeps up with it has no bound here. Default: as fast as limits.mutation-spacing lets.', '60/min'),
  ),
  slo: z.optional(slo),
  'max-runs': z.optional(whole('At most so many runs are sent in all.', 1, MAX_SLOTS, 500)),
  duration: z.optional(durationLeaf({ description: 'At most so long trials are begun. Default: until it is found.', examples: ['2h'] }, ANY_SPAN)),
};

export const stressArrivalKeys = {
  ...searchKeys,
  increment: z.optional(rate('The simple ramp, in place of the search: how much higher each level is than the one before.', '5/min')),
  until: z.optional(rate('With increment: the last level.', '60/min')),
  every: z.optional(
    durationLeaf({ description: 'With increment: how long each level is held.', examples: ['5m'] }, { minMs: 1, maxMs: 24 * HOUR_MS }),
  ),
};

export const scalabilityArrivalKeys = {
  over: overLeaf({
    description: 'The pools: an input of the workflow, and the values that it takes in turn. For each of them the capacity is looked for.',
    examples: [{ 'inputs.runs_on': ['pool-4', 'pool-8', 'pool-16'] }],
  }),
  sizes: z.optional(
    burstsLeaf(
      { description: 'How many runners each pool has, in the order of over: for the speed-up and its law.', examples: [[4, 8, 16]] },
      100_000,
    ),
  ),
  ...searchKeys,
};
