import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCommentMarker } from '../../src/core/delivery/comment-marker.ts';
import { type ActionScenario, actionScenario, quickPlan } from '../support/action-scenario.ts';
import { TOKEN } from '../support/runner-env.ts';

const quiet = { 'artifact-name': 'none' };
const bench = (value: number): string => JSON.stringify([{ name: 'parse', unit: 'ms', value }]);
const files = { 'out/now.json': bench(100), 'out/slow.json': bench(150) };
const BOT = { [TOKEN]: { login: 'github-actions[bot]' } };
const HEAD = 'abcdef'.padEnd(40, '0');

/** What the runner of a pull request knows; `from` is the repository that holds its branch. */
function pullRequest({ runner }: ActionScenario, from = 'octo/fleet'): Record<string, string> {
  const head = { sha: HEAD, ref: 'feature', repo: { full_name: from } };
  runner.write('event.json', JSON.stringify({ number: 7, pull_request: { number: 7, head }, repository: { default_branch: 'main' } }));
  const path = join(runner.workspace, 'event.json');
  return {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: path,
    GITHUB_HEAD_REF: 'feature',
    GITHUB_REF: 'refs/pull/7/merge',
    GITHUB_SHA: HEAD,
  };
}

interface GitHubComment {
  readonly body: string;
}

async function api<T>({ github }: ActionScenario, path: string): Promise<T> {
  const answer = await fetch(`${github.url}/repos/octo/fleet${path}`, { headers: { authorization: `token ${TOKEN}` } });
  return (await answer.json()) as T;
}

describe.concurrent('a baseline in a file', () => {
  test('the first run on the source branch records, the second compares and is recorded too, a regression is neither', async () => {
    await using scenario = await actionScenario({ runner: { files } });
    const { runner } = scenario;
    const first = await runner.main({ benchmarks: 'out/now.json', baseline: 'file:base.json', ...quiet });
    expect(first).toMatchObject({ code: 0, outputs: { outcome: 'passed' } });
    expect(first.summary).toContain('Recorded as the first baseline');
    const second = await runner.main({ benchmarks: 'out/now.json', baseline: 'file:base.json', session: '', ...quiet });
    expect(second).toMatchObject({ code: 0, outputs: { outcome: 'passed' } });
    const slow = await runner.main({ benchmarks: 'out/slow.json', baseline: 'file:base.json', ...quiet });
    expect(slow).toMatchObject({ code: 4, outputs: { outcome: 'regressed', regressions: '1' } });
    expect(slow.summary).toContain('only a passed run becomes the baseline');
    const kept = JSON.parse(readFileSync(join(runner.workspace, 'base.json'), 'utf8')) as { records: unknown[]; id: string };
    expect(kept.id).toBe('benchmarks');
  });

  test('a pull request without a baseline is inconclusive, says who records one, and writes none', async () => {
    await using scenario = await actionScenario({ runner: { files } });
    const inputs = { benchmarks: 'out/now.json', baseline: 'file:base.json', 'fail-on': 'inconclusive', ...quiet };
    const end = await scenario.runner.start(inputs, pullRequest(scenario)).end;
    expect(end).toMatchObject({ code: 5, outputs: { outcome: 'inconclusive' } });
    expect(end.summary).toContain('a passed run of this workflow on main records one');
    expect(() => readFileSync(join(scenario.runner.workspace, 'base.json'))).toThrow('ENOENT');
  });

  test('a corrupt one is inconclusive, with the reason and what to do, and stays as it is', async () => {
    const broken = '{"schema":"runner-harness/history@1","id":"benchmarks","records":[{"id":1}]}';
    await using scenario = await actionScenario({ runner: { files: { ...files, 'base.json': broken } } });
    const end = await scenario.runner.main({ benchmarks: 'out/now.json', baseline: 'file:base.json', ...quiet });
    expect(end).toMatchObject({ code: 0, outputs: { outcome: 'inconclusive' } });
    expect(end.log).toMatch(/the baseline can't be used: .*base\.json: no valid history: records\.0\.id: .*delete/);
    expect(readFileSync(join(scenario.runner.workspace, 'base.json'), 'utf8')).toBe(broken);
  });

  test('every problem of these inputs at once', async () => {
    await using scenario = await actionScenario({ runner: { files } });
    const end = await scenario.runner.main({ benchmarks: 'out/now.json', baseline: 'ftp:x', 'update-baseline': 'allways', comment: 'yes', ...quiet });
    expect(end.code).toBe(2);
    expect(end.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^update-baseline: expected auto, never, always, got "allways": did you mean "always"\?/),
      expect.stringMatching(/^comment: expected never, on-change, always, got "yes"/),
      expect.stringMatching(/^baseline: expected "file:PATH", "artifact:NAME" or "git:BRANCH", got the text "ftp:x"/),
    ]);
  });
});

describe.concurrent('a baseline in an artifact of the same workflow', () => {
  test('is recorded on main by raw values, apart from the results, and a pull request is compared with it', async () => {
    await using scenario = await actionScenario({ plan: quickPlan({ runs: 8, concurrency: 8 }) });
    const { github, runner } = scenario;
    // The run that this job is said to be a part of: GitHub knows it as a successful one of this workflow.
    const begin = async (): Promise<string> => {
      const url = `${github.url}/repos/octo/fleet/actions/workflows/keyless.yml/dispatches`;
      const answer = await fetch(url, { method: 'POST', headers: { authorization: `token ${TOKEN}` }, body: JSON.stringify({ ref: 'main' }) });
      expect(answer.ok).toBe(true);
      return String(github.truth().at(-1)?.id);
    };
    const job = (runId: string) => ({
      GITHUB_RUN_ID: runId,
      GITHUB_WORKFLOW_REF: 'octo/fleet/.github/workflows/keyless.yml@refs/heads/main',
      ACTIONS_RESULTS_URL: github.url,
      ACTIONS_RUNTIME_TOKEN: github.runtimeToken(runId),
    });
    const inputs = { plan: 'plan.yml', baseline: 'artifact:performance-baseline' };
    const onMain = await begin();
    const first = await runner.start(inputs, job(onMain)).end;
    expect(first).toMatchObject({ code: 0, outputs: { outcome: 'passed' } });
    expect(first.summary).toContain('Recorded as the first baseline, in artifact performance-baseline');
    const { artifacts } = await api<{ artifacts: { name: string }[] }>(scenario, `/actions/runs/${onMain}/artifacts`);
    expect(
      artifacts
        .map(({ name }) => name)
        .filter((name) => !name.startsWith('rh-state-'))
        .sort(),
    ).toEqual(['performance-baseline', 'runner-harness']);

    runner.write('plan.yml', quickPlan({ runs: 8, concurrency: 8, target: 'workflow: quick.yml, ref: main, inputs: { seconds: 3 }' }));
    const other = await runner.start({ ...inputs, ...quiet }, { ...job(await begin()), ...pullRequest(scenario) }).end;
    expect(other).toMatchObject({ code: 4, outputs: { outcome: 'regressed' } });
    expect(other.log).toMatch(/execution_time: 200 % slower \(3\.000 s against 1\.000 s\), and the values of either side are all the same/);
  });
});

describe.concurrent('what a pull request is told', () => {
  const inputs = { benchmarks: 'out/slow.json', baseline: 'file:old.json', comment: 'on-change', ...quiet };
  const all = { ...files, 'old.json': bench(100) };

  test('one comment, updated by the next run, and one check with the same word', async () => {
    await using scenario = await actionScenario({ runner: { files: all }, github: { tokens: BOT } });
    const event = pullRequest(scenario);
    await scenario.runner.start(inputs, event).end;
    const end = await scenario.runner.start({ ...inputs, benchmarks: 'out/now.json' }, { ...event, GITHUB_RUN_ID: '4712' }).end;
    expect(end).toMatchObject({ code: 0, annotations: [] });
    const comments = await api<readonly GitHubComment[]>(scenario, '/issues/7/comments');
    expect(comments.map(({ body }) => readCommentMarker(body))).toEqual([{ gateId: 'benchmarks', runId: '4712', attempt: 1 }]);
    expect(comments[0]?.body).toContain('Passed');
    const { check_runs: checks } = await api<{ check_runs: { name: string; conclusion: string }[] }>(scenario, `/commits/${HEAD}/check-runs`);
    expect(checks.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ['Runner Harness: benchmarks', 'success'],
      ['Runner Harness: benchmarks', 'failure'],
    ]);
  });

  test('nothing on a pull request from a fork, and why: its token can only read', async () => {
    await using scenario = await actionScenario({ runner: { files: all }, github: { tokens: { [TOKEN]: { access: 'read' } } } });
    const end = await scenario.runner.start(inputs, pullRequest(scenario, 'mallory/fleet')).end;
    expect(end).toMatchObject({ code: 4, outputs: { outcome: 'regressed' } });
    expect(end.log).toContain('the pull request is from the fork mallory/fleet, so that the token can only read');
    expect(end.summary).toContain('parse');
    expect(scenario.github.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('a missing permission is named with its line of YAML, and the verdict stands', async () => {
    await using scenario = await actionScenario({ runner: { files: all }, github: { tokens: { [TOKEN]: { access: 'read' } } } });
    const end = await scenario.runner.start(inputs, pullRequest(scenario)).end;
    expect(end.code).toBe(4);
    expect(end.annotations.filter(({ level }) => level === 'warning').map(({ title, message }) => [title, message])).toEqual([
      ['No comment', expect.stringContaining('add "permissions: { pull-requests: write }" to the job')],
      ['No check', expect.stringContaining('add "permissions: { checks: write }" to the job')],
    ]);
  });
});
