import { describe, expect, test } from 'vitest';
import { type ActionScenario, actionScenario, quickPlan } from '../support/action-scenario.ts';

const plan = quickPlan({ runs: 1 });
const inputs = { plan: 'plan.yml' };

const uploads = ({ github }: ActionScenario): number => github.requests.filter(({ path }) => path.startsWith('/twirp/')).length;
const results = ({ github }: ActionScenario) => ({ ACTIONS_RESULTS_URL: github.url, ACTIONS_RUNTIME_TOKEN: github.runtimeToken(4711) });

describe.concurrent('an artifact that can not be uploaded is a warning: the measurement is done', () => {
  test('where the service refuses', async () => {
    await using scenario = await actionScenario({ plan });
    scenario.github.setFault(({ path }) =>
      path.startsWith('/twirp/')
        ? { kind: 'answer', when: 'before', status: 403, body: '{"code":"permission_denied","msg":"no quota left"}' }
        : undefined,
    );
    const end = await scenario.runner.start(inputs, results(scenario)).end;
    expect(end).toMatchObject({ code: 0, outputs: { outcome: 'passed', 'artifact-id': '' } });
    expect(end.annotations).toEqual([
      {
        level: 'warning',
        title: 'No artifact',
        message: expect.stringMatching(/could not be uploaded: .*no quota left.*They lie in .*runner-harness-results/),
      },
    ]);
  });

  test('where the job has no such service', async () => {
    await using scenario = await actionScenario({ plan });
    const end = await scenario.runner.main(inputs);
    expect(end.code).toBe(0);
    expect(end.annotations).toEqual([{ level: 'warning', title: 'No artifact', message: expect.stringContaining('ACTIONS_RUNTIME_TOKEN') }]);
  });

  test('on a GitHub Enterprise Server, which is not even asked', async () => {
    await using scenario = await actionScenario({
      plan,
      github: { mode: 'ghes-3.19' },
      runner: { env: { GITHUB_SERVER_URL: 'https://github.example.com' } },
    });
    const end = await scenario.runner.start({ ...inputs, 'api-url': `${scenario.github.url}/api/v3` }, results(scenario)).end;
    expect(end).toMatchObject({ code: 0, outputs: { outcome: 'passed' } });
    expect(end.annotations).toEqual([{ level: 'warning', title: 'No artifact', message: expect.stringContaining('GitHub Enterprise Server') }]);
    expect(uploads(scenario)).toBe(0);
  });

  test('where the job is cancelled before the service has answered: gives up in time', async () => {
    await using scenario = await actionScenario({ plan });
    scenario.github.setFault(({ path }) => (path.startsWith('/twirp/') ? { kind: 'delay', ms: 30_000 } : undefined));
    const step = scenario.runner.start(inputs, results(scenario));
    while (uploads(scenario) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const sentAt = performance.now();
    step.process.kill('SIGTERM');
    const end = await step.end;
    expect(performance.now() - sentAt).toBeLessThan(2_500);
    expect(end.outputs.outcome).toBe('passed');
    expect(end.annotations.map(({ title }) => title)).toEqual(['No artifact']);
  });
});

test('artifact-name: none uploads nothing and says nothing', async () => {
  await using scenario = await actionScenario({ plan });
  const end = await scenario.runner.start({ ...inputs, 'artifact-name': 'none', 'checkpoint-interval': 'none' }, results(scenario)).end;
  expect(end).toMatchObject({ code: 0, annotations: [] });
  expect(uploads(scenario)).toBe(0);
});
