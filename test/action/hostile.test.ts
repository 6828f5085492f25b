import { expect, test } from 'vitest';
import { actionScenario, quickPlan } from '../support/action-scenario.ts';
import { TOKEN } from '../support/runner-env.ts';

test('names that try to be commands, tables, tags and mentions are only shown; a secret among the inputs is not', async () => {
  const note = `\\u0000::add-mask::owned\\n::set-output name=outcome::owned ${TOKEN}`;
  await using scenario = await actionScenario({
    plan: quickPlan({
      runs: 1,
      scenario: `inputs: { note: "${note}" }`,
      target: 'workflow: hostile.yml',
      rest: 'thresholds: { execution_time: max<1ms }',
    }),
  });
  const { runner } = scenario;
  const end = await runner.main({ plan: 'plan.yml', 'artifact-name': 'none' });
  // A credential in a plan is refused before anything is sent.
  expect(end.code).toBe(2);
  expect(end.annotations[0]?.message).toMatch(/credential/);

  runner.write(
    'plan.yml',
    quickPlan({
      runs: 1,
      scenario: 'inputs: { note: "x\\n::set-output name=outcome::owned" }',
      target: 'workflow: hostile.yml',
      rest: 'thresholds: { execution_time: max<1ms }',
    }),
  );
  const shown = await runner.main({ plan: 'plan.yml', 'artifact-name': 'none' });
  expect(shown).toMatchObject({ code: 3, outputs: { outcome: 'breached' } });
  const commands = shown.log.split('\n').filter((line) => line.startsWith('::') || line.includes('##['));
  expect(commands.map((line) => line.split(/[ :]/)[2])).toEqual(['add-mask', 'error']);
  expect(shown.summary).not.toMatch(/<script|<img|[^\\`]@octocat|\n::/);
  expect(shown.summary).toContain('&lt;script&gt;');
  for (const [path, bytes] of runner.results()) expect(bytes.includes(TOKEN), path).toBe(false);
});
