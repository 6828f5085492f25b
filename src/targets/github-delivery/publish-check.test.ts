import { expect, it } from 'vitest';
import { commentsGitHub } from '../../../test/support/comments-github.ts';
import { json } from '../../../test/support/virtual-github.ts';
import { publishCheck } from './publish-check.ts';

const ORDER = { repository: 'acme/widgets', headSha: 'c0ffee', name: 'Runner Harness: bench', title: 'Regressed', summary: 'x' };

it('begins a check and ends the same one', async () => {
  const github = commentsGitHub();
  const begun = await publishCheck(github.api, ORDER);
  expect(begun).toMatchObject({ kind: 'created', id: expect.any(Number) });
  expect(github.checks).toMatchObject([{ name: ORDER.name, head_sha: 'c0ffee', status: 'in_progress' }]);
  const id = 'id' in begun ? begun.id : undefined;
  expect(await publishCheck(github.api, { ...ORDER, conclusion: 'failure', ...(id !== undefined && { id }) })).toMatchObject({ kind: 'updated' });
  expect(github.checks).toMatchObject([{ status: 'completed', conclusion: 'failure', output: { title: 'Regressed', summary: 'x' } }]);
});

it('names the permission that is missing', async () => {
  const github = commentsGitHub();
  github.meddle = () => json(403, { message: 'Resource not accessible by integration' });
  expect(await publishCheck(github.api, { ...ORDER, conclusion: 'success' })).toMatchObject({
    kind: 'refused',
    fix: expect.stringContaining('permissions: { checks: write }'),
  });
});
