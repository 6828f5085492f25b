import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { simulatorClient } from '../../test/support/simulator-client.ts';
import { createSimulator } from './create-simulator.ts';

const DISPATCH = '/actions/workflows/simple.yml/dispatches';
const ids = (json: { workflow_runs: { id: number }[] }): number[] => json.workflow_runs.map(({ id }) => id);

describe('a dispatch', () => {
  it.each([
    ['github', '2026-03-10', {}, 200, null],
    ['github', '2022-11-28', { return_run_details: true }, 200, 'Fri, 10 Mar 2028 00:00:00 GMT'],
    ['github', '2022-11-28', {}, 204, 'Fri, 10 Mar 2028 00:00:00 GMT'],
    ['github', undefined, {}, 204, 'Fri, 10 Mar 2028 00:00:00 GMT'],
    ['github-2022', '2022-11-28', { return_run_details: true }, 200, null],
    ['ghes-3.19', undefined, {}, 204, null],
  ] as const)('to %s in version %s with %j is answered with %i', async (mode, version, more, status, sunset) => {
    await using client = await simulatorClient({ mode, ...(version === undefined ? {} : { version }) });
    const { repo, github } = client;
    const reply = await repo('POST', DISPATCH, { ref: 'main', inputs: { harness_key: 'rh_1' }, ...more });
    expect([reply.status, reply.headers.get('sunset')]).toEqual([status, sunset]);
    expect(github.truth()).toMatchObject([{ title: 'simple rh_1', workflow: 'simple.yml', inputs: { harness_key: 'rh_1', seconds: '30' } }]);
    const id = github.truth()[0]?.id;
    const run_url = `${github.url}/repos/octo/fleet/actions/runs/${id}`;
    if (status === 200) expect(reply.json).toEqual({ workflow_run_id: id, run_url, html_url: `${github.url}/octo/fleet/actions/runs/${id}` });
  });

  it.each([
    ['github', '2026-03-10', { return_run_details: true }, 422, '"return_run_details" is not a permitted key.'],
    ['github', '2031-01-01', {}, 400, '"2031-01-01" is not a supported version'],
    ['github-2022', '2026-03-10', {}, 400, '"2026-03-10" is not a supported version'],
    ['ghes-3.19', '2026-03-10', {}, 400, '"2026-03-10" is not a supported version'],
    ['ghes-3.19', undefined, { return_run_details: true }, 422, '"return_run_details" is not a permitted key.'],
    [
      'ghes-3.19',
      undefined,
      { inputs: Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`i${i}`, ''])) },
      422,
      'No more than 10 properties are allowed; 11',
    ],
    ['github', undefined, { inputs: { x: '1', y: '2' } }, 422, 'Unexpected inputs provided: ["x","y"]'],
    ['github', undefined, { inputs: { seconds: 'ten' } }, 422, "expected a number, got 'ten'"],
    ['github', undefined, { ref: 'nowhere' }, 422, 'No ref found for: nowhere'],
    ['github', undefined, { ref: undefined }, 422, '"ref" wasn\'t supplied.'],
  ] as const)('to %s in version %s with %j is refused with %i', async (mode, version, more, status, message) => {
    await using client = await simulatorClient({ mode, ...(version === undefined ? {} : { version }) });
    const reply = await client.repo('POST', DISPATCH, { ref: 'main', ...more });
    expect(reply.status).toBe(status);
    expect(reply.json.message).toContain(message);
    expect(client.github.truth()).toEqual([]);
  });

  it("is refused in GitHub's words for a missing required input and for a workflow without the trigger", async () => {
    const workflowsDir = mkdtempSync(join(tmpdir(), 'workflows-'));
    const jobs = 'jobs: { a: { runs-on: x, steps: [{ run: sleep 1 }] } }\n';
    writeFileSync(join(workflowsDir, 'needs.yml'), `on: { workflow_dispatch: { inputs: { region: { required: true } } } }\n${jobs}`);
    writeFileSync(join(workflowsDir, 'push.yml'), `on: push\n${jobs}`);
    await using client = await simulatorClient({ workflowsDir });
    const refused = await Promise.all(
      ['needs', 'push'].map((name) => client.repo('POST', `/actions/workflows/${name}.yml/dispatches`, { ref: 'main' })),
    );
    expect(refused.map(({ status, json }) => [status, json.message])).toEqual([
      [422, "Required input 'region' not provided"],
      [422, "Workflow does not have 'workflow_dispatch' trigger"],
    ]);
  });

  it('needs a token that may write', async () => {
    await using client = await simulatorClient({ tokens: { reader: { access: 'read' } } });
    const as = (authorization: string) => client.repo('POST', DISPATCH, { ref: 'main' }, { authorization });
    const replies = [await as('token stranger'), await as('Bearer reader'), await as('')];
    expect(replies.map(({ status, json }) => [status, json.message])).toEqual([
      [401, 'Bad credentials'],
      [403, 'Resource not accessible by integration'],
      [401, 'Bad credentials'],
    ]);
  });
});

describe('a run', () => {
  it('shows a queued job with started_at = created_at, and whole seconds', async () => {
    const pools = [{ name: 'ubuntu', runners: 1, startupMs: 0 }];
    await using client = await simulatorClient({ fleet: { pools, failureRate: 0, seed: 1 } });
    client.clock.advance(700);
    const [first, second] = [await client.dispatch('simple.yml', { seconds: 10 }), await client.dispatch('simple.yml')];
    client.clock.advance(4_000);
    const jobs = async (id: number) => (await client.repo('GET', `/actions/runs/${id}/jobs`)).json.jobs[0];
    expect(await jobs(first)).toMatchObject({ status: 'in_progress', started_at: '2026-11-21T10:00:00Z', runner_name: 'ubuntu-1' });
    expect(await jobs(second)).toMatchObject({
      status: 'queued',
      created_at: '2026-11-21T10:00:00Z',
      started_at: '2026-11-21T10:00:00Z',
      runner_name: null,
      steps: [],
    });
    client.clock.advance(8_000);
    expect(await jobs(second)).toMatchObject({ status: 'in_progress', created_at: '2026-11-21T10:00:00Z', started_at: '2026-11-21T10:00:10Z' });
    expect(client.github.truth()[1]?.jobs[0]).toMatchObject({
      queuedAt: Date.UTC(2026, 10, 21, 10) + 700,
      startedAt: Date.UTC(2026, 10, 21, 10, 0, 10) + 700,
    });
  });

  it('hides jobs that wait for others until they may start', async () => {
    await using client = await simulatorClient();
    const id = await client.dispatch('complex.yml', { seconds: 5 });
    const seen = [];
    for (let second = 0; second <= 25; second += 5) {
      const { json } = await client.repo('GET', `/actions/runs/${id}/jobs`);
      seen.push(json.jobs.map((job: { name: string; status: string }) => `${job.name}: ${job.status}`));
      client.clock.advance(5_001);
    }
    expect(seen[0]).toEqual(['build: in_progress']);
    expect(seen[2]).toEqual(['build: completed', 'test (unit): in_progress', 'test (integration): in_progress']);
    expect(seen[5]).toEqual(['build: completed', 'test (unit): completed', 'test (integration): completed', 'report: completed']);
  });

  it('carries over what succeeded when only failures run again', async () => {
    // With this seed, some of the eight jobs fail and some do not.
    await using client = await simulatorClient({ fleet: { pools: [{ name: 'u', runners: 8, startupMs: 0 }], failureRate: 0.4, seed: 2 } });
    const id = await client.dispatch('fan-out.yml', { count: 8, seconds: 10 });
    client.clock.advance(60_000);
    const before = client.github.truth()[0];
    const failed = before?.jobs.filter((job) => job.conclusion === 'failure').map(({ name }) => name);
    expect(failed?.length).toBeGreaterThan(0);
    expect((await client.repo('POST', `/actions/runs/${id}/rerun-failed-jobs`)).status).toBe(201);
    client.clock.advance(1_000);
    const { json } = await client.repo('GET', `/actions/runs/${id}/jobs`);
    type Job = { name: string; run_attempt: number; created_at: string; started_at: string; status: string };
    const again = json.jobs.filter((job: Job) => job.run_attempt === 2).map((job: Job) => job.name);
    expect(again).toEqual(failed);
    for (const job of json.jobs as Job[]) if (job.run_attempt === 1) expect(job.started_at < job.created_at).toBe(true);
    expect((await client.repo('GET', `/actions/runs/${id}`)).json).toMatchObject({
      run_attempt: 2,
      status: 'in_progress',
      created_at: '2026-11-21T10:00:00Z',
      run_started_at: '2026-11-21T10:01:00Z',
    });
    expect((await client.repo('GET', `/actions/runs/${id}/attempts/1`)).json).toMatchObject({ run_attempt: 1, conclusion: 'failure' });
    expect((await client.repo('GET', `/actions/runs/${id}/jobs?filter=all`)).json.total_count).toBe(16);
  });

  it('is cancelled once: 202, then 409', async () => {
    await using client = await simulatorClient();
    const id = await client.dispatch('complex.yml');
    client.clock.advance(3_000);
    expect((await client.repo('POST', `/actions/runs/${id}/cancel`)).status).toBe(202);
    client.clock.advance(3_000);
    expect(await client.repo('POST', `/actions/runs/${id}/cancel`)).toMatchObject({
      status: 409,
      json: { message: 'Cannot cancel a workflow run that is completed.' },
    });
    expect(client.github.truth()[0]).toMatchObject({
      conclusion: 'cancelled',
      jobs: [{ conclusion: 'cancelled' }, { conclusion: 'skipped' }, { conclusion: 'skipped' }, { conclusion: 'skipped' }],
    });
  });

  it('fails at once when its matrix can not be worked out', async () => {
    await using client = await simulatorClient();
    const id = await client.dispatch('fan-out.yml', { count: 257 });
    expect((await client.repo('GET', `/actions/runs/${id}`)).json).toMatchObject({ status: 'completed', conclusion: 'startup_failure' });
  });
});

describe('listings', () => {
  it('page newest first, with links to the other pages', async () => {
    await using client = await simulatorClient({ base: '/api/v3' });
    for (let i = 0; i < 5; i++) await client.dispatch('simple.yml');
    const all = client.github
      .truth()
      .map(({ id }) => id)
      .toReversed();
    const page = await client.repo('GET', '/actions/runs?per_page=2&page=2');
    expect(ids(page.json)).toEqual(all.slice(2, 4));
    const to = (n: number, rel: string) => `<${client.github.url}/api/v3/repos/octo/fleet/actions/runs?per_page=2&page=${n}>; rel="${rel}"`;
    expect(page.headers.get('link')).toBe([to(1, 'prev'), to(3, 'next'), to(3, 'last'), to(1, 'first')].join(', '));
  });

  it('reach 1,000 runs of a search, all of them without a filter', async () => {
    await using client = await simulatorClient({ limits: 'off' });
    for (let i = 0; i < 1_050; i++) await client.dispatch('simple.yml', { seconds: 1 });
    const count = async (query: string) =>
      ids((await client.repo('GET', `/actions/workflows/simple.yml/runs?per_page=100&page=11&${query}`)).json).length;
    expect([await count(''), await count('event=workflow_dispatch')]).toEqual([50, 0]);
  });

  it('find by created in the syntax of the search', async () => {
    await using client = await simulatorClient();
    const made: number[] = [];
    for (let i = 0; i < 3; i++) {
      made.unshift(await client.dispatch('simple.yml'));
      client.clock.advance(60_000);
    }
    const [third, second, first] = made;
    const found = async (created: string) => ids((await client.repo('GET', `/actions/runs?created=${encodeURIComponent(created)}`)).json);
    expect(await found('>=2026-11-21T10:01:00Z')).toEqual([third, second]);
    expect(await found('>2026-11-21T10:01:00Z')).toEqual([third]);
    expect(await found('<2026-11-21T10:01:00Z')).toEqual([first]);
    expect(await found('<=2026-11-21T10:01:00+00:00')).toEqual([second, first]);
    expect(await found('2026-11-21T10:00:30Z..2026-11-21T10:01:30Z')).toEqual([second]);
    expect(await found('*..2026-11-20')).toEqual([]);
    expect(await found('2026-11-21')).toEqual(made);
  });

  it('lag when told to, while the run itself can be read', async () => {
    await using client = await simulatorClient({ listLagMs: 5_000 });
    const id = await client.dispatch('simple.yml');
    client.clock.advance(4_999);
    expect(ids((await client.repo('GET', '/actions/runs')).json)).toEqual([]);
    expect((await client.repo('GET', `/actions/runs/${id}`)).status).toBe(200);
    client.clock.advance(1);
    expect(ids((await client.repo('GET', '/actions/runs')).json)).toEqual([id]);
  });
});

describe('limits', () => {
  it('count down the hour, leave 304 free, refuse at 0 and begin again', async () => {
    await using client = await simulatorClient({ limits: { primaryPerHour: 3 } });
    const first = await client.repo('GET', '/actions/runs');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('2');
    expect(first.headers.get('x-ratelimit-reset')).toBe(String(Date.UTC(2026, 10, 21, 11) / 1_000));
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\//);
    const same = await client.repo('GET', '/actions/runs', undefined, { 'if-none-match': etag });
    expect([same.status, same.body, same.headers.get('x-ratelimit-remaining')]).toEqual([304, '', '2']);
    await client.repo('GET', '/actions/runs');
    await client.call('GET', '/rate_limit');
    expect((await client.repo('GET', '')).headers.get('x-ratelimit-remaining')).toBe('0');
    const refused = await client.repo('GET', '');
    expect([refused.status, refused.json.message]).toEqual([403, expect.stringContaining('API rate limit exceeded')]);
    expect((await client.repo('GET', '', undefined, { authorization: 'token another' })).status).toBe(200);
    client.clock.advance(3_600_000);
    expect((await client.repo('GET', '')).headers.get('x-ratelimit-remaining')).toBe('2');
  });

  it('refuse more than 900 points a minute, 5 for a change, and everything until retry-after has passed', async () => {
    await using client = await simulatorClient();
    for (let i = 0; i < 150; i++) await client.dispatch('simple.yml');
    for (let i = 0; i < 150; i++) expect((await client.call('GET', '/rate_limit')).status).toBe(200);
    const refused = await client.call('GET', '/rate_limit');
    expect([refused.status, refused.headers.get('retry-after'), refused.json.message]).toEqual([
      403,
      '60',
      expect.stringContaining('secondary rate limit'),
    ]);
    client.clock.advance(59_000);
    expect((await client.call('GET', '/rate_limit')).headers.get('retry-after')).toBe('1');
    client.clock.advance(1_000);
    expect((await client.call('GET', '/rate_limit')).status).toBe(200);
  });

  it('can demand a space between changes', async () => {
    await using client = await simulatorClient({ limits: { minMutationSpacingMs: 1_000, retryAfterSeconds: 3 } });
    const dispatch = async () => (await client.repo('POST', DISPATCH, { ref: 'main' })).status;
    expect([await dispatch(), await dispatch()]).toEqual([204, 403]);
    client.clock.advance(3_000);
    expect(await dispatch()).toBe(204);
  });

  it('can start with little left of the hour, and are unknown to a GHES', async () => {
    await using client = await simulatorClient({ tokens: { t: { remaining: 7 } } });
    expect((await client.repo('GET', '')).headers.get('x-ratelimit-remaining')).toBe('6');
    await using ghes = await simulatorClient({ mode: 'ghes-3.19' });
    const reply = await ghes.repo('GET', '');
    expect([...reply.headers.keys()].filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
    expect(reply.headers.get('x-github-enterprise-version')).toBe('enterprise-server@3.19.0');
    expect(await ghes.call('GET', '/rate_limit')).toMatchObject({ status: 404, json: { message: 'Rate limiting is not enabled.' } });
  });
});

describe('files', () => {
  it('are behind links that open without a token only, and not for ever', async () => {
    await using client = await simulatorClient();
    const id = await client.dispatch('data-processing.yml');
    client.clock.advance(60_000);
    const { json } = await client.repo('GET', `/actions/runs/${id}/artifacts`);
    expect(json.artifacts).toMatchObject([{ name: 'summary', expired: false, workflow_run: { id } }]);
    const link = (await client.repo('GET', `/actions/artifacts/${json.artifacts[0].id}/zip`)).headers.get('location') ?? '';
    expect(new URL(link).origin).not.toBe(client.github.url);
    expect((await fetch(link, { headers: { authorization: 'token t' } })).status).toBe(400);
    const files = unzipSync(new Uint8Array(await (await fetch(link)).arrayBuffer()));
    expect(JSON.parse(new TextDecoder().decode(files['summary.csv']))).toMatchObject({ simulated: true, run: id });
    expect((await fetch(link.replace('sig=', 'sig=x'))).status).toBe(403);
    client.clock.advance(11 * 60_000);
    expect((await fetch(link)).status).toBe(403);
  });

  it('hold the logs of a run that has ended', async () => {
    await using client = await simulatorClient({ fleet: { pools: [{ name: 'u', runners: 1, startupMs: 0 }], failureRate: 1, seed: 1 } });
    const id = await client.dispatch('simple.yml');
    expect((await client.repo('GET', `/actions/runs/${id}/logs`)).status).toBe(404);
    client.clock.advance(60_000);
    const link = (await client.repo('GET', `/actions/runs/${id}/logs`)).headers.get('location') ?? '';
    const files = unzipSync(new Uint8Array(await (await fetch(link)).arrayBuffer()));
    expect(Object.keys(files)).toEqual(['0_work.txt', 'work/1_Set up job.txt', 'work/2_Work.txt', 'work/3_Complete job.txt']);
    expect(new TextDecoder().decode(files['0_work.txt'])).toContain('##[error]Process completed with exit code 1.');
  });
});

describe('faults', () => {
  it('break the connection before or after the work, and show in the list of requests', async () => {
    await using client = await simulatorClient();
    client.github.setFault(({ n }) => (n === 0 ? { kind: 'reset', when: 'before' } : n === 1 ? { kind: 'reset', when: 'after' } : undefined));
    for (let i = 0; i < 2; i++) await expect(client.repo('POST', DISPATCH, { ref: 'main' })).rejects.toThrow('fetch failed');
    expect(client.github.truth()).toHaveLength(1);
    expect(client.github.requests.map(({ status, fault }) => [status, fault])).toEqual([
      [0, 'reset'],
      [0, 'reset'],
    ]);
  });

  it('answer something else, late, or only a part', async () => {
    await using client = await simulatorClient();
    client.github.setFault(({ method, path }) => {
      if (method === 'POST')
        return { kind: 'answer', when: 'after', status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad Gateway</h1>' };
      return path === '/rate_limit' ? { kind: 'delay', ms: 30_000 } : { kind: 'cut', bytes: 20 };
    });
    expect(await client.repo('POST', DISPATCH, { ref: 'main' })).toMatchObject({ status: 502, body: '<h1>Bad Gateway</h1>' });
    expect(client.github.truth()).toHaveLength(1);
    const before = client.clock.now();
    expect((await client.call('GET', '/rate_limit')).status).toBe(200);
    expect(client.clock.now() - before).toBe(30_000);
    await expect(client.repo('GET', '')).rejects.toThrow('terminated');
    client.github.setFault(undefined);
    expect((await client.repo('GET', '')).status).toBe(200);
  });
});

it('refuses a workflow that it can not run, and says why', async () => {
  const workflowsDir = mkdtempSync(join(tmpdir(), 'workflows-'));
  const clock = { now: () => 0, sleepUntil: async () => {} };
  const refused = async (text: string) => {
    writeFileSync(join(workflowsDir, 'a.yml'), text);
    return await createSimulator({ clock, workflowsDir }).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
  };
  expect(await refused('on: push\njobs: { a: { uses: ./.github/workflows/b.yml } }')).toBe(
    'a.yml: job a calls the reusable workflow ./.github/workflows/b.yml; only jobs with steps are run here',
  );
  expect(await refused('on: push\njobs: { a: { runs-on: x, steps: [], needs: b } }')).toBe('a.yml: job a needs b, which is no job of this file');
  expect(await refused('on: push\njobs: { a: { runs-on: x, steps: [], needs: b }, b: { runs-on: x, steps: [], needs: a } }')).toBe(
    'a.yml: the needs of a, b go round in a circle',
  );
  expect(await refused('on: push\nconcurrency: x\njobs: { a: { runs-on: x, steps: [] } }')).toBe(
    'a.yml: it has a concurrency group, which is not modelled here',
  );
  expect(await refused('on: push\njobs: {}')).toBe('a.yml: it has no jobs');
});
