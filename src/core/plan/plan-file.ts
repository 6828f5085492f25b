import * as z from 'zod/mini';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import { httpKeys } from './http-keys.ts';
import { bad, durationLeaf, good, leaf, numberLeaf, shareLeaf, unexpected } from './leaf.ts';
import {
  enduranceArrivalKeys,
  loadArrivalKeys,
  performanceArrivalKeys,
  scalabilityArrivalKeys,
  spikeArrivalKeys,
  stressArrivalKeys,
  warmupKey,
} from './load-keys.ts';
import { moneyLeaf, namesLeaf, offsetLeaf, requestsLeaf } from './load-leaves.ts';
import { commandLeaf, localKeys, suiteKeys } from './local-keys.ts';
import { DETAIL_MODES, type DetailMode, type TestKind } from './plan.ts';
import { quote, show } from './problem.ts';
import { MAX_JOBS_PER_RUN } from './rate.ts';
import { thresholdsLeaf } from './thresholds-leaf.ts';
import { inputsLeaf, nameLeaf, refLeaf, repositoryLeaf, versionLeaf, workflowLeaf } from './unit-leaves.ts';

/*
 * The plan file, key by key: the source of the parser, of the JSON Schema (plan-schema.ts) and of the documentation. Descriptions are the text that
 * people read in their editor.
 */

export const MAX_SCENARIOS = 100;
export const SCENARIO_NAME_PATTERN = '^[a-z][a-z0-9_-]{0,39}$';

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

export const POOL_LABEL_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$';
const MAX_POOLS = 50;

export const poolKeys = {
  runners: numberLeaf({ description: 'Runners of the pool.', examples: [4] }, { min: 1, max: 100_000, whole: true }),
  startup: z.optional(
    durationLeaf(
      { description: 'Time from a job’s assignment to its start. Default: that of the fleet.', examples: ['5s'] },
      { minMs: 1, maxMs: HOUR_MS },
    ),
  ),
};

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
  pools: z.optional(
    z.record(z.string(), z.strictObject(poolKeys).check(z.meta({ description: 'Runners that are alike.' }))).check(
      z.meta({
        description: 'Several pools by their label, in place of runners: a job takes a runner of the pool whose label its runs-on names.',
        propertyNames: { pattern: POOL_LABEL_PATTERN },
        minProperties: 1,
        maxProperties: MAX_POOLS,
      }),
    ),
  ),
  'failure-rate': z.prefault(shareLeaf({ description: 'Share of jobs that fail.', examples: ['2%'] }, 1), 0),
  ...unitKeys,
};

export const localTargetKeys = { ...localKeys, ...unitKeys };

/** Targets that `target: NAME` names without any settings. */
export const TARGETS = ['github', 'simulated', 'local'] as const;

export const targetKeys = {
  github: z.optional(z.strictObject(githubKeys).check(z.meta({ description: 'GitHub Actions, on github.com or GitHub Enterprise.' }))),
  http: z.optional(z.strictObject(httpKeys).check(z.meta({ description: 'A command server, which runs tests on its machine.' }))),
  local: z.optional(z.strictObject(localTargetKeys).check(z.meta({ description: 'This machine: every test in a git worktree of its own.' }))),
  simulated: z.optional(
    z.strictObject(simulatedKeys).check(z.meta({ description: 'The embedded GitHub with a simulated fleet of runners: no account, no cost.' })),
  ),
};

/** One of several units of a scenario. */
export const mixedUnitKeys = {
  repository,
  ...unitKeys,
  weight: z.optional(
    numberLeaf(
      {
        description: 'Share of the runs, in proportion to the other weights; drawn by the seed. Default: 1; without any weight, in turn.',
        examples: [3],
      },
      { min: 0.000_001, max: 1_000_000, whole: false },
    ),
  ),
};

const MAX_UNITS = 50;

export const commonScenarioKeys = {
  repository,
  ...unitKeys,
  units: z.optional(
    z
      .array(z.strictObject(mixedUnitKeys).check(z.meta({ description: 'A workflow with its inputs; what it does not say is as in the scenario.' })))
      .check(
        z.meta({
          description: 'Mixed work: several workflows, or one with several inputs; metrics are also told for each.',
          minItems: 1,
          maxItems: MAX_UNITS,
        }),
      ),
  ),
  'jobs-per-run': z.optional(
    numberLeaf(
      {
        description: 'One dispatch starts so many jobs: sent as the input count of the workflow, which makes a matrix of it (fan-out.yml).',
        examples: [256],
      },
      { min: 1, max: MAX_JOBS_PER_RUN, whole: true },
    ),
  ),
  start: z.optional(
    offsetLeaf({
      description: 'When it begins, from the start of the session on, beside whatever else runs; with after: so long after those have ended.',
      examples: ['0s', '10m'],
    }),
  ),
  after: z.optional(
    namesLeaf({
      description: 'Begins when these scenarios have ended. Default: the one before it in the file.',
      examples: ['calm', ['calm', 'steady']],
    }),
  ),
  'graceful-stop': z.optional(
    offsetLeaf({
      description: 'How long runs may go on after the last one was sent; then they are cancelled. Default: to their end.',
      examples: ['5m'],
    }),
  ),
  command: z.optional(commandLeaf),
  thresholds: z.optional(thresholdsLeaf({ description: 'Limits for this scenario, added to those of the plan.' })),
};

const kind = <T extends TestKind>(test: T, description: string) => z.literal(test).check(z.meta({ description }));

export const performanceKeys = {
  test: kind('performance', 'A number of runs, so many at a time.'),
  ...performanceArrivalKeys,
  ...warmupKey,
  ...commonScenarioKeys,
};
export const loadKeys = {
  test: kind('load', 'Runs at a rate, whether earlier ones have ended or not.'),
  ...loadArrivalKeys,
  ...warmupKey,
  ...commonScenarioKeys,
};
export const spikeKeys = { test: kind('spike', 'A rate with a peak in its middle.'), ...spikeArrivalKeys, ...warmupKey, ...commonScenarioKeys };
export const enduranceKeys = {
  test: kind('endurance', 'A modest rate for a long time.'),
  ...enduranceArrivalKeys,
  ...warmupKey,
  ...commonScenarioKeys,
};
export const stressKeys = { test: kind('stress', 'Looks for the most that the fleet keeps up with.'), ...stressArrivalKeys, ...commonScenarioKeys };
export const scalabilityKeys = {
  test: kind('scalability', 'Looks for the capacity of one pool of runners after the other.'),
  ...scalabilityArrivalKeys,
  ...commonScenarioKeys,
};

/** The keys of a scenario by its test. */
export const SCENARIO_KEYS = {
  performance: performanceKeys,
  load: loadKeys,
  stress: stressKeys,
  spike: spikeKeys,
  endurance: enduranceKeys,
  scalability: scalabilityKeys,
  suite: suiteKeys,
} as const satisfies Readonly<Record<TestKind, object>>;

/** The keys that a scenario has whatever its test: for checking one whose test is unknown. */
export const commonScenario = z.looseObject(commonScenarioKeys);

/** Kinds of places in which baselines are kept. */
export const BASELINE_KINDS = ['file', 'artifact', 'git'] as const;
type BaselineKind = (typeof BASELINE_KINDS)[number];

/** The key that names the place, where `from` is the kind alone. */
export const BASELINE_PLACE_KEYS = { file: 'path', artifact: 'name', git: 'branch' } as const satisfies Readonly<Record<BaselineKind, string>>;

const FROM_FORMS = '"file:PATH", "artifact:NAME" or "git:BRANCH"';

const baselineFrom = leaf<BaselineKind | `${BaselineKind}:${string}`>(
  {
    type: 'string',
    pattern: '^(file|artifact|git)(:.+)?$',
    description: 'Where the earlier results are kept: "file:PATH", "artifact:NAME" or "git:BRANCH"; or the kind alone, beside path, name or branch.',
    examples: ['file:baseline.json', 'artifact:performance-baseline', 'git:performance-data'],
  },
  (value) => {
    if (typeof value !== 'string') return unexpected(FROM_FORMS, value);
    const [, kind, place] = /^(file|artifact|git)(?::(.*))?$/s.exec(value) ?? [];
    if (kind === undefined) {
      const path = /[./\\]/.test(value) && !/^[a-z]+:/i.test(value) ? `write "file:${value}"` : undefined;
      return bad(`expected ${FROM_FORMS}, got ${show(value)}`, path);
    }
    if (place === '') return bad(`expected ${FROM_FORMS}, got ${show(value)}`, `a ${BASELINE_PLACE_KEYS[kind as BaselineKind]} follows the colon`);
    const wrong = place === undefined ? undefined : placeProblem(kind as BaselineKind, place);
    return wrong === undefined ? good(value as BaselineKind) : bad(wrong);
  },
);

/** What is wrong with a place of a kind; `undefined`: nothing. */
export function placeProblem(kind: BaselineKind, place: string): string | undefined {
  if (place.includes('\0')) return 'a NUL character stands in it';
  if (kind === 'artifact' && (/["*/:<>?\\|\r\n]/.test(place) || place.length > 200))
    return `${quote(place)} can't be the name of an artifact: " * / : < > ? \\ | are refused`;
  if (kind === 'git' && (!/^(?!.*(\.\.|\/\/|@\{|\.lock(\/|$)))[A-Za-z0-9_][A-Za-z0-9._/-]*$/.test(place) || /[./]$/.test(place)))
    return `${quote(place)} can't be a branch's name: letters, digits, "-", "_", "." and "/"`;
  return undefined;
}

const placeLeaf = (kind: BaselineKind, description: string, example: string) =>
  z.optional(
    leaf<string>({ type: 'string', minLength: 1, description, examples: [example] }, (value) => {
      if (typeof value !== 'string' || value === '')
        return unexpected(`the ${BASELINE_PLACE_KEYS[kind]} of ${kind === 'file' ? 'a file' : kind === 'git' ? 'a branch' : 'an artifact'}`, value);
      const wrong = placeProblem(kind, value);
      return wrong === undefined ? good(value) : bad(wrong);
    }),
  );

const textLeaf = (description: string, accepts: string, example: string, pattern: RegExp) =>
  leaf<string>({ type: 'string', minLength: 1, maxLength: 200, description, examples: [example] }, (value) =>
    typeof value === 'string' && pattern.test(value) ? good(value) : unexpected(accepts, value),
  );

const GLOB = /^[^\p{Cc}]{1,200}$/u;
const DIRECTIONS = ['smaller', 'bigger'] as const;

export const ruleKeys = {
  benchmark: z.optional(textLeaf('Benchmarks that it holds for; * stands for any text. Default: all.', 'a name or pattern', 'calm*', GLOB)),
  metric: z.optional(textLeaf('Metrics that it holds for; * stands for any text. Default: all.', 'a name or pattern', 'queue_time', GLOB)),
  margin: z.optional(shareLeaf({ description: 'Change up to which nothing is said.', examples: ['5%'] }, 1)),
  direction: z.optional(
    leaf<(typeof DIRECTIONS)[number]>({ enum: [...DIRECTIONS], description: 'Which values are better.' }, (value) =>
      value === 'smaller' || value === 'bigger' ? good(value) : unexpected('"smaller" or "bigger"', value),
    ),
  ),
  'must-exist': z.optional(
    leaf<boolean>(
      { type: 'boolean', description: 'false: when it is missing from the result, that is said and fails nothing. Default: true.' },
      (value) => (typeof value === 'boolean' ? good(value) : unexpected('true or false', value)),
    ),
  ),
};

export const baselineKeys = {
  from: baselineFrom,
  path: placeLeaf('file', 'With "from: file": path of the file, from the working directory on.', 'baseline.json'),
  name: placeLeaf('artifact', 'With "from: artifact": name of the artifact.', 'performance-baseline'),
  branch: placeLeaf('git', 'With "from: git": the data branch, which holds baselines and nothing else.', 'performance-data'),
  id: z.optional(textLeaf('Tells gates that share a place apart. Default: the name of the plan.', 'a name', 'weekly', GLOB)),
  source: z.optional(
    leaf<string>(
      { type: 'string', minLength: 1, description: 'Branch whose results are the baseline. Default: the default branch.', examples: ['main'] },
      (value) => {
        if (typeof value !== 'string' || value === '') return unexpected('the name of a branch', value);
        return placeProblem('git', value) === undefined ? good(value) : bad(`${quote(value)} can't be a branch's name`);
      },
    ),
  ),
  regression: z.prefault(shareLeaf({ description: 'Change for the worse from which on it is a regression.', examples: ['10%'] }, 1), '10%'),
  rules: z.optional(
    z
      .array(z.strictObject(ruleKeys).check(z.meta({ description: 'A rule for some benchmarks and metrics.', minProperties: 1 })))
      .check(z.meta({ description: 'What holds for some benchmarks and metrics; of two rules that say the same thing, the later one holds.' })),
  ),
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

export const scenarioFile = z.discriminatedUnion('test', [
  z.strictObject(performanceKeys).check(z.meta({ title: 'performance', description: 'A number of runs, so many at a time (closed model).' })),
  z.strictObject(loadKeys).check(
    z.meta({
      title: 'load',
      description: 'Runs at a rate, in bursts or as recorded (open model).',
      anyOf: [
        { required: ['rate', 'duration'] },
        { required: ['sine', 'duration'] },
        ...['bursts', 'stages', 'stairs', 'trace'].map((key) => ({ required: [key] })),
      ],
    }),
  ),
  z.strictObject(stressKeys).check(z.meta({ title: 'stress', description: 'The breaking point: by search, or by a simple ramp (adaptive).' })),
  z.strictObject(spikeKeys).check(z.meta({ title: 'spike', description: 'A rate with a peak (open model).' })),
  z.strictObject(enduranceKeys).check(z.meta({ title: 'endurance', description: 'A modest rate for a long time (open model).' })),
  z.strictObject(scalabilityKeys).check(z.meta({ title: 'scalability', description: 'The capacity over pools of runners (adaptive).' })),
  z.strictObject(suiteKeys).check(z.meta({ title: 'suite', description: 'Tests that the target runs itself (closed model).' })),
]);

export const budgetKeys = {
  'api-requests': z.optional(requestsLeaf({ description: 'Requests to the API: in all, or in a span.', examples: ['800/h', 5_000] })),
  'runner-minutes': z.optional(
    numberLeaf({ description: 'Minutes on runners, of all jobs together.', examples: [3_000] }, { min: 1, max: 100_000_000, whole: false }),
  ),
  cost: z.optional(moneyLeaf({ description: 'US dollars, by the price card.', examples: ['$20'] })),
  'wall-time': z.optional(durationLeaf({ description: 'How long the session may take.', examples: ['8h'] }, { minMs: 1, maxMs: 35 * DAY_MS })),
};

export const planKeys = {
  version: versionLeaf,
  name: nameLeaf('Name of the plan, for reports.'),
  seed: z.optional(
    numberLeaf(
      { description: 'Seeds everything that is random. Default: derived from the session.', examples: [42] },
      { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true },
    ),
  ),
  target: z.strictObject(targetKeys).check(
    z.meta({
      description:
        'Where work is sent: "github", "simulated", "local", or one of them with settings; or "http" with the address of a command server.',
      minProperties: 1,
      maxProperties: 1,
    }),
  ),
  scenarios: z.record(z.string(), scenarioFile).check(
    z.meta({
      description: 'Scenarios by name, run one after the other in the order of the file, unless start or after say otherwise.',
      propertyNames: { pattern: SCENARIO_NAME_PATTERN },
      minProperties: 1,
      maxProperties: MAX_SCENARIOS,
    }),
  ),
  thresholds: z.optional(
    thresholdsLeaf({
      description:
        'Limits for every scenario: expressions, or in the long form { expr: p(90)<60s, window: 5m, for: 3, abort: true, delay: 2m, min-n: 30 }, judged while it runs.',
    }),
  ),
  baseline: z.optional(z.strictObject(baselineKeys).check(z.meta({ description: 'An earlier result to compare with.' }))),
  budget: z.optional(
    z
      .strictObject(budgetKeys)
      .check(z.meta({ description: 'What the session may spend; when one is used up it stops cleanly and can be resumed.', minProperties: 1 })),
  ),
  limits: z.prefault(z.strictObject(limitKeys).check(z.meta({ description: 'How hard the target may be spoken to.' })), {}),
};

export const planFile = z
  .strictObject(planKeys)
  .check(z.meta({ title: 'Runner Harness plan', description: 'What to run: target, scenarios, thresholds, baseline.' }));

/** A plan file whose every value is right by itself; names as in the file, spans in milliseconds. */
export type PlanFile = z.output<typeof planFile>;
export type ScenarioFile = PlanFile['scenarios'][string];
/** Of one that sends workflows or a command. */
export type LoadScenarioFile = Exclude<ScenarioFile, { readonly test: 'suite' }>;
