import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { actionScenario, quickPlan, requestList } from '../support/action-scenario.ts';
import { TOKEN } from '../support/runner-env.ts';

test('runs a plan, measures it, and tells the result everywhere where GitHub shows it', async () => {
  await using scenario = await actionScenario({ plan: quickPlan({ rest: 'thresholds: { failed: rate<1%, queue_time: max<1m }' }) });
  const { github, runner } = scenario;
  const end = await runner.main({ plan: 'plan.yml', 'artifact-name': 'none' });

  expect(end).toMatchObject({ code: 0, annotations: [] });
  expect(github.truth().map(({ ref, inputs, conclusion }) => [ref, inputs.seconds, conclusion])).toEqual(Array(3).fill(['main', '1', 'success']));
  const folder = `${runner.workspace}/runner-harness-results/${end.outputs['session-id']}`;
  expect(end.outputs).toEqual({
    outcome: 'passed',
    done: 'true',
    'session-id': expect.stringMatching(/^[0-9a-f]{64}$/),
    'runs-planned': '3',
    'runs-succeeded': '3',
    'runs-failed': '0',
    'runs-lost': '0',
    'queue-time-p50': '0',
    'queue-time-p95': '0',
    'queue-time-p99': '0',
    'execution-time-p50': '1',
    'execution-time-p95': '1',
    'execution-time-p99': '1',
    'max-sustainable-rate': '',
    regressions: '0',
    'result-path': `${folder}/result.json`,
    'report-path': `${folder}/summary.md`,
    'artifact-id': '',
    'artifact-url': '',
  });
  expect(end.summary).toMatch(/^## ✅ Passed: black box\n/);
  const files = [...runner.results()].map(([path]) => path.split('/').at(-1));
  expect(files.sort()).toEqual(['jobs.csv', 'result.json', 'runs.csv', 'runs.ndjson', 'session.db', 'summary.md']);
  // The whole cost of a session, as GitHub's log would show it.
  expect(requestList(github)).toMatchSnapshot();
  const masked = end.log.split('\n').filter((line) => line.includes(TOKEN));
  expect(masked).toEqual([`::add-mask::${TOKEN}`]);
});

test('uploads the session folder, under another name where the first is taken', async () => {
  await using scenario = await actionScenario({ plan: quickPlan({ runs: 1 }) });
  const { github, runner } = scenario;
  const results = { ACTIONS_RESULTS_URL: github.url, ACTIONS_RUNTIME_TOKEN: github.runtimeToken(4711) };
  const first = await runner.start({ plan: 'plan.yml', session: 'a' }, results).end;
  const second = await runner.start({ plan: 'plan.yml', session: 'b' }, results).end;

  for (const { code, annotations } of [first, second]) expect({ code, annotations }).toEqual({ code: 0, annotations: [] });
  expect(first.outputs['session-id']).not.toBe(second.outputs['session-id']);
  expect(first.outputs['artifact-url']).toBe(`http://github.localhost/octo/fleet/actions/runs/4711/artifacts/${first.outputs['artifact-id']}`);
  const answer = await fetch(`${github.url}/repos/octo/fleet/actions/artifacts`, { headers: { authorization: `token ${TOKEN}` } });
  const { artifacts } = (await answer.json()) as { artifacts: { id: number; name: string; archive_download_url: string }[] };
  expect(
    artifacts
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('rh-state-'))
      .sort(),
  ).toEqual(['runner-harness', 'runner-harness-2']);

  const own = artifacts.find(({ id }) => String(id) === first.outputs['artifact-id']);
  const zip = await fetch(`${github.url}/repos/octo/fleet/actions/artifacts/${own?.id}/zip`, { headers: { authorization: `token ${TOKEN}` } });
  const uploaded = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  const written = new Map(
    [...runner.results()]
      .filter(([path]) => path.startsWith(first.outputs['session-id'] ?? '?'))
      .map(([path, bytes]) => [path.split('/').at(-1), bytes]),
  );
  expect(Object.keys(uploaded).sort()).toEqual([...written.keys()].sort());
  for (const [name, bytes] of Object.entries(uploaded)) expect(written.get(name)?.equals(bytes), name).toBe(true);
  for (const [path, bytes] of runner.results()) expect(bytes.includes(TOKEN), path).toBe(false);
});

test('a plan without a file: the workflow and its inputs are inputs of the Action', async () => {
  await using scenario = await actionScenario();
  const { github, runner } = scenario;
  const end = await runner.main({ workflow: 'quick.yml', inputs: 'seconds: 2\nnote: "a: b"', runs: '2', concurrency: '2', 'artifact-name': 'none' });
  expect(end).toMatchObject({ code: 0, outputs: { outcome: 'passed', 'execution-time-p50': '2' } });
  expect(github.truth().map(({ inputs }) => [inputs.seconds, inputs.note])).toEqual(Array(2).fill(['2', 'a: b']));
});

test('a dry run prints every request with its payload and sends nothing at all', async () => {
  await using scenario = await actionScenario({ plan: quickPlan({ target: 'workflow: quick.yml, inputs: { note: hello }' }) });
  const { github, runner } = scenario;
  const end = await runner.main({ plan: 'plan.yml', 'dry-run': 'true', token: '' });
  expect(end).toMatchObject({ code: 0, outputs: { 'runs-planned': '3', 'session-id': expect.stringMatching(/^[0-9a-f]{64}$/) } });
  expect(end.log).toContain('::group::calm (performance): 3 runs of quick.yml, all at once');
  const key = `rh_${end.outputs['session-id']?.slice(0, 8)}_1_0-2_1`;
  expect(end.log).toContain(
    `0-2 at once POST /repos/octo/fleet/actions/workflows/quick.yml/dispatches {"ref":"main","inputs":{"note":"hello","harness_key":"${key}"}}`,
  );
  expect(github.requests).toEqual([]);
  expect((await runner.post({ plan: 'plan.yml', token: '' })).code).toBe(0);
  expect(github.requests).toEqual([]);
});

test('a workflow that does not echo the key still works, and is named once as what it costs', async () => {
  await using scenario = await actionScenario({ plan: quickPlan({ runs: 1, target: 'workflow: keyless.yml' }) });
  const end = await scenario.runner.main({ plan: 'plan.yml', 'artifact-name': 'none' });
  expect(end).toMatchObject({ code: 0, outputs: { outcome: 'passed' } });
  expect(end.annotations).toEqual([{ level: 'warning', title: 'Runner Harness', message: expect.stringMatching(/keyless\.yml.*harness_key/) }]);
});
