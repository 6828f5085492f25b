import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sampleInput } from '../../test/support/sample-result.ts';
import type { GitHubAnswer, GitHubApi } from '../ports/github-api.ts';
import { postForkResult } from './post-fork-result.ts';

const RUN = {
  id: 42,
  path: '.github/workflows/performance.yml@refs/pull/7/merge',
  event: 'pull_request',
  head_sha: 'c0ffee00',
  head_branch: 'faster',
  head_repository: { owner: { login: 'mallory' } },
  run_attempt: 1,
  html_url: 'https://github.com/acme/widgets/actions/runs/42',
};
const { result: RESULT } = sampleInput();

interface World {
  readonly run?: object;
  readonly pulls?: readonly object[];
  readonly result?: string;
}

function github({ run = RUN, pulls = [{ number: 7, head: { sha: 'c0ffee00' } }], result = JSON.stringify(RESULT) }: World) {
  const sent: { route: string; params: Readonly<Record<string, unknown>> }[] = [];
  const archive = zipSync({ 'result.json': [strToU8(result), { level: 0 }] });
  const ok = (json: unknown): GitHubAnswer => ({ kind: 'answer', status: 200, headers: {}, message: '', json });
  const api: GitHubApi = async (route, params) => {
    sent.push({ route, params });
    if (route.endsWith('/runs/{run_id}')) return ok(run);
    if (route.endsWith('/pulls')) return ok(pulls);
    if (route.endsWith('/artifacts')) return ok({ artifacts: [{ id: 1, name: 'runner-harness', size_in_bytes: archive.length }] });
    if (route.includes('archive_format')) return { kind: 'answer', status: 302, headers: {}, message: '', location: 'https://storage.example/1' };
    if (route === 'GET /user') return { kind: 'answer', status: 403, headers: {}, message: 'Resource not accessible by integration' };
    return ok(route.startsWith('GET') ? [] : { html_url: 'https://github.com/acme/widgets/pull/7#c1' });
  };
  const fetch = async () => ({ status: 200, headers: {}, body: archive });
  const post = () =>
    postForkResult({
      api,
      fetch,
      repository: 'acme/widgets',
      runId: '42',
      workflow: '.github/workflows/performance.yml',
      artifact: 'runner-harness',
      file: 'result.json',
      gateId: 'performance',
      mode: 'always',
    });
  return { post, sent, written: () => sent.filter(({ route }) => /^(POST|PATCH)/.test(route)) };
}

describe('postForkResult', () => {
  it("comments on the pull request that GitHub's record of the run leads to", async () => {
    const { post, sent, written } = github({});
    expect(await post()).toMatchObject({ kind: 'created' });
    expect(sent.find(({ route }) => route.endsWith('/pulls'))?.params).toMatchObject({ head: 'mallory:faster', state: 'open' });
    expect(written()).toMatchObject([{ params: { issue_number: 7, body: expect.stringContaining('gate=performance run=42') } }]);
  });

  it.each([
    ['the run is of another workflow', { run: { ...RUN, path: '.github/workflows/evil.yml' } }, 'refused'],
    ['the run was no pull request', { run: { ...RUN, event: 'push' } }, 'skipped'],
    ['the pull request has moved on', { pulls: [{ number: 7, head: { sha: 'later' } }] }, 'skipped'],
    ['the result is none', { result: '{"schema":"runner-harness/result@1"}' }, 'refused'],
    ['a number is a text', { result: JSON.stringify({ ...RESULT, session: { ...RESULT.session, seed: '@everyone' } }) }, 'refused'],
    ['the result is no JSON', { result: '<html>' }, 'refused'],
  ])('writes nothing when %s', async (_, world, kind) => {
    const { post, written } = github(world);
    expect(await post()).toMatchObject({ kind });
    expect(written()).toEqual([]);
  });

  it('makes the texts of the pull request inert', async () => {
    const reason = '@octocat <img src=x onerror=alert(1)> [x](https://evil.example)';
    const { post, written } = github({ result: JSON.stringify({ ...RESULT, reasons: [reason], warnings: [reason] }) });
    await post();
    const body = String(written()[0]?.params.body);
    expect(body).not.toContain('@octocat');
    expect(body).not.toContain('<img');
    expect(body).not.toContain('](https://evil.example');
  });
});
