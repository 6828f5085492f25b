import * as z from 'zod/mini';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';
import { httpKeys } from './http-keys.ts';
import { bad, durationLeaf, good, leaf, numberLeaf, rateLeaf, shareLeaf, unexpected } from './leaf.ts';
import { commandLeaf, localKeys, suiteKeys } from './local-keys.ts';
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

export const commonScenarioKeys = {
  repository,
  ...unitKeys,
  command: z.optional(commandLeaf),
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

const scenario = z.discriminatedUnion('test', [
  z.strictObject(performanceKeys).check(z.meta({ title: 'performance', description: 'A number of runs, so many at a time (closed model).' })),
  z.strictObject(suiteKeys).check(z.meta({ title: 'suite', description: 'Tests that the target runs itself (closed model).' })),
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
  target: z.strictObject(targetKeys).check(
    z.meta({
      description:
        'Where work is sent: "github", "simulated", "local", or one of them with settings; or "http" with the address of a command server.',
      minProperties: 1,
      maxProperties: 1,
    }),
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
