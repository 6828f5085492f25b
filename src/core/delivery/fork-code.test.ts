import { expect, test } from 'vitest';
import { refuseForkCode } from './fork-code.ts';

const own = 'a'.repeat(40);
const head = 'b'.repeat(40);
const repository = { full_name: 'acme/widgets' };
const pull = (repo: object | null): object => ({ repository, pull_request: { head: { sha: head, repo } } });
const run = (event: string, repo: object | null): object => ({ repository, workflow_run: { event, head_sha: head, head_repository: repo } });

test.each([
  [
    'pull_request_target',
    pull({ full_name: 'mallory/widgets' }),
    /^pull_request_target of the fork mallory\/widgets: the commit b{40} is not that of this run/,
  ],
  ['pull_request_target', pull(null), /a fork that is gone/],
  ['pull_request_target', {}, /a fork that is gone/],
  ['workflow_run', run('pull_request', { full_name: 'mallory/widgets' }), /^workflow_run of the fork mallory/],
])('%s %# refuses what is not of this repository, but not its own commit', (name, payload, why) => {
  expect(refuseForkCode({ name, payload, sha: own }, head)).toMatch(why);
  expect(refuseForkCode({ name, payload, sha: own }, own)).toBeUndefined();
});

test.each([
  ['pull_request', pull({ full_name: 'mallory/widgets' })],
  ['pull_request_target', pull(repository)],
  ['workflow_run', run('push', repository)],
  ['workflow_run', run('pull_request', repository)],
  ['push', {}],
])('%s %# lets run what it likes', (name, payload) => {
  expect(refuseForkCode({ name, payload, sha: own }, head)).toBeUndefined();
});
