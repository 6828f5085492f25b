import * as z from 'zod/mini';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import { bad, durationLeaf, good, leaf, numberLeaf, rateLeaf, shareLeaf, unexpected } from './leaf.ts';
import { DETAIL_MODES, type DetailMode } from './plan.ts';
import { quote, show } from './problem.ts';
import { thresholdsLeaf } from './thresholds-leaf.ts';
import { inputsLeaf, nameLeaf, refLeaf, repositoryLeaf, versionLeaf, workflowLeaf } from './unit-leaves.ts';

/*
 * The plan file, key by key: the source of the parser, of the JSON Schema (plan-schema.ts) and of the documentation. Descriptions are the text that
 * people read in their editor.
 */

/** Most slots of one scenario: the ledger, the journal and GitHub's own limits are made for far less. */
export const MAX_SLOTS = 100_000;
export const MAX_SCENARIOS = 100;
export const SCENARIO_NAME_PATTERN = '^[a-z][a-z0-9_-]{0,39}$';

/** A run lives at most 35 days on GitHub, and so does a test. */
const ANY_SPAN = { minMs: 1, maxMs: 35 * DAY_MS };

const unitKeys = {
  workflow: z.optional(workflowLeaf('Workflow to start: its file name, its path under .github/workflows/, or its numeric id as text.')),
  ref: z.optional(
    refLeaf('Branch or tag to start it on, never a SHA. Default: the default branch; in the Action, the head branch if it is in that repository.'),
  ),
  inputs: z.optional(
    inputsLeaf({
      description: 'Inputs of the workflow; numbers and booleans are sent as text. At most 24. A scenario’s inputs are added to the target’s.',
    }),
  ),
};

const repository = z.optional(repositoryLeaf('Repository with the workflow, as owner/name. Default: the one in which the Action runs.'));

export const githubKeys = { repository, ...unitKeys };

export const simulatedKeys = {
  runners: z.prefault(
    numberLeaf({ description: 'Runners that take jobs at the same time.', examples: [10] }, { min: 1, max: 100_000, whole: true }),
    10,
  ),
  startup: z.prefault(
    durationLeaf({ description: 'Time from a job’s assignment to its start.', examples: ['5s'] }, { minMs: 1, maxMs: HOUR_MS }),
    '5s',
  ),
  execution: z.optional(
    durationLeaf(
      { description: 'Mean execution time of a job. Default: what the workflow’s own steps sleep.', examples: ['30s'] },
      { minMs: 1, maxMs: 6 * HOUR_MS },
    ),
  ),
  'execution-cv': z.prefault(
    numberLeaf(
      { description: 'Spread of the execution time: standard deviation divided by mean.', examples: [0.1] },
      { min: 0, max: 3, whole: false },
    ),
    0.1,
  ),
  'failure-rate': z.prefault(shareLeaf({ description: 'Share of jobs that fail.', examples: ['2%'] }, 1), 0),
  ...unitKeys,
};

/** Targets that `target: NAME` names without any settings. */
export const TARGETS = ['github', 'simulated'] as const;

export const targetKeys = {
  github: z.optional(z.strictObject(githubKeys).check(z.meta({ description: 'GitHub Actions, on github.com or GitHub Enterprise.' }))),
  simulated: z.optional(
    z.strictObject(simulatedKeys).check(z.meta({ description: 'The embedded GitHub with a simulated fleet of runners: no account, no cost.' })),
  ),
};

export const commonScenarioKeys = {
  repository,
  ...unitKeys,
  thresholds: z.optional(thresholdsLeaf({ description: 'Limits for this scenario, added to those of the plan.' })),
};

export const performanceKeys = {
  test: z.literal('performance').check(z.meta({ description: 'A number of runs, so many at a time.' })),
  runs: z.prefault(numberLeaf({ description: 'How many runs.', examples: [30] }, { min: 1, max: MAX_SLOTS, whole: true }), 10),
  concurrency: z.prefault(
    numberLeaf({ description: 'How many runs at the same time; 1: one after the other.', examples: [5] }, { min: 1, max: 10_000, whole: true }),
    5,
  ),
  ...commonScenarioKeys,
};

export const loadKeys = {
  test: z.literal('load').check(z.meta({ description: 'Runs at a constant rate, whether earlier ones have ended or not.' })),
  rate: rateLeaf({ description: 'Runs in a unit of time, from 1/day to 500/10s.', examples: ['10/min', '0.5/s', '500/10s'] }),
  duration: durationLeaf({ description: 'For how long runs are sent; rate × duration is their number.', examples: ['30m', '1h30m'] }, ANY_SPAN),
  ...commonScenarioKeys,
};

/** The keys that a scenario has whatever its test: for checking one whose test is unknown. */
export const commonScenario = z.looseObject(commonScenarioKeys);

export const baselineKeys = {
  from: leaf<'file' | `file:${string}`>(
    {
      type: 'string',
      pattern: '^file(:.+)?$',
      description: 'Where the earlier result lies: "file" with the key path, or "file:PATH".',
      examples: ['file', 'file:baseline.json'],
    },
    (value) => {
      if (typeof value !== 'string') return unexpected('"file" or "file:PATH"', value);
      if (value === 'file' || /^file:./s.test(value)) return good(value as 'file' | `file:${string}`);
      if (/^(artifact|git)(:|$)/.test(value)) return bad(`a baseline from ${quote(value)} is not yet supported`, 'use "file:PATH"');
      return bad(`expected "file" or "file:PATH", got ${show(value)}`, value === 'file:' ? 'a path follows the colon' : undefined);
    },
  ),
  path: z.optional(
    leaf<string>(
      { type: 'string', minLength: 1, description: 'Path of an earlier result.json, from the working directory on.', examples: ['baseline.json'] },
      (value) => (typeof value === 'string' && value !== '' && !value.includes('\0') ? good(value) : unexpected('the path of a file', value)),
    ),
  ),
  regression: z.prefault(shareLeaf({ description: 'Change for the worse from which on it is a regression.', examples: ['10%'] }, 1), '10%'),
};

export const limitKeys = {
  'mutation-spacing': z.prefault(
    durationLeaf(
      { description: 'Time between two requests that change something (GitHub advises 1s); 340ms to 10s.' },
      { minMs: 340, maxMs: 10 * SECOND_MS },
    ),
    '1s',
  ),
  reserve: z.prefault(shareLeaf({ description: 'Share of the token’s requests an hour that is left to others; at most 90%.' }, 0.9), '20%'),
  poll: z.prefault(
    durationLeaf(
      { description: 'Shortest time between two looks at the list of runs; within that it adapts to when runs will have ended. 1s to 10m.' },
      { minMs: SECOND_MS, maxMs: 10 * MINUTE_MS },
    ),
    '2s',
  ),
  'run-timeout': z.prefault(
    durationLeaf(
      { description: 'A run that has not ended this long after its dispatch is cancelled and counted as timed out; 10s to 35d.' },
      { minMs: 10 * SECOND_MS, maxMs: 35 * DAY_MS },
    ),
    '6h',
  ),
  detail: z.optional(
    leaf<DetailMode>(
      {
        enum: [...DETAIL_MODES],
        description:
          'How the jobs of ended runs are read: exact, one request a run (default); batched, a hundred jobs a request and no queue_time; sampled, a share of the runs; none.',
        examples: ['batched'],
      },
      (value) =>
        DETAIL_MODES.includes(value as DetailMode)
          ? good(value as DetailMode)
          : unexpected(
              DETAIL_MODES.map((mode) => `"${mode}"`)
                .join(', ')
                .replace(/, (?=[^,]*$)/, ' or '),
              value,
            ),
    ),
  ),
  'detail-share': z.optional(
    shareLeaf({ description: 'Share of the runs whose jobs "detail: sampled" reads, chosen by the seed; default 10%.', examples: ['25%'] }, 1),
  ),
};

const scenario = z.discriminatedUnion('test', [
  z.strictObject(performanceKeys).check(z.meta({ title: 'performance', description: 'A number of runs, so many at a time (closed model).' })),
  z.strictObject(loadKeys).check(z.meta({ title: 'load', description: 'Runs at a constant rate (open model).' })),
]);

export const planKeys = {
  version: versionLeaf,
  name: nameLeaf('Name of the plan, for reports.'),
  seed: z.optional(
    numberLeaf(
      { description: 'Seeds everything that is random. Default: derived from the session.', examples: [42] },
      { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true },
    ),
  ),
  target: z
    .strictObject(targetKeys)
    .check(
      z.meta({ description: 'Where work is sent: "github", "simulated", or one of the two with settings.', minProperties: 1, maxProperties: 1 }),
    ),
  scenarios: z.record(z.string(), scenario).check(
    z.meta({
      description: 'Scenarios by name, run one after the other in the order of the file.',
      propertyNames: { pattern: SCENARIO_NAME_PATTERN },
      minProperties: 1,
      maxProperties: MAX_SCENARIOS,
    }),
  ),
  thresholds: z.optional(thresholdsLeaf({ description: 'Limits for every scenario.' })),
  baseline: z.optional(z.strictObject(baselineKeys).check(z.meta({ description: 'An earlier result to compare with.' }))),
  limits: z.prefault(z.strictObject(limitKeys).check(z.meta({ description: 'How hard the target may be spoken to.' })), {}),
};

export const planFile = z
  .strictObject(planKeys)
  .check(z.meta({ title: 'Runner Harness plan', description: 'What to run: target, scenarios, thresholds, baseline.' }));

/** A plan file whose every value is right by itself; names as in the file, spans in milliseconds. */
export type PlanFile = z.output<typeof planFile>;
export type ScenarioFile = PlanFile['scenarios'][string];
