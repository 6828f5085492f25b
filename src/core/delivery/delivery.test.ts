import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../result.ts';
import { checkConclusion } from './check-conclusion.ts';
import { commentMarker, isLater, readCommentMarker } from './comment-marker.ts';
import { deliveryPlace } from './delivery-place.ts';
import { shouldComment } from './worth-telling.ts';

describe('the marker', () => {
  it('comes back whatever the gate is called, and never ends its comment', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.option(fc.nat()), (gateId, run) => {
        const mark = { gateId, ...(run !== null && { runId: String(run), attempt: 2 }) };
        const text = commentMarker(mark);
        expect(text.indexOf('--', 4)).toBe(text.length - 3);
        expect(text).not.toMatch(/[\r\n]/);
        expect(readCommentMarker(`${text}\nbody`)).toEqual(mark);
      }),
    );
    expect(commentMarker({ gateId: 'a --> b' })).toBe('<!-- runner-harness gate=a%20%2D%2D%3E%20b -->');
  });

  it('is read from the first line only', () => {
    expect(readCommentMarker(`hello\n${commentMarker({ gateId: 'g' })}`)).toBeUndefined();
    expect(readCommentMarker('<!-- runner-harness gate=%zz -->')).toBeUndefined();
  });

  it('knows the later run', () => {
    const run = (runId: string, attempt = 1) => ({ gateId: 'g', runId, attempt });
    expect(isLater(run('10'), run('9'))).toBe(true);
    expect(isLater(run('9'), run('10'))).toBe(false);
    expect(isLater(run('9', 2), run('9', 1))).toBe(true);
    expect(isLater({ gateId: 'g' }, run('9'))).toBe(false);
  });
});

describe('deliveryPlace', () => {
  const pull = (from: unknown, login = 'octocat') => ({
    pull_request: { number: 7, head: { sha: 'c0ffee', repo: from === null ? null : { full_name: from } } },
    sender: { login },
  });
  const place = (name: string, payload: unknown) => deliveryPlace({ name, payload }, 'acme/widgets', 'main-sha');

  it.each([
    ['a branch of the repository', 'pull_request', pull('Acme/Widgets'), 'pull_request'],
    ['a fork', 'pull_request', pull('mallory/widgets'), 'read_only'],
    ['a fork that is gone', 'pull_request', pull(null), 'read_only'],
    ['Dependabot', 'pull_request', pull('acme/widgets', 'dependabot[bot]'), 'read_only'],
    ['a fork, with the rights of the base', 'pull_request_target', pull('mallory/widgets'), 'pull_request'],
    ['a push', 'push', { head_commit: {} }, 'commit'],
    ['nonsense', 'pull_request', 'x', 'commit'],
  ])('%s', (_, name, payload, kind) => {
    expect(place(name, payload).kind).toBe(kind);
    expect(place(name, payload).headSha).toBe(kind === 'commit' ? 'main-sha' : 'c0ffee');
  });

  it('says whose fork', () => {
    expect(place('pull_request', pull('mallory/widgets'))).toMatchObject({ why: 'the pull request is from the fork mallory/widgets' });
  });
});

it('comments by the mode', () => {
  const table = (['never', 'on-change', 'always'] as const).map((mode) => [
    shouldComment(mode, false, false),
    shouldComment(mode, false, true),
    shouldComment(mode, true, false),
  ]);
  expect(table).toEqual([
    [false, false, false],
    [false, true, true],
    [true, true, true],
  ]);
});

it('a check agrees with the step', () => {
  const failOn = ['breached', 'regressed', 'failed', 'invalid'] as const;
  expect(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, checkConclusion(outcome, failOn)]))).toEqual({
    error: 'failure',
    aborted: 'cancelled',
    invalid: 'failure',
    failed: 'failure',
    breached: 'failure',
    regressed: 'failure',
    inconclusive: 'neutral',
    suspended: 'neutral',
    passed: 'success',
  });
});
