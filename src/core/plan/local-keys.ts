import * as z from 'zod/mini';
import { type BatchRange, parseBatches } from '../work/batches.ts';
import { FieldReader } from '../work/fields.ts';
import { readCommandTest } from '../work/read-command-test.ts';
import { DEFAULT_TEST_TIMEOUT_MS } from '../work/test-plan.ts';
import type { Work } from '../work/work.ts';
import { bad, good, type JsonMeta, type LeafProblem, leaf, numberLeaf, shareLeaf, textLeaf, unexpected } from './leaf.ts';
import { CLEAN_MODES, QUEUE_ORDERS } from './plan.ts';
import { show } from './problem.ts';
import { sizeLeaf } from './size-leaf.ts';
import { thresholdsLeaf } from './thresholds-leaf.ts';
import { hasControls, isGroup } from './unit-leaves.ts';

/*
 * The keys of a plan that are about work on this machine: the target "local", suites of tests, commands.
 */

/** Most tests at a time on one machine. */
export const MOST_WORKERS = 64;
const MOST_REPEATS = 1_000;
const MOST_FILES = 200;

const pathLeaf = (meta: JsonMeta) =>
  textLeaf({ minLength: 1, maxLength: 1_000, ...meta }, 'a path', (text) =>
    text.trim() === '' || text.length > 1_000 || hasControls(text) ? {} : undefined,
  );

const choiceLeaf = <T extends string>(choices: readonly T[], meta: JsonMeta) =>
  leaf<T>({ enum: [...choices], ...meta }, (value) => {
    const found = choices.find((one) => one === value);
    return found === undefined ? unexpected(choices.map((one) => `"${one}"`).join(' or '), value) : good(found);
  });

const flagLeaf = (meta: JsonMeta) =>
  leaf<boolean>({ type: 'boolean', ...meta }, (value) => (typeof value === 'boolean' ? good(value) : unexpected('true or false', value)));

const workersLeaf = leaf<number | 'auto'>(
  {
    anyOf: [{ type: 'integer', minimum: 1, maximum: MOST_WORKERS }, { const: 'auto' }],
    description: `Tests at a time, each in a worktree of its own: 1 to ${MOST_WORKERS}, or "auto", which follows the load of the machine.`,
    examples: [3],
  },
  (value) => {
    if (value === 'auto') return good('auto');
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= MOST_WORKERS) return good(value);
    return unexpected(`a whole number from 1 to ${MOST_WORKERS}, or "auto"`, value);
  },
);

const namesLeaf = (meta: JsonMeta) =>
  leaf<readonly string[]>({ type: 'array', items: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }, maxItems: 100, ...meta }, (value) => {
    if (!Array.isArray(value)) return unexpected('a list of names of variables', value);
    const wrong = value.flatMap((one: unknown, i): LeafProblem[] =>
      typeof one === 'string' && /^[A-Za-z_]\w*$/.test(one) ? [] : [{ path: [i], message: `expected the name of a variable, got ${show(one)}` }],
    );
    return wrong.length > 0 ? { ok: false, problems: wrong } : good(value as readonly string[]);
  });

export const localKeys = {
  repository: z.prefault(pathLeaf({ description: 'Git repository on this machine, from the working directory on.' }), '.'),
  worktrees: z.optional(
    pathLeaf({ description: 'Folder of the worktrees. Default: beside the repository, NAME-worktrees.', examples: ['../my-worktrees'] }),
  ),
  workers: z.prefault(workersLeaf, 3),
  'preserve-failed': z.prefault(flagLeaf({ description: 'Keep the worktree of a failed test as it was.' }), true),
  clean: z.prefault(
    choiceLeaf(CLEAN_MODES, {
      description:
        'What a worktree loses between two tests: all that is not tracked; what is untracked but not ignored (caches, installed packages stay); or none of it. Changed files are restored always.',
    }),
    'all',
  ),
  uses: z.prefault(
    choiceLeaf(['refuse', 'skip'] as const, {
      description: 'Steps of workflows that use an action: refuse the plan, or skip them. actions/checkout is the worktree itself.',
    }),
    'refuse',
  ),
  env: z.prefault(
    namesLeaf({ description: 'Further variables of the environment that tests may see; never tokens and what belongs to the Actions runner.' }),
    [],
  ),
  order: z.prefault(
    choiceLeaf(QUEUE_ORDERS, { description: 'In which order waiting tests are taken, by how long they took before; "fifo" ignores priorities too.' }),
    'longest-first',
  ),
  'max-retries': z.prefault(
    numberLeaf(
      { description: 'Further attempts of a test that failed; if one passes, the test is flaky. 0 to 10.' },
      { min: 0, max: 10, whole: true },
    ),
    0,
  ),
  'max-disk': z.prefault(
    sizeLeaf(
      { description: 'So much may a test write to the disk, in its worktree and its folder of artefacts; beyond it, it is killed and has failed.' },
      { min: '1MB', max: '100TB' },
    ),
    '10GB',
  ),
  filters: z.prefault(
    choiceLeaf(['refuse', 'raw'] as const, {
      description:
        'Files with a git filter, such as those of Git LFS: refuse the repository, or take them as they are in the commit (of LFS the pointer).',
    }),
    'refuse',
  ),
  submodules: z.prefault(
    choiceLeaf(['init', 'none'] as const, {
      description: 'Submodules: filled from what the repository has of them, without the network, or left empty.',
    }),
    'init',
  ),
};

const batchesLeaf = leaf<BatchRange>(
  { type: ['string', 'integer'], description: 'Batches of the test plans to run: "all", "2", "1-3" or "1-3,5".', examples: ['1-3'] },
  (value) => {
    const text = typeof value === 'number' ? String(value) : value;
    const range = typeof text === 'string' ? parseBatches(text) : undefined;
    return range === undefined ? unexpected('"all", or batches such as "2", "1-3" or "1-3,5"', value) : good(range);
  },
);

const filesLeaf = leaf<readonly string[]>(
  {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    minItems: 1,
    maxItems: MOST_FILES,
    description: 'Test plans, from the plan’s folder on: Markdown or YAML files of numbered batches of tasks. Each is a test.',
    examples: [['tests/login.md']],
  },
  (value) => {
    if (!Array.isArray(value) || value.length === 0 || value.length > MOST_FILES) return unexpected(`a list of 1 to ${MOST_FILES} files`, value);
    const wrong = value.flatMap((one: unknown, i): LeafProblem[] =>
      typeof one === 'string' && one.trim() !== '' && !hasControls(one) ? [] : [{ path: [i], message: `expected a path, got ${show(one)}` }],
    );
    return wrong.length > 0 ? { ok: false, problems: wrong } : good(value as readonly string[]);
  },
);

export const suiteKeys = {
  test: z.literal('suite').check(z.meta({ description: 'The tests of a file, or test plans, each once; the target runs them itself.' })),
  suite: z.optional(
    pathLeaf({ description: 'Command suite, a JSON or YAML file with a list of tests, from the plan’s folder on.', examples: ['tests/suite.json'] }),
  ),
  plans: z.optional(filesLeaf),
  batches: z.optional(batchesLeaf),
  'pass-rate': z.optional(
    shareLeaf({ description: 'Share of the tests that must pass. Default: what the suite says, else 100%.', examples: ['80%'] }, 1),
  ),
  repeat: z.prefault(numberLeaf({ description: 'How often each test is run.' }, { min: 1, max: MOST_REPEATS, whole: true }), 1),
  concurrency: z.optional(
    numberLeaf(
      { description: 'Tests that are sent at a time. Default: all, and the target’s workers take them.', examples: [3] },
      { min: 1, max: 10_000, whole: true },
    ),
  ),
  'max-retries': z.optional(
    numberLeaf(
      { description: 'Further attempts of a failed test, where it says nothing itself. Default: the target’s.', examples: [2] },
      { min: 0, max: 10, whole: true },
    ),
  ),
  thresholds: z.optional(thresholdsLeaf({ description: 'Limits for this scenario, added to those of the plan.' })),
};

const COMMAND_FORMS = 'a command such as "npm test", a list of a program and its arguments, or a group of keys with a "command" or "argv"';

/** `command:` of a scenario. A text is for the shell, a list is a program with its arguments; a group says more, as a test of a suite does. */
export const commandLeaf = leaf<Work>(
  {
    anyOf: [{ type: 'string', minLength: 1 }, { type: 'array', items: { type: 'string' }, minItems: 1 }, { type: 'object' }],
    description:
      'Command to run instead of a workflow, where the target runs work itself: a text for the shell, a list (program and arguments, no shell), or the keys of a test of a suite.',
    examples: ['npm test'],
  },
  (value) => {
    const test = typeof value === 'string' ? { command: value } : Array.isArray(value) ? { argv: value } : value;
    if (!isGroup(test) || value === '') return unexpected(COMMAND_FORMS, value);
    const problems: LeafProblem[] = [];
    const reader = new FieldReader(
      (path, part, message, fix) =>
        void problems.push({ path, message, ...(fix === undefined ? {} : { fix }), ...(part === 'key' ? { atKey: true } : {}) }),
    );
    const work = readCommandTest(reader, [], test, 'command', { timeoutMs: DEFAULT_TEST_TIMEOUT_MS });
    if (work?.needs !== undefined) problems.push({ path: ['needs'], message: 'there is no other test here', fix: 'put both into a suite' });
    if (problems.length > 0) return { ok: false, problems };
    return work === undefined ? bad(`expected ${COMMAND_FORMS}`) : good(work);
  },
);
