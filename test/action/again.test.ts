import { statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { actionScenario, quickPlan } from '../support/action-scenario.ts';

const inputs = { plan: 'plan.yml', 'artifact-name': 'none' };

test('a re-run in the same workspace goes on with the session of a main that was killed, and sends nothing twice', async () => {
  await using scenario = await actionScenario({
    plan: quickPlan({ runs: 4, concurrency: 1, target: 'workflow: quick.yml, inputs: { seconds: 1 }' }),
  });
  const { github, runner } = scenario;
  const step = runner.start(inputs);
  while (github.truth().length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  // Not between a request and its answer: that is reconciled too, but takes two minutes.
  await new Promise((resolve) => setTimeout(resolve, 200));
  step.process.kill('SIGKILL');
  await step.end;
  const end = await runner.start(inputs, { GITHUB_RUN_ATTEMPT: '2' }).end;
  expect(end.log).toContain('Going on with session');
  expect(end).toMatchObject({ code: 0, outputs: { outcome: 'passed', 'runs-planned': '4', 'runs-succeeded': '4' } });
  expect(new Set(github.truth().map(({ title }) => title)).size).toBe(4);
  expect(github.truth()).toHaveLength(4);
});

test('a re-run after the end begins anew, beside the earlier results', async () => {
  await using scenario = await actionScenario({ plan: quickPlan({ runs: 1 }) });
  const first = await scenario.runner.main(inputs);
  const second = await scenario.runner.main(inputs);
  expect(second.outputs['session-id']).toBe(first.outputs['session-id']);
  expect(second.outputs['result-path']).toBe(first.outputs['result-path']?.replace('/result.json', '.2/result.json'));
  expect(scenario.github.truth().map(({ title }) => title.split('_')[2])).toEqual(['1', '2']);
});

test('the summary shares its megabyte with what stands there already', async () => {
  await using scenario = await actionScenario({ plan: quickPlan({ runs: 1 }) });
  const path = `${scenario.runner.workspace}/summary.md`;
  writeFileSync(path, 'x'.repeat(1_048_576 - 9_000));
  const end = await scenario.runner.start(inputs, { GITHUB_STEP_SUMMARY: path }).end;
  expect(end.annotations).toEqual([]);

  const { size } = statSync(path);
  expect(size).toBeGreaterThan(1_048_576 - 9_000);
  expect(size).toBeLessThanOrEqual(1_048_576);

  writeFileSync(path, 'x'.repeat(1_048_576 - 100));
  const full = await scenario.runner.start({ ...inputs, session: 'full' }, { GITHUB_STEP_SUMMARY: path }).end;
  expect(full.code).toBe(0);
  expect(full.annotations).toEqual([{ level: 'warning', title: 'No job summary', message: expect.stringContaining('1048476 bytes') }]);
});
