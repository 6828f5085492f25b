import { generateKeyPairSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { swiftTime } from '../soak/swift-time.ts';
import { type ActionScenario, actionScenario, quickPlan } from '../support/action-scenario.ts';
import { TOKEN } from '../support/runner-env.ts';

/** Six runs of ten seconds, one after the other. */
const SIX = quickPlan({ runs: 6, concurrency: 1, target: 'workflow: quick.yml, inputs: { seconds: 10 }' });

/** Ten times as fast: to prove that something was not sent after a checkpoint takes minutes. */
function swiftScenario(): Promise<ActionScenario> {
  const { clock, env } = swiftTime(10);
  return actionScenario({ plan: SIX, github: { clock }, runner: { env } });
}
const results = ({ github }: ActionScenario) => ({ ACTIONS_RESULTS_URL: github.url, ACTIONS_RUNTIME_TOKEN: github.runtimeToken(4711) });
const inputs = { plan: 'plan.yml', 'artifact-name': 'none' };
const loseWorkspace = ({ runner }: ActionScenario): void => rmSync(join(runner.workspace, 'runner-harness-results'), { recursive: true });
const titles = ({ github }: ActionScenario): number => new Set(github.truth().map(({ title }) => title)).size;

describe.concurrent('a session with a time limit', () => {
  test('is suspended with its runs alive, post leaves them alone, and another job on another machine ends it', async () => {
    await using scenario = await swiftScenario();
    const { github, runner } = scenario;
    const first = await runner.start({ ...inputs, 'max-duration': '30s' }, results(scenario)).end;
    expect(first).toMatchObject({ code: 0, outputs: { outcome: 'suspended', done: 'false' } });
    expect(first.annotations[0]).toMatchObject({
      level: 'warning',
      title: 'Suspended',
      message: expect.stringContaining('max-duration of 30s reached'),
    });
    const before = github.requests.length;
    expect((await runner.post(inputs)).log).toContain('Another job goes on with this session');
    expect(github.requests).toHaveLength(before);
    expect(github.truth().filter(({ conclusion }) => conclusion === 'cancelled')).toEqual([]);

    loseWorkspace(scenario);
    // Another job of the same run: other names, no plan, only what the first one put out.
    const { 'session-id': resume = '' } = first.outputs;
    const second = await runner.start({ resume, 'artifact-name': 'none' }, { ...results(scenario), GITHUB_JOB: 'load-2', GITHUB_ACTION: 'again' })
      .end;
    expect(second.log).toContain('goes on from the checkpoint rh-state-');
    expect(second).toMatchObject({
      code: 0,
      outputs: { outcome: 'passed', done: 'true', 'session-id': resume, 'runs-planned': '6', 'runs-succeeded': '6' },
    });
    expect([github.truth().length, titles(scenario)]).toEqual([6, 6]);

    const third = await runner.start({ resume }, results(scenario)).end;
    expect(third.code).toBe(2);
    expect(third.annotations).toEqual([
      expect.objectContaining({ level: 'error', message: expect.stringContaining('has ended: there is nothing to resume') }),
    ]);
  });

  test('goes on in the same workspace by itself', async () => {
    await using scenario = await actionScenario({
      plan: quickPlan({ runs: 3, concurrency: 1, target: 'workflow: quick.yml, inputs: { seconds: 2 }' }),
    });
    expect(await scenario.runner.main({ ...inputs, 'max-duration': '4s', 'fail-on': 'suspended' })).toMatchObject({
      code: 7,
      outputs: { done: 'false' },
    });
    expect(await scenario.runner.main(inputs)).toMatchObject({ code: 0, outputs: { outcome: 'passed', 'runs-succeeded': '3' } });
    expect(scenario.github.truth()).toHaveLength(3);
  });
});

describe.concurrent('a re-run on another machine', () => {
  test('goes on from the checkpoint of the attempt whose machine died', async () => {
    await using scenario = await swiftScenario();
    const { github, runner } = scenario;
    const step = runner.start({ ...inputs, 'checkpoint-runs': '1' }, results(scenario));
    while (!github.requests.some(({ path }) => path.endsWith('/FinalizeArtifact'))) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 200));
    step.process.kill('SIGKILL');
    await step.end;
    loseWorkspace(scenario);
    const end = await runner.start(inputs, { ...results(scenario), GITHUB_RUN_ATTEMPT: '2' }).end;
    expect(end.log).toContain('goes on from the checkpoint rh-state-');
    expect(end).toMatchObject({ code: 0, outputs: { outcome: 'passed', done: 'true', 'runs-succeeded': '6' } });
    expect([github.truth().length, titles(scenario)]).toEqual([6, 6]);
  });

  test('without any checkpoint says that it looked', async () => {
    await using scenario = await actionScenario({ plan: quickPlan({ runs: 1 }) });
    const end = await scenario.runner.start(inputs, { ...results(scenario), GITHUB_RUN_ATTEMPT: '2' }).end;
    expect(end).toMatchObject({ code: 0, outputs: { outcome: 'passed' } });
    expect(end.log).toContain("checkpoints can't be looked for");
  });
});

describe.concurrent('tokens of an App', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  test('are had again when one expires, and stand nowhere but in the lines that mask them', async () => {
    const app = ['ghs_appappappappappappappappappappapp001', 'ghs_appappappappappappappappappappapp002'];
    // The first one is refused from the start, as one that was revoked; the one after it is good.
    await using scenario = await actionScenario({ plan: quickPlan({ runs: 2 }), github: { tokens: { [TOKEN]: {}, [app[1] ?? '']: {} } } });
    let given = 0;
    scenario.github.setFault(({ path, at }) => {
      const answer = (status: number, body: object) =>
        ({
          kind: 'answer',
          when: 'before',
          status,
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', date: new Date(at).toUTCString() },
        }) as const;
      if (path.endsWith('/installation')) return answer(200, { id: 9 });
      if (!path.endsWith('/access_tokens')) return undefined;
      const n = given++;
      // Five minutes before its end a token counts as used up.
      return answer(201, { token: app[Math.min(n, 1)], expires_at: new Date(at + (n === 0 ? 1_000 : 3_600_000)).toISOString() });
    });
    const end = await scenario.runner.main({ ...inputs, 'app-id': '77', 'private-key': pem });
    expect(end).toMatchObject({ code: 0, outputs: { outcome: 'passed', 'runs-succeeded': '2' } });
    expect(given).toBeGreaterThan(1);
    const unmasked = end.log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    const files = [...scenario.runner.results().values()].map(String);
    for (const secret of [...app, pem.split('\n')[5] ?? '']) for (const text of [...unmasked, ...files]) expect(text).not.toContain(secret);
  });

  test('need both inputs', async () => {
    await using scenario = await actionScenario({ plan: quickPlan() });
    const end = await scenario.runner.main({ ...inputs, 'app-id': '77' });
    expect(end.code).toBe(2);
    expect(end.annotations).toEqual([
      expect.objectContaining({ message: expect.stringContaining('private-key: there is none, and app-id needs it') }),
    ]);
  });
});
