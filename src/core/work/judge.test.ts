import { describe, expect, it } from 'vitest';
import { judge, judgeTasks } from './judge.ts';
import { matchPatterns, parsePattern } from './patterns.ts';
import type { TaskOutcome } from './test-outcome.ts';

const look = (patterns: readonly string[], output: string) =>
  matchPatterns(patterns, output, (source, flags, text) => new RegExp(source, flags).test(text));
const wants = (exitCode: number | 'any', patterns: readonly string[] = []) => ({ exitCode, patterns });

describe('judge', () => {
  it.each([
    [0, wants(0), '', 'passed', undefined],
    [1, wants(0), '', 'failed', 'exit code 1'],
    [0, wants(2), '', 'failed', 'exit code 0, expected 2'],
    [1, wants('any'), '', 'passed', undefined],
    [0, wants(0, ['HELLO', '/w.rld/']), 'Hello world', 'passed', undefined],
    [0, wants(0, ['hello', 'there']), 'Hello world', 'failed', '1 of 2 patterns not found: there'],
    [9, wants('any', ['hello']), 'Hello world', 'passed', undefined],
    [2, wants(0, ['a', 'b', 'c', 'd']), '', 'failed', 'exit code 2; 4 of 4 patterns not found: a, b, c and 1 more'],
  ] as const)('exit code %i of %j with %j: %s', (code, expected, output, status, error) => {
    const judged = judge({ kind: 'exited', code }, expected, look(expected.patterns, output));
    expect(judged).toMatchObject({ status, exitCode: code });
    expect(judged.error).toBe(error);
  });

  it('tells what could not be run from what failed', () => {
    const none = look([], '');
    expect(judge({ kind: 'not_started', why: 'no such program' }, wants(0), none)).toEqual({
      status: 'error',
      patterns: [],
      error: 'no such program',
    });
    expect(judge({ kind: 'signalled', signal: 'SIGSEGV' }, wants('any'), none)).toMatchObject({ status: 'failed', signal: 'SIGSEGV' });
    expect(judge({ kind: 'timed_out', afterMs: 90_000 }, wants('any'), none)).toMatchObject({
      status: 'timed_out',
      error: expect.stringContaining('1m30s'),
    });
    expect(judge({ kind: 'cancelled' }, wants(0), none)).toMatchObject({ status: 'cancelled' });
  });
});

describe('matchPatterns', () => {
  it('names a pattern that took too long, and does not count it as found', () => {
    const stuck = matchPatterns(['/(a+)+$/', 'a'], 'aaa', () => undefined);
    expect(stuck).toEqual({
      matches: [
        { pattern: '/(a+)+$/', found: false },
        { pattern: 'a', found: true },
      ],
      stuck: ['/(a+)+$/'],
    });
    expect(judge({ kind: 'exited', code: 0 }, wants(0), stuck).error).toBe('1 of 2 patterns not found: /(a+)+$/ (took too long)');
  });

  it.each([
    ['hello', { kind: 'text', text: 'hello' }],
    ['/a.c/im', { kind: 'regex', source: 'a.c', flags: 'im' }],
    ['/usr/lib/', { kind: 'regex', source: 'usr/lib', flags: '' }],
    ['/usr/bin', { kind: 'text', text: '/usr/bin' }],
    ['/a/g', { kind: 'text', text: '/a/g' }],
    ['', { wrong: 'an empty pattern is found everywhere' }],
  ])('%j is read as %j', (pattern, read) => expect(parsePattern(pattern)).toEqual(read));
});

describe('judgeTasks', () => {
  const task = (id: string, status: TaskOutcome['status'], error?: string): TaskOutcome => ({
    ...{ id, name: id, status, patterns: [], startedAt: 0, endedAt: 0 },
    ...(error === undefined ? {} : { error }),
  });
  it('is the worst of them, with the first that brought it', () => {
    expect(judgeTasks([task('1.1', 'passed'), task('1.2', 'passed')])).toEqual({ status: 'passed', patterns: [] });
    expect(judgeTasks([task('1.1', 'passed'), task('1.2', 'failed', 'exit code 3'), task('2.1', 'skipped')])).toMatchObject({
      status: 'failed',
      error: '1 of 3 tasks passed: 1.2: exit code 3',
    });
    expect(judgeTasks([task('1.1', 'failed'), task('1.2', 'timed_out', 'killed')])).toMatchObject({ status: 'timed_out' });
    expect(judgeTasks([task('1.1', 'timed_out'), task('1.2', 'error', 'no shell')])).toMatchObject({ status: 'error' });
  });
});
