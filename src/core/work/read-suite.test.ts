import { describe, expect, it } from 'vitest';
import { formatProblem } from '../plan/problem.ts';
import { readSuite } from './read-suite.ts';

const problemsOf = (text: string): string[] => {
  const read = readSuite(text, 'json');
  return read.ok ? ['fine'] : read.problems.map((problem) => formatProblem(problem, 's.json'));
};

describe('readSuite', () => {
  it('reads a suite as it is known', () => {
    const text = JSON.stringify({
      timeout: 120,
      tests: [
        { id: 'a', name: 'Say hello', description: 'It works.', command: 'echo hello', timeout: 5, expected_patterns: ['hello', '/h.llo/i'] },
        { command: 'exit 3', 'exit-code': 'any' },
      ],
    });
    expect(readSuite(text, 'json')).toEqual({
      ok: true,
      suite: {
        requires: [],
        tests: [
          {
            ...{ id: 'a', name: 'Say hello', description: 'It works.', timeoutMs: 5_000 },
            body: { kind: 'command', run: { shell: 'echo hello' }, exitCode: 0, patterns: ['hello', '/h.llo/i'] },
          },
          { id: 'test-2', body: { kind: 'command', run: { shell: 'exit 3' }, exitCode: 'any', patterns: [] }, timeoutMs: 120_000 },
        ],
      },
    });
  });

  it('takes YAML, argv, and what else a test may say', () => {
    const text = `
name: nightly
requires: [git, "node>=20"]
pass-rate: 80%
max_retries: 1
env: { LEVEL: 3 }
tests:
  - { id: base, argv: [printf, "%s", "a b"], exclusive: db, priority: 2, fs: read-only }
  - { id: next, command: "true", needs: [base], timeout: 2m, env: { MORE: x }, working-directory: sub/folder, max-retries: 0 }
`;
    const read = readSuite(text, 'yaml');
    expect(read).toMatchObject({ ok: true, suite: { name: 'nightly', requires: ['git', 'node>=20'], passRate: 0.8 } });
    expect(read.ok ? read.suite.tests : []).toMatchObject([
      {
        id: 'base',
        body: { run: { argv: ['printf', '%s', 'a b'] } },
        exclusive: ['db'],
        priority: 2,
        fs: 'read-only',
        maxRetries: 1,
        env: { LEVEL: '3' },
      },
      { id: 'next', needs: ['base'], timeoutMs: 120_000, env: { LEVEL: '3', MORE: 'x' }, workingDirectory: 'sub/folder', maxRetries: 0 },
    ]);
  });

  it('tells every problem at once, with its place', () => {
    const text = `{ "tests": [
  { "id": "a", "command": "true", "expectd_patterns": [] },
  { "id": "a", "command": 5 },
  { "id": "b" },
  { "id": "c", "command": "true", "timeout": 0, "expected_patterns": ["/(/"], "exit_code": 300 },
  { "id": "d", "command": "true", "working_directory": "../out", "needs": ["nobody"] }
] }`;
    expect(problemsOf(text)).toEqual([
      's.json:2:35: tests.0.expectd_patterns: unknown key "expectd_patterns": did you mean "expected-patterns"?',
      's.json:3:27: tests.1.command: expected a text for the shell, got 5: a program with its arguments, without a shell, is "argv"',
      's.json:4:3: tests.2: has no command',
      expect.stringMatching(/^s\.json:5:46: tests\.3\.timeout: expected seconds as a number above 0/),
      's.json:5:71: tests.3.expected_patterns.0: Invalid regular expression: /(/: Unterminated group',
      's.json:5:92: tests.3.exit_code: expected a number from 0 to 255, or "any", got 300',
      expect.stringMatching(/^s\.json:6:\d+: tests\.4\.working_directory: expected a folder below the root/),
    ]);
  });

  it.each([
    ['[]', 's.json:1:1: expected a group of keys with "tests" in it: such as { "tests": [ { "id": "hello", "command": "echo hello" } ] }'],
    ['{ "tests": [] }', 's.json:1:12: tests: expected a list of 1 to 10000 tests'],
    [
      '{ "tests": [{ "id": "a", "command": "true", "needs": "b" }, { "id": "b", "command": "true", "needs": "a" }] }',
      's.json:1:54: tests.0.needs: the needs of a, b go round in a circle',
    ],
    [
      '{ "tests": [{ "id": "a", "command": "true" }, { "id": "a", "command": "true" }] }',
      's.json:1:55: tests.1.id: the id "a" stands here twice: every test needs its own',
    ],
    [
      '{ "requires": ["node>=x"], "tests": [{ "command": "true" }] }',
      's.json:1:16: requires.0: expected a tool such as "node>=20" or "git", got "node>=x"',
    ],
    ['{', expect.stringContaining('JSON')],
  ])('%s', (text, problem) => expect(problemsOf(text)[0]).toEqual(problem));
});
