import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { forkGuard } from './fork-guard.ts';

const folder = mkdtempSync(join(tmpdir(), 'runner-harness-fork-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'event.json');
writeFileSync(
  path,
  JSON.stringify({ repository: { full_name: 'acme/widgets' }, pull_request: { head: { repo: { full_name: 'mallory/widgets' } } } }),
);
const under = (name: string, event = path) => forkGuard({ GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: event, GITHUB_SHA: 'a'.repeat(40) });

it('lets everything run outside of GitHub Actions, and where there are no secrets', () => {
  expect(forkGuard({})('b'.repeat(40))).toBeUndefined();
  expect(under('pull_request')('b'.repeat(40))).toBeUndefined();
});

it('refuses a fork under pull_request_target, also one of which nothing is known, and never the commit of the run itself', () => {
  expect(under('pull_request_target')('b'.repeat(40))).toContain('the fork mallory/widgets');
  expect(under('pull_request_target', join(folder, 'none.json'))('b'.repeat(40))).toContain('a fork that is gone');
  expect(under('pull_request_target')('a'.repeat(40))).toBeUndefined();
});
