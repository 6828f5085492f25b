import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readCommentMarker } from '../../src/core/delivery/comment-marker.ts';
import { Runner } from '../support/runner-env.ts';
import { sampleInput } from '../support/sample-result.ts';

const SHA = 'c0ffee'.padEnd(40, '0');
const RUN = {
  id: 42,
  path: '.github/workflows/performance.yml',
  event: 'pull_request',
  head_sha: SHA,
  head_branch: 'faster',
  head_repository: { owner: { login: 'mallory' } },
  run_attempt: 1,
  html_url: 'https://github.com/octo/fleet/actions/runs/42',
};
const INPUTS = { 'post-run': '42', workflow: 'performance.yml', comment: 'always' };

/** A GitHub with one run of a fork, its artifact, and the pull request that it measured. */
async function forkGitHub(run: object = RUN) {
  const { result } = sampleInput();
  const archive = zipSync({ 'result.json': strToU8(JSON.stringify({ ...result, reasons: ['@octocat <img src=x>'] })) });
  const comments: string[] = [];
  const answers: Record<string, (body: string) => unknown> = {
    'GET /actions/runs/42': () => run,
    'GET /pulls': () => [{ number: 7, head: { sha: SHA } }],
    'GET /actions/runs/42/artifacts': () => ({ artifacts: [{ id: 1, name: 'runner-harness', size_in_bytes: archive.length }] }),
    'GET /issues/7/comments': () => [],
    'POST /issues/7/comments': (body) => {
      comments.push((JSON.parse(body) as { body: string }).body);
      return { id: 1, html_url: 'https://github.com/octo/fleet/pull/7#c1' };
    },
  };
  // Another origin: the token does not follow there.
  const storage = createServer((_, response) => void response.end(archive));
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const path = new URL(request.url ?? '/', 'http://x').pathname.replace('/repos/octo/fleet', '');
    if (path.endsWith('/zip')) return void response.writeHead(302, { location: `http://127.0.0.1:${storagePort}/1` }).end();
    const answer = answers[`${request.method} ${path}`];
    const status = answer === undefined ? 403 : request.method === 'POST' ? 201 : 200;
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer?.(body) ?? { message: 'Resource not accessible by integration' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { port: storagePort } = storage.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, comments, [Symbol.dispose]: close };

  function close(): void {
    for (const one of [server, storage]) {
      one.closeAllConnections();
      one.close();
    }
  }
}

test('what a fork measured is told by a run of our own, with every text of it inert', async () => {
  using github = await forkGitHub();
  using runner = new Runner({ apiUrl: github.url, env: { GITHUB_EVENT_NAME: 'workflow_run' } });
  const end = await runner.main(INPUTS);
  expect(end).toMatchObject({ code: 0, annotations: [] });
  expect(github.comments.map(readCommentMarker)).toEqual([{ gateId: 'benchmarks', runId: '42', attempt: 1 }]);
  expect(github.comments[0]).not.toContain('@octocat');
  expect(github.comments[0]).not.toContain('<img');
});

test('no other workflow is believed, and that is a warning', async () => {
  using github = await forkGitHub({ ...RUN, path: '.github/workflows/evil.yml' });
  using runner = new Runner({ apiUrl: github.url });
  const end = await runner.main(INPUTS);
  expect(end.code).toBe(0);
  expect(end.annotations).toEqual([
    { level: 'warning', title: 'No comment', message: expect.stringContaining('run 42 is of .github/workflows/evil.yml') },
  ]);
  expect(github.comments).toEqual([]);
});

test('every problem of its inputs at once', async () => {
  using runner = new Runner({ apiUrl: 'http://127.0.0.1:9' });
  const end = await runner.main({ 'post-run': 'latest', plan: 'plan.yml', 'artifact-name': 'none' });
  expect(end.code).toBe(2);
  expect(end.annotations.map(({ message }) => message.split(':')[0])).toEqual(['post-run', 'workflow', 'comment', 'artifact-name', 'plan']);
});
