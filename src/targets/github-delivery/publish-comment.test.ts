import { describe, expect, it } from 'vitest';
import { type CommentsGitHub, commentsGitHub, lost } from '../../../test/support/comments-github.ts';
import { json } from '../../../test/support/virtual-github.ts';
import { commentMarker } from '../../core/delivery/comment-marker.ts';
import { type CommentOrder, publishComment } from './publish-comment.ts';

const bodyOf = (text: string, gateId = 'bench', runId = '50'): string => `${commentMarker({ gateId, runId, attempt: 1 })}\n${text}\n`;

const publish = (github: CommentsGitHub, body: string, more: Partial<CommentOrder> = {}) =>
  publishComment(github.api, { repository: 'acme/widgets', pullRequest: 7, body, mode: 'always', worthTelling: true, ...more });

describe('publishComment', () => {
  it('creates one comment, then updates it, and leaves it when nothing changed', async () => {
    const github = commentsGitHub();
    expect(await publish(github, bodyOf('first'))).toMatchObject({ kind: 'created', url: expect.stringContaining('#c1000') });
    expect(await publish(github, bodyOf('second'))).toMatchObject({ kind: 'updated' });
    expect(await publish(github, bodyOf('second'))).toMatchObject({ kind: 'unchanged' });
    expect(github.comments.map(({ body }) => body)).toEqual([bodyOf('second')]);
  });

  it('finds its comment behind 250 others', async () => {
    const github = commentsGitHub();
    github.comments.push(...Array.from({ length: 250 }, (_, i) => ({ id: i, login: 'octocat', body: `talk ${i}` })));
    github.comments.push({ id: 900, login: 'github-actions[bot]', body: bodyOf('old') });
    expect(await publish(github, bodyOf('new'))).toMatchObject({ kind: 'updated' });
    expect(github.comments).toHaveLength(251);
    expect(github.requests.filter((one) => one.startsWith('GET') && one.endsWith('/comments'))).toHaveLength(3);
  });

  it('keeps one for each gate', async () => {
    const github = commentsGitHub();
    await publish(github, bodyOf('a', 'unit'));
    await publish(github, bodyOf('b', 'load'));
    await publish(github, bodyOf('c', 'unit'));
    expect(github.comments.map(({ body }) => body)).toEqual([bodyOf('c', 'unit'), bodyOf('b', 'load')]);
  });

  it("leaves somebody else's comment with our marker alone", async () => {
    const github = commentsGitHub();
    github.comments.push({ id: 3, login: 'mallory', body: bodyOf('forged') });
    expect(await publish(github, bodyOf('real'))).toMatchObject({ kind: 'created' });
    expect(github.comments.map(({ login, body }) => [login, body])).toEqual([
      ['mallory', bodyOf('forged')],
      ['github-actions[bot]', bodyOf('real')],
    ]);
  });

  it("knows a person's token and an App's by their login", async () => {
    const github = commentsGitHub('hubot');
    await publish(github, bodyOf('a'));
    await publish(github, bodyOf('b'));
    expect(github.comments).toMatchObject([{ login: 'hubot' }]);
    const app = commentsGitHub();
    app.comments.push({ id: 1, login: 'perf-app[bot]', body: bodyOf('a') });
    expect(await publish(app, bodyOf('b'), { author: 'perf-app[bot]' })).toMatchObject({ kind: 'updated' });
  });

  it('does not overwrite what a later run wrote', async () => {
    const github = commentsGitHub();
    await publish(github, bodyOf('of run 60', 'bench', '60'));
    expect(await publish(github, bodyOf('of run 50', 'bench', '50'))).toEqual({ kind: 'skipped', why: 'a later run has commented already' });
    expect(await publish(github, bodyOf('of run 70', 'bench', '70'))).toMatchObject({ kind: 'updated' });
  });

  it('makes one of two that were created at the same time', async () => {
    const github = commentsGitHub();
    github.comments.push(...['a', 'b', 'c'].map((text, i) => ({ id: 10 + i, login: 'github-actions[bot]', body: bodyOf(text) })));
    await publish(github, bodyOf('d'));
    expect(github.comments).toEqual([{ id: 10, login: 'github-actions[bot]', body: bodyOf('d') }]);
  });

  it('on change: says nothing of a green run, but takes back what it said before', async () => {
    const github = commentsGitHub();
    const green = { mode: 'on-change', worthTelling: false } as const;
    expect(await publish(github, bodyOf('green'), green)).toMatchObject({ kind: 'skipped' });
    await publish(github, bodyOf('red'), { mode: 'on-change' });
    expect(await publish(github, bodyOf('green again'), green)).toMatchObject({ kind: 'updated' });
    const before = github.requests.length;
    expect(await publish(github, bodyOf('x'), { mode: 'never' })).toMatchObject({ kind: 'skipped' });
    expect(github.requests).toHaveLength(before);
  });

  it('creates anew what was deleted in between, and looks instead of sending twice when no answer came', async () => {
    const github = commentsGitHub();
    await publish(github, bodyOf('a'));
    github.meddle = (request) => (request.method === 'PATCH' ? json(404, { message: 'Not Found' }) : undefined);
    expect(await publish(github, bodyOf('b'))).toMatchObject({ kind: 'created' });

    const shaky = commentsGitHub();
    shaky.meddle = (request, next) => (request.method === 'POST' ? lost(next) : undefined);
    expect(await publish(shaky, bodyOf('a'))).toMatchObject({ kind: 'created' });
    expect(shaky.comments).toHaveLength(1);
  });

  it.each([
    [403, 'Resource not accessible by integration', 'permissions: { pull-requests: write }'],
    [404, 'Not Found', 'permissions: { pull-requests: write }'],
    [403, 'Unable to create comment because issue is locked.', 'unlock the conversation'],
  ])('names what is missing at %i %s', async (status, message, fix) => {
    const github = commentsGitHub();
    github.meddle = (request) => (request.method === 'POST' ? json(status, { message }) : undefined);
    expect(await publish(github, bodyOf('a'))).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('#7'),
      fix: expect.stringContaining(fix),
    });
  });

  it('refuses a text without a marker, which it could never find again', async () => {
    await expect(publish(commentsGitHub(), 'hello')).rejects.toThrow('no marker');
  });
});
