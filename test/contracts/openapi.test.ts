import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServerMode } from '../../src/simulator/server-kind.ts';
import { type OpenApiValidator, openApiValidator } from '../support/openapi-validator.ts';
import { type SimulatorClient, simulatorClient } from '../support/simulator-client.ts';

const RUNS = '/actions/runs';

/** Every operation of the embedded GitHub but `POST /graphql`, which is no part of the REST description. */
const OPERATIONS = [
  'GET /',
  'GET /rate_limit',
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/contents/{path}',
  'GET /repos/{owner}/{repo}/actions/workflows',
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}',
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
  'PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/enable',
  'PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable',
  'GET /repos/{owner}/{repo}/actions/runs',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/logs',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/logs',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
  'GET /repos/{owner}/{repo}/actions/jobs/{job_id}',
  'GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs',
  'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel',
  'POST /repos/{owner}/{repo}/actions/runs/{run_id}/force-cancel',
  'POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun',
  'POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs',
  'POST /repos/{owner}/{repo}/actions/jobs/{job_id}/rerun',
  'GET /repos/{owner}/{repo}/actions/artifacts',
  'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}',
  'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
  'DELETE /repos/{owner}/{repo}/actions/artifacts/{artifact_id}',
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
  'POST /repos/{owner}/{repo}/check-runs',
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations',
];

/** Reads everything there is to read about a run, in the state that it is in. */
async function readAll({ repo }: SimulatorClient, id: number): Promise<void> {
  await repo('GET', `${RUNS}/${id}`);
  await repo('GET', `${RUNS}/${id}/attempts/1`);
  await repo('GET', `${RUNS}/${id}/attempts/1/jobs`);
  await repo('GET', `${RUNS}/${id}/attempts/1/logs`);
  await repo('GET', `${RUNS}/${id}/logs`);
  await repo('GET', `${RUNS}/${id}/artifacts`);
  const { json } = await repo('GET', `${RUNS}/${id}/jobs?filter=all&per_page=100`);
  for (const job of json.jobs) {
    await repo('GET', `/actions/jobs/${job.id}`);
    await repo('GET', `/actions/jobs/${job.id}/logs`);
    await repo('GET', `/check-runs/${job.id}`);
    await repo('GET', `/check-runs/${job.id}/annotations`);
  }
}

/** Takes runs through every state and asks for everything in each of them. */
async function tour(client: SimulatorClient): Promise<void> {
  const { call, repo, dispatch, clock } = client;
  await call('GET', '/');
  await call('GET', '/rate_limit');
  await repo('GET', '');
  await repo('GET', '/contents/.github/workflows/simple.yml?ref=main');
  await repo('GET', '/contents/.github/workflows');
  await repo('GET', '/contents/nothing.txt');
  await repo('GET', '/actions/workflows?per_page=2');
  await repo('GET', '/actions/workflows/simple.yml');
  await repo('GET', '/actions/workflows/nothing.yml');

  const [succeeds, waits] = [await dispatch('data-processing.yml', { harness_key: 'rh_1' }), await dispatch('complex.yml')];
  const queued = await dispatch('simple.yml');
  for (const id of [succeeds, waits, queued]) await readAll(client, id);
  await repo('POST', `${RUNS}/${queued}/cancel`);
  clock.advance(5_000);
  for (const id of [succeeds, waits]) await readAll(client, id);
  await repo('POST', `${RUNS}/${waits}/cancel`);
  clock.advance(60_000);
  const fails = await dispatch('fan-out.yml', { count: 12, seconds: 1 });
  const impossible = await dispatch('fan-out.yml', { count: 300 });
  clock.advance(600_000);
  for (const id of [succeeds, waits, queued, fails, impossible]) await readAll(client, id);

  await repo('POST', `${RUNS}/${fails}/rerun-failed-jobs`);
  clock.advance(1_000);
  await readAll(client, fails);
  await repo('POST', `${RUNS}/${fails}/rerun`);
  await repo('POST', `${RUNS}/${fails}/force-cancel`);
  await repo('POST', `${RUNS}/${fails}/cancel`);
  await repo('POST', `${RUNS}/${succeeds}/rerun`);
  clock.advance(600_000);
  const { json: jobs } = await repo('GET', `${RUNS}/${succeeds}/jobs`);
  await repo('POST', `/actions/jobs/${jobs.jobs[0].id}/rerun`);
  clock.advance(600_000);

  await repo('GET', `${RUNS}?per_page=2&page=2`);
  await repo('GET', `${RUNS}?status=failure&created=2026-11-20..2026-11-22&event=workflow_dispatch&branch=main`);
  await repo('GET', `${RUNS}?created=yesterday`);
  await repo('GET', '/actions/workflows/simple.yml/runs');
  await repo('GET', '/commits/main/check-runs?filter=all&per_page=100');
  await repo('GET', '/commits/nothing/check-runs');
  const { json: artifacts } = await repo('GET', '/actions/artifacts');
  const artifact = `/actions/artifacts/${artifacts.artifacts[0].id}`;
  await repo('GET', artifact);
  await repo('GET', `${artifact}/zip`);
  clock.advance(2 * 86_400_000);
  await repo('GET', `${artifact}/zip`);
  await repo('DELETE', artifact);

  const sha = 'c0ffee'.padEnd(40, '0');
  const { json: check } = await repo('POST', '/check-runs', {
    name: 'gate',
    head_sha: sha,
    status: 'in_progress',
    output: { title: 't', summary: 's' },
  });
  await repo('GET', `/check-runs/${check.id}`);
  await repo('PATCH', `/check-runs/${check.id}`, { conclusion: 'success', details_url: 'https://example.org' });
  await repo('PATCH', '/check-runs/1', { conclusion: 'success' });
  await repo('GET', `/commits/${sha}/check-runs`);
  await repo('POST', '/check-runs', { name: 'gate', head_sha: 'main' });
  await repo('POST', '/check-runs', { name: 'gate', head_sha: sha, status: 'completed' });
  const { json: comment } = await repo('POST', '/issues/7/comments', { body: 'first' });
  await repo('PATCH', `/issues/comments/${comment.id}`, { body: 'second' });
  await repo('GET', '/issues/7/comments');
  await repo('DELETE', `/issues/comments/${comment.id}`);
  await repo('GET', '/issues/7/comments');
  await repo('POST', '/issues/7/comments', { body: ' ' });
  await repo('POST', '/issues/7/comments', { body: 'x'.repeat(65_537) });
  await repo('PATCH', '/issues/comments/1', { body: 'x' });
  await repo('POST', '/issues/0/comments', { body: 'x' });

  const dispatches = '/actions/workflows/simple.yml/dispatches';
  await repo('POST', dispatches, { ref: 'main', inputs: { nobody_knows: '1' } });
  await repo('POST', dispatches, { ref: 'nowhere' });
  await repo('POST', dispatches, '{"ref":');
  await repo('POST', dispatches, { ref: 'main', inputs: Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`i${i}`, '1'])) });
  await repo('PUT', '/actions/workflows/simple.yml/disable');
  await repo('POST', dispatches, { ref: 'main' });
  await repo('PUT', '/actions/workflows/simple.yml/enable');
  await repo('GET', '/actions/workflows', undefined, { 'x-github-api-version': '2019-01-01' });
  await repo('GET', '/actions/workflows', undefined, { authorization: 'token stranger' });
  await repo('POST', dispatches, { ref: 'main' }, { authorization: 'token reader' });
}

const SERVERS: readonly { mode: ServerMode; version?: string; base: '' | '/api/v3'; description: 'api.github.com' | 'ghes-3.19' }[] = [
  { mode: 'github', version: '2026-03-10', base: '', description: 'api.github.com' },
  { mode: 'github', base: '/api/v3', description: 'api.github.com' },
  { mode: 'github-2022', version: '2022-11-28', base: '', description: 'api.github.com' },
  { mode: 'ghes-3.19', base: '/api/v3', description: 'ghes-3.19' },
];

describe.each(SERVERS)('the embedded GitHub as $mode, version $version, at "$base"', ({ mode, version, base, description }) => {
  let validator: OpenApiValidator;
  let client: SimulatorClient;
  beforeAll(async () => {
    validator = openApiValidator(description);
    client = await simulatorClient({
      mode,
      base,
      ...(version === undefined ? {} : { version }),
      fleet: { pools: [{ name: 'ubuntu', runners: 2, startupMs: 2_000 }], failureRate: 0.2, seed: 5 },
      limits: { primaryPerHour: 100_000 },
      tokens: { t: {}, reader: { access: 'read' } },
    });
    await tour(client);
  }, 60_000);
  afterAll(async () => {
    await client?.github.close();
  });

  it('answers only what GitHub describes', () => {
    const problems = client.answers.map((answer) => ({
      what: `${answer.method} ${answer.path} ${answer.status}`,
      problems: validator.problemsOf(answer),
      body: answer.body.slice(0, 300),
    }));
    expect(problems.filter((one) => one.problems.length > 0)).toEqual([]);
  });

  it('was asked for every operation', () => {
    const asked = new Set(client.answers.map((answer) => validator.operationOf(answer)));
    expect([...asked].toSorted()).toEqual(OPERATIONS.toSorted());
  });

  it('was seen in every state', () => {
    const seen = new Set(
      client.answers.flatMap((answer) =>
        (answer.json?.jobs ?? []).map((job: { status: string; conclusion: string | null }) => `${job.status}/${job.conclusion}`),
      ),
    );
    expect([...seen].toSorted()).toEqual([
      'completed/cancelled',
      'completed/failure',
      'completed/skipped',
      'completed/success',
      'in_progress/null',
      'queued/null',
    ]);
  });
});

it('a wrong answer does not pass', () => {
  const validator = openApiValidator('api.github.com');
  const answer = { method: 'GET', path: '/repos/o/r/actions/jobs/1', status: 200, contentType: 'application/json', body: '{"status":"sleeping"}' };
  expect(validator.problemsOf(answer).join('\n')).toMatch(/\/status must be equal to one of the allowed values/);
  expect(validator.problemsOf({ ...answer, status: 299 })).toEqual(['GET /repos/{owner}/{repo}/actions/jobs/{job_id} never answers 299']);
});
