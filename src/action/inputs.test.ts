import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { INPUTS, readInputs } from './inputs.ts';
import { OUTPUTS } from './outputs.ts';
import { problemText } from './problem.ts';

const contract = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  inputs: Record<string, { description: string; default?: string }>;
  outputs: Record<string, { description: string }>;
  runs: Record<string, string>;
};

/** Fails for a wrong name instead of passing for nothing. */
const read = (given: Record<string, string>) =>
  readInputs(
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => {
        if (!Object.hasOwn(INPUTS, name)) throw new Error(`no input ${name}`);
        return [`INPUT_${name.toUpperCase()}`, value];
      }),
    ),
  );
const problems = (given: Record<string, string>): string[] => read(given).problems.map(problemText);

describe('the contract', () => {
  test('action.yml lists the inputs that are read, with the same defaults', () => {
    expect(Object.keys(contract.inputs)).toEqual(Object.keys(INPUTS));
    for (const [name, spec] of Object.entries(INPUTS)) {
      const expected = name === 'token' ? `\${{ github.token }}` : 'default' in spec ? spec.default : undefined;
      expect(contract.inputs[name]?.default, name).toBe(expected);
    }
  });

  test('action.yml lists the outputs that are written', () => {
    expect(Object.keys(contract.outputs)).toEqual(Object.keys(OUTPUTS));
  });

  test('main and post are one bundle on Node 24, and post runs whatever happened', () => {
    expect(contract.runs).toEqual({ using: 'node24', main: 'dist/index.js', post: 'dist/index.js', 'post-if': 'always()' });
  });
});

test('what is not given has its default or is absent; blank counts as not given', () => {
  expect(read({ workflow: '  ', session: '' })).toEqual({
    inputs: {
      'fail-on': ['breached', 'regressed', 'failed', 'invalid'],
      'report-dir': 'runner-harness-results',
      'artifact-name': 'runner-harness',
      'max-duration': 19_800_000,
      resume: { kind: 'auto' },
      'checkpoint-interval': 600_000,
      'checkpoint-runs': 100,
      'update-baseline': 'auto',
      comment: 'never',
      'dry-run': false,
    },
    problems: [],
  });
});

test('resume takes a session or an artifact by what it looks like', () => {
  const id = 'ab'.repeat(32);
  expect(['never', id, '4711', 'latest'].map((resume) => read({ resume }).inputs.resume)).toEqual([
    { kind: 'never' },
    { kind: 'session', id },
    { kind: 'artifact', id: '4711' },
    undefined,
  ]);
  expect(read({ resume: 'latest', 'max-duration': '6', 'checkpoint-runs': '0' }).problems.map(({ where }) => where)).toEqual([
    'max-duration',
    'resume',
    'checkpoint-runs',
  ]);
  expect(read({ 'max-duration': 'none' }).inputs['max-duration']).toBe('none');
});

test('lists are split at commas and lines, patterns at lines only', () => {
  const { inputs } = read({ scenarios: 'calm, spike\nsoak,', benchmarks: 'out/*.json\n{a,b}.json\n', 'fail-on': 'regressed,\ninconclusive' });
  expect(inputs.scenarios).toEqual(['calm', 'spike', 'soak']);
  expect(inputs.benchmarks).toEqual(['out/*.json', '{a,b}.json']);
  expect(inputs['fail-on']).toEqual(['regressed', 'inconclusive']);
});

test('fail-on: none leaves nothing that the user can decide about', () => {
  expect(read({ 'fail-on': 'none' }).inputs['fail-on']).toEqual([]);
});

test('every wrong value is told, with its name and what is accepted', () => {
  expect(problems({ 'fail-on': 'breeched', 'retention-days': '0', 'dry-run': 'yes', 'artifact-name': 'a/b' })).toEqual([
    expect.stringMatching(/^fail-on: got "breeched"; it takes .*breached.*"none"$/),
    'artifact-name: expected a name without "/", got "a/b": the artifact service refuses " * / : < > ? \\ |',
    'retention-days: expected a number of days from 1 to 400, got "0"',
    'dry-run: expected true or false, got "yes"',
  ]);
});

test('a token is never shown, least of all a wrong one', () => {
  const [text] = problems({ token: 'abc123 def\nmine' });
  expect(text).toMatch(/^token: the value holds a blank/);
  expect(text).not.toMatch(/abc|def|mine/);
});
