import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { json } from '../../../test/support/virtual-github.ts';
import { TargetError } from '../../ports/target.ts';
import { checkApiUrl } from './api-url.ts';
import { parseJson, readJsonBody } from './json-body.ts';
import { carriesKey } from './places.ts';
import { fileContent, jobRecord, listedRun, runPage } from './shapes.ts';

const DATA = new URL('../../../../shared/data/actions/', import.meta.url);
const sample = (name: string): unknown => JSON.parse(readFileSync(new URL(name, DATA), 'utf8'));

describe('real answers (skipped where the sample data is absent)', () => {
  it.skipIf(!existsSync(DATA))('a page of dispatched runs', () => {
    const runs = runPage(sample('hub4j_workflow_dispatch_runs_page_2024-02.json'));
    expect(runs.length).toBeGreaterThan(0);
    expect(runs[0]).toEqual({
      runId: '7892624040',
      title: 'Artifacts workflow',
      status: 'completed',
      conclusion: 'success',
      attempt: 1,
      url: 'https://github.com/hub4j-test-org/GHWorkflowRunTest/actions/runs/7892624040',
      createdAt: Date.parse('2024-02-13T20:55:46Z'),
      updatedAt: Date.parse('2024-02-13T20:56:04Z'),
      headBranch: 'main',
      headSha: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
  });

  it.skipIf(!existsSync(DATA)).each(['completed.success.with-organization', 'in_progress', 'queued', 'waiting'])('a job: %s', (state) => {
    const { workflow_job: job } = sample(`octokit_workflow_job_${state}.payload.json`) as { workflow_job: { id: number; status: string } };
    expect(jobRecord(job)).toMatchObject({ id: String(job.id), status: job.status });
  });
});

describe('jobs (rows 55, 56, 58)', () => {
  const base = { id: 1, name: 'work', status: 'completed', conclusion: 'success' };

  it('leaves out what is no stamp and no runner', () => {
    const bad = {
      created_at: null,
      started_at: '0001-01-01T00:00:00Z',
      completed_at: 'never',
      runner_id: 0,
      runner_name: '',
      labels: null,
      steps: null,
    };
    expect(jobRecord({ ...base, ...bad })).toEqual({ id: '1', name: 'work', status: 'completed', conclusion: 'success', labels: [], attempt: 1 });
  });

  it('takes the runner’s own stamps from the steps', () => {
    const steps = [
      { name: 'Set up job', started_at: '2026-01-05T08:00:03Z', completed_at: '2026-01-05T08:00:04Z' },
      { name: 'skipped', started_at: null, completed_at: null },
      { name: 'Complete job', started_at: '2026-01-05T08:00:33Z', completed_at: '2026-01-05T08:00:34Z' },
    ];
    expect(jobRecord({ ...base, steps, runner_id: 7, runner_name: 'r' })).toMatchObject({
      firstStepStartedAt: Date.parse('2026-01-05T08:00:03Z'),
      lastStepCompletedAt: Date.parse('2026-01-05T08:00:34Z'),
      runner: { id: '7', name: 'r' },
    });
  });

  it('keeps a status and a conclusion of the future as they are (row 49)', () => {
    expect(listedRun({ id: 1, status: 'paused', conclusion: 'postponed', html_url: 'u' })).toMatchObject({
      status: 'paused',
      conclusion: 'postponed',
    });
  });
});

describe('parseJson', () => {
  it('keeps whole numbers beyond 2^53 as digits, and nothing else', () => {
    const text = '{"id":9007199254740993,"n":-12345678901234567890,"f":1.5,"e":1e20,"s":":9007199254740993","ok":9007199254740991}';
    expect(parseJson(text)).toEqual({
      id: '9007199254740993',
      n: '-12345678901234567890',
      f: 1.5,
      e: 1e20,
      s: ':9007199254740993',
      ok: 9007199254740991,
    });
  });
});

it('takes JSON of any +json type only', () => {
  const read = (type: string) => readJsonBody({ ...json(200, 1), headers: { 'content-type': type } }, (value) => value, 'h').ok;
  expect(['application/json', 'application/vnd.github+json; charset=utf-8', 'text/html', 'text/plain', 'application/jsonp'].map(read)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

it.each([
  ['simple rh_a_1_0-1_1', true],
  ['rh_a_1_0-1_1', true],
  ['[rh_a_1_0-1_1]', true],
  ['simple rh_a_1_0-1_11', false],
  ['simple xrh_a_1_0-1_1', false],
  ['rh_a_1_0-1_12 rh_a_1_0-1_1', true],
  ['', false],
])('%s carries the key: %s', (title, carries) => {
  expect(carriesKey(title, 'rh_a_1_0-1_1')).toBe(carries);
});

it('reads no content where there is none', () => {
  expect(fileContent([])).toBeUndefined();
  expect(fileContent({ encoding: 'none', content: '' })).toBeUndefined();
});

it('refuses addresses to which a token must not go', () => {
  const verdict = (url: string): string => {
    try {
      return checkApiUrl(url);
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      return `${error.message} → ${error.fix}`;
    }
  };
  const urls = [
    'https://api.github.com/',
    'http://127.0.0.1:8080/api/v3',
    'http://ghe.example/api/v3',
    'https://a:b@api.github.com',
    'api.github.com',
    'ftp://x',
    'https://x/?y=1',
  ];
  expect(Object.fromEntries(urls.map((url) => [url, verdict(url)]))).toMatchInlineSnapshot(`
    {
      "api.github.com": "the API address "api.github.com" is no URL → give one such as https://api.github.com",
      "ftp://x": "the API address ftp://x is not https: the token would travel in the clear → use https; plain http goes to this machine only",
      "http://127.0.0.1:8080/api/v3": "http://127.0.0.1:8080/api/v3",
      "http://ghe.example/api/v3": "the API address http://ghe.example is not https: the token would travel in the clear → use https; plain http goes to this machine only",
      "https://a:b@api.github.com": "the API address holds a user name or password → give the token by itself",
      "https://api.github.com/": "https://api.github.com",
      "https://x/?y=1": "the API address https://x/ has a query → leave out what follows the path",
    }
  `);
});
