import { describe, expect, test } from 'vitest';
import { type ActionScenario, actionScenario, quickPlan } from '../support/action-scenario.ts';

/** Four runs of ten minutes, two at a time. */
const LONG = quickPlan({ runs: 4, concurrency: 2, target: 'workflow: quick.yml, inputs: { seconds: 600 }' });
const inputs = { plan: 'plan.yml', 'artifact-name': 'none' };

const dispatches = ({ github }: ActionScenario): number => github.requests.filter(({ path }) => path.endsWith('/dispatches')).length;
const fates = ({ github }: ActionScenario): (string | null)[] => github.truth().map(({ conclusion }) => conclusion);

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(condition()).toBe(true);
}

describe.concurrent('a step that shall end', () => {
  test.for([
    ['SIGINT', 130, 7_500],
    ['SIGTERM', 143, 2_500],
  ] as const)('%s: sends no more, cancels what it started, writes the results, exit code %i', async ([signal, code, patienceMs]) => {
    await using scenario = await actionScenario({ plan: LONG });
    const step = scenario.runner.start(inputs);
    await until(() => dispatches(scenario) === 2);
    const sentAt = performance.now();
    step.process.kill(signal);
    const end = await step.end;
    expect(performance.now() - sentAt).toBeLessThan(patienceMs);
    expect(end).toMatchObject({ code, outputs: { outcome: 'aborted', 'runs-succeeded': '0' } });
    expect(end.annotations[0]).toMatchObject({ level: 'error', title: 'Aborted' });
    expect(end.summary).toMatch(/^## 🛑 Aborted: /);
    expect(dispatches(scenario)).toBe(2);
    expect(scenario.github.requests.filter(({ path }) => path.endsWith('/cancel'))).toHaveLength(2);
    // GitHub takes its time to end what it agreed to cancel; post watches it do so.
    const post = await scenario.runner.post(inputs);
    expect(post).toMatchObject({ code: 0, annotations: [] });
    expect(fates(scenario)).toEqual(['cancelled', 'cancelled']);
    const before = scenario.github.requests.length;
    const again = await scenario.runner.post(inputs);
    expect(again.log).toContain('nothing to clean up');
    expect(scenario.github.requests).toHaveLength(before);
  });

  test('a second signal: exits at once, and post ends the rest', async () => {
    await using scenario = await actionScenario({ plan: LONG });
    const step = scenario.runner.start(inputs);
    await until(() => dispatches(scenario) === 2);
    // Cancels are not answered while this holds.
    scenario.github.setFault(({ path }) => (path.endsWith('/cancel') ? { kind: 'answer', when: 'before', status: 502 } : undefined));
    step.process.kill('SIGINT');
    await step.logged(/Received SIGINT/);
    const sentAt = performance.now();
    step.process.kill('SIGTERM');
    expect((await step.end).code).toBe(130);
    expect(performance.now() - sentAt).toBeLessThan(1_000);
    expect(fates(scenario)).toEqual([null, null]);
    scenario.github.setFault(undefined);
    expect(await scenario.runner.post(inputs)).toMatchObject({ code: 0, annotations: [] });
    expect(fates(scenario)).toEqual(['cancelled', 'cancelled']);
  });
});

describe.concurrent('post, after a main that was killed', () => {
  test('ends what it had started', async () => {
    await using scenario = await actionScenario({ plan: LONG });
    const step = scenario.runner.start(inputs);
    await until(() => dispatches(scenario) === 2);
    step.process.kill('SIGKILL');
    expect((await step.end).signal).toBe('SIGKILL');
    const post = await scenario.runner.post(inputs);
    expect(post).toMatchObject({ code: 0, annotations: [] });
    expect(fates(scenario)).toEqual(['cancelled', 'cancelled']);
    expect(dispatches(scenario)).toBe(2);
  });

  test('ends also the run of a dispatch whose answer never came', async () => {
    await using scenario = await actionScenario({ plan: LONG });
    scenario.github.setFault(({ path }) => (path.endsWith('/dispatches') ? { kind: 'delay', ms: 5_000 } : undefined));
    const step = scenario.runner.start(inputs);
    await until(() => dispatches(scenario) === 2);
    step.process.kill('SIGKILL');
    await step.end;
    expect(await scenario.runner.post(inputs)).toMatchObject({ code: 0, annotations: [] });
    expect(fates(scenario)).toEqual(['cancelled', 'cancelled']);
  });

  test('lists what it can not end, with the command for each, and does not fail the job', async () => {
    await using scenario = await actionScenario({ plan: LONG });
    const step = scenario.runner.start(inputs);
    await until(() => dispatches(scenario) === 2);
    // Until the second answer has come: it could not tell the run's number otherwise.
    await new Promise((resolve) => setTimeout(resolve, 200));
    step.process.kill('SIGKILL');
    await step.end;
    scenario.github.setFault(() => ({
      kind: 'answer',
      when: 'before',
      status: 401,
      body: '{"message":"Bad credentials"}',
      headers: { 'content-type': 'application/json' },
    }));
    const post = await scenario.runner.post(inputs);
    expect(post.code).toBe(0);
    expect(post.annotations.map(({ level }) => level)).toEqual(['warning', 'warning']);
    for (const { id } of scenario.github.truth())
      expect(post.log).toContain(`gh run cancel ${id} -R ${new URL(scenario.github.url).host}/octo/fleet`);
  });
});
