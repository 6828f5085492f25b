import type { PlanFormat } from '../plan/document.ts';
import type { PlanProblem } from '../plan/problem.ts';
import { readDocument } from '../plan/read-document.ts';
import { isGroup } from '../plan/unit-leaves.ts';
import { FieldReader, type Fields } from './fields.ts';
import { problemList } from './problem-list.ts';
import { readCommandTest } from './read-command-test.ts';
import { DEFAULT_TEST_TIMEOUT_MS } from './test-plan.ts';
import type { Work } from './work.ts';

/** A suite as its file says it. */
export interface SuiteFile {
  /** Absent: the file's own name. */
  readonly name?: string;
  readonly tests: readonly [Work, ...Work[]];
  readonly requires: readonly string[];
  /** 0 to 1; absent: the plan says, or all must pass. */
  readonly passRate?: number;
}

export type SuiteReading = { readonly ok: true; readonly suite: SuiteFile } | { readonly ok: false; readonly problems: readonly PlanProblem[] };

export const MOST_TESTS = 10_000;

const SUITE_KEYS = ['name', 'description', 'timeout', 'tests', 'requires', 'pass-rate', 'max-retries', 'env', 'working-directory'] as const;

/**
 * Reads a command suite: `{ "timeout": 120, "tests": [ { "id", "name", "description", "command", "timeout", "expected_patterns": [] } ] }`, as JSON, YAML
 * or TOML. Every problem at once. Keys may be written with `_` or `-`; a timeout without a unit is in seconds.
 *
 * A `command` is a text for the shell, because such suites are written so; `argv` is a program with its arguments and no shell.
 */
export function readSuite(text: string, format: PlanFormat): SuiteReading {
  const read = readDocument(text, format);
  if (!read.ok) return { ok: false, problems: read.problems.map(ofSuite) };
  const found = problemList(read.document.places, read.lines);
  const suite = readFields(new FieldReader(found.complain), read.document.value);
  const problems = [...read.problems.map(ofSuite), ...found.problems];
  return suite === undefined || problems.length > 0
    ? { ok: false, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) }
    : { ok: true, suite };
}

/** The reader of documents speaks of plans. */
const ofSuite = (problem: PlanProblem): PlanProblem => ({ ...problem, message: problem.message.replace(/^the plan\b/, 'the suite') });

function readFields(reader: FieldReader, value: unknown): SuiteFile | undefined {
  if (!isGroup(value)) {
    reader.complain(
      [],
      'value',
      'expected a group of keys with "tests" in it',
      'such as { "tests": [ { "id": "hello", "command": "echo hello" } ] }',
    );
    return undefined;
  }
  const fields = reader.fields([], value, SUITE_KEYS);
  const common = {
    timeoutMs: reader.duration(fields, 'timeout') ?? DEFAULT_TEST_TIMEOUT_MS,
    maxRetries: reader.whole(fields, 'max-retries', 0, 10),
    env: reader.env(fields, 'env'),
    workingDirectory: reader.folder(fields, 'working-directory'),
  };
  const list = fields.values.tests;
  if (!Array.isArray(list) || list.length === 0 || list.length > MOST_TESTS) {
    reader.complain(
      ['tests'],
      'value',
      list === undefined ? 'is missing: a suite has a list of tests' : `expected a list of 1 to ${MOST_TESTS} tests`,
    );
    return undefined;
  }
  const tests = list.flatMap((each: unknown, i) => readCommandTest(reader, ['tests', i], each, `test-${i + 1}`, common) ?? []);
  checkIds(reader, tests, fields);
  const [first, ...others] = tests;
  const name = reader.text(fields, 'name', 100);
  const passRate = reader.share(fields, 'pass-rate');
  const requires = reader.texts(fields, 'requires') ?? [];
  requires.forEach((one, i) => {
    if (!/^[\w.+-]+\s*(>=?\s*\d+(\.\d+)*)?$/.test(one))
      reader.complain(['requires', i], 'value', `expected a tool such as "node>=20" or "git", got "${one}"`);
  });
  if (first === undefined) return undefined;
  return { ...(name === undefined ? {} : { name }), tests: [first, ...others], requires, ...(passRate === undefined ? {} : { passRate }) };
}

/** Ids must be unique, and what a test needs must be there and not go round in a circle. */
function checkIds(reader: FieldReader, tests: readonly Work[], { values }: Fields): void {
  const indexOf = new Map<string, number>();
  for (const [i, { id }] of tests.entries()) {
    if (indexOf.has(id)) reader.complain(['tests', i, 'id'], 'value', `the id "${id}" stands here twice`, 'every test needs its own');
    else indexOf.set(id, i);
  }
  // A test that could not be read is missing from the list: then nothing is said about who needs it.
  if (Array.isArray(values.tests) && tests.length !== values.tests.length) return;
  const settled = new Set<string>();
  for (const [i, { needs = [] }] of tests.entries()) {
    for (const need of needs) if (!indexOf.has(need)) reader.complain(['tests', i, 'needs'], 'value', `there is no test "${need}"`);
  }
  for (let before = -1; before !== settled.size; ) {
    before = settled.size;
    for (const { id, needs = [] } of tests) if (needs.every((need) => settled.has(need) || !indexOf.has(need))) settled.add(id);
  }
  const circle = tests.findIndex(({ id }) => !settled.has(id));
  if (circle >= 0) {
    const names = tests.filter(({ id }) => !settled.has(id)).map(({ id }) => id);
    reader.complain(['tests', circle, 'needs'], 'value', `the needs of ${names.slice(0, 5).join(', ')} go round in a circle`);
  }
}
