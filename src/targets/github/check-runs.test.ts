import { describe, expect, it } from 'vitest';
import { type GitHubSetup, githubSetup, never, openRun } from '../../../test/support/github-setup.ts';
import { knownDetails } from '../../../test/support/known-details.ts';
import { json } from '../../../test/support/virtual-github.ts';
import type { FetchRequest, FetchResponse } from '../../ports/fetch.ts';

const SHA = 'a'.repeat(40);
const isChecks = (request: FetchRequest): boolean => request.url.includes('/check-runs');

/** GitHub as it is, but that runs name their commit, and that the commit has these check runs. */
function setupWith(checks: (page: number, setup: GitHubSetup) => FetchResponse): GitHubSetup {
  const setup: GitHubSetup = githubSetup(
    {
      meddle: (request, next) => {
        if (isChecks(request)) return checks(Number(new URL(request.url).searchParams.get('page')), setup);
        const answer = next();
        if (!/\/actions\/runs\/\d+\?/.test(request.url)) return answer;
        const body = JSON.parse(new TextDecoder().decode(answer.body)) as object;
        return { ...answer, body: new TextEncoder().encode(JSON.stringify({ ...body, head_sha: SHA })) };
      },
    },
    { limits: { mutationSpacingMs: 1_000, reserve: 0.2, detail: 'batched' } },
  );
  return setup;
}

const check = (runId: number, more: object = {}): object => ({
  id: runId * 10,
  name: 'work',
  status: 'completed',
  conclusion: 'success',
  started_at: '2026-01-05T08:00:02Z',
  completed_at: '2026-01-05T08:00:32Z',
  html_url: `https://github.com/acme/widgets/actions/runs/${runId}/job/${runId * 10}`,
  ...more,
});
const page = (runs: readonly object[]): FetchResponse => json(200, { total_count: runs.length, check_runs: runs });

async function details(setup: GitHubSetup, runs: number) {
  await setup.prepare();
  for (let n = 0; n < runs; n++) await setup.dispatch(n);
  await setup.run(setup.clock.sleepUntil(setup.clock.now() + 60_000));
  const asked = setup.github.runs.map(({ id, createdAt }, n) => setup.target.details(openRun(String(id), n, createdAt), never));
  const answers = await setup.run(Promise.all(asked));
  const sent = (pattern: RegExp): number => setup.github.requests.filter((request) => pattern.test(request)).length;
  return { answers, reads: { checks: sent(/check-runs/), jobs: sent(/\/jobs/) } };
}

describe('jobs by commit', () => {
  it('one request shows the jobs of many runs; other apps have check runs too', async () => {
    const foreign = check(1, { html_url: 'https://ci.example/1', details_url: 'https://ci.example/1' });
    const { answers, reads } = await details(
      setupWith((_, { github }) => page([foreign, ...github.runs.map(({ id }) => check(id))])),
      3,
    );
    expect(reads).toEqual({ checks: 1, jobs: 0 });
    expect(answers.map((answer) => knownDetails(answer).jobs.map(({ name, from, createdAt }) => [name, from, createdAt]))).toEqual(
      Array(3).fill([['work', 'check-run', undefined]]),
    );
  });

  it('reads on until a page shows none of them: the jobs of a run may stand on two', async () => {
    const others = (n: number): object[] => Array.from({ length: n }, (_, at) => check(5_000 + at));
    const { answers, reads } = await details(
      setupWith((at, { github }) => {
        const [id = 0] = github.runs.map((run) => run.id);
        if (at === 1) return page([...others(99), check(id)]);
        return at === 2
          ? page([check(id, { html_url: `https://github.com/acme/widgets/actions/runs/${id}/job/77` }), ...others(99)])
          : page(others(100));
      }),
      1,
    );
    expect(knownDetails(answers[0]).jobs).toHaveLength(2);
    expect(reads).toEqual({ checks: 3, jobs: 0 });
  });

  it('a run whose check runs are not there, or have not ended, is read by itself', async () => {
    const { answers, reads } = await details(
      setupWith((_, { github }) => page([check(github.runs[0]?.id ?? 0, { status: 'in_progress', conclusion: null })])),
      2,
    );
    expect(reads).toEqual({ checks: 1, jobs: 2 });
    expect(answers.map((answer) => knownDetails(answer).jobs[0]?.runner?.name)).toEqual(['runner-7', 'runner-7']);
  });

  it('without the permission all are read by themselves, and that is said once', async () => {
    const setup = setupWith(() => json(403, { message: 'Resource not accessible by integration' }));
    const { reads } = await details(setup, 2);
    expect(reads).toEqual({ checks: 1, jobs: 2 });
    expect(setup.warnings).toMatchInlineSnapshot(`
      [
        "the token may not read the check runs of aaaaaaa in acme/widgets (403 Resource not accessible by integration); the jobs are read run by run instead (limits.detail: batched)",
      ]
    `);
  });
});
