import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { actionScenario, quickPlan } from '../support/action-scenario.ts';

const quiet = { 'artifact-name': 'none' };
const failing = { pools: [{ name: 'runner', runners: 20, startupMs: 0 }], failureRate: 1, seed: 1 };

describe.concurrent('the verdict is the exit code, and is told where people look', () => {
  test('breached: 3', async () => {
    await using scenario = await actionScenario({ plan: quickPlan({ rest: 'thresholds: { execution_time: max<500ms }' }) });
    const end = await scenario.runner.main({ plan: 'plan.yml', ...quiet });
    expect(end).toMatchObject({ code: 3, outputs: { outcome: 'breached' } });
    expect(end.annotations).toEqual([
      { level: 'error', title: 'Threshold breached: execution_time max<500ms', message: expect.stringContaining('1 s') },
    ]);
    expect(end.summary).toMatch(/^## ❌ Breached: /);
  });

  test('breached, where the user asked for a warning: 0', async () => {
    await using scenario = await actionScenario({ plan: quickPlan({ rest: 'thresholds: { execution_time: max<500ms }' }) });
    const end = await scenario.runner.main({ plan: 'plan.yml', 'fail-on': 'regressed', ...quiet });
    expect(end).toMatchObject({ code: 0, outputs: { outcome: 'breached' } });
    expect(end.annotations.map(({ level }) => level)).toEqual(['warning']);
  });

  test('inconclusive: 0 with a warning, or 5 where it shall fail', async () => {
    await using scenario = await actionScenario({ plan: quickPlan({ rest: 'thresholds: { queue_time: p(90)<1m }' }) });
    const lenient = await scenario.runner.main({ plan: 'plan.yml', ...quiet });
    expect(lenient).toMatchObject({ code: 0, outputs: { outcome: 'inconclusive' } });
    expect(lenient.annotations).toEqual([
      { level: 'warning', title: expect.stringMatching(/^Inconclusive: queue_time p\(90\)<1m/), message: expect.stringContaining('29') },
    ]);
    const strict = await scenario.runner.main({ plan: 'plan.yml', 'fail-on': 'inconclusive', session: 'strict', ...quiet });
    expect(strict).toMatchObject({ code: 5, outputs: { outcome: 'inconclusive' } });
  });

  test('failed: 6', async () => {
    await using scenario = await actionScenario({ plan: quickPlan(), github: { fleet: failing } });
    const end = await scenario.runner.main({ plan: 'plan.yml', ...quiet });
    expect(end).toMatchObject({ code: 6, outputs: { outcome: 'failed', 'runs-failed': '3', 'runs-succeeded': '0' } });
    expect(end.annotations).toEqual([{ level: 'error', title: expect.stringMatching(/^3 .*did not succeed$/), message: expect.any(String) }]);
  });

  test('regressed against an earlier result: 4, with the reason in one sentence', async () => {
    await using scenario = await actionScenario({ plan: quickPlan({ runs: 8, concurrency: 8 }) });
    const { runner } = scenario;
    const before = await runner.main({ plan: 'plan.yml', ...quiet });
    expect(before.code).toBe(0);
    runner.write('baseline.json', readFileSync(before.outputs['result-path'] ?? '', 'utf8'));
    runner.write('plan.yml', quickPlan({ runs: 8, concurrency: 8, target: 'workflow: quick.yml, inputs: { seconds: 3 }' }));
    const after = await runner.main({ plan: 'plan.yml', baseline: 'file:baseline.json', session: 'after', ...quiet });
    expect(after).toMatchObject({ code: 4, outputs: { outcome: 'regressed' } });
    expect(Number(after.outputs.regressions)).toBeGreaterThan(0);
    expect(after.log).toMatch(/execution_time: 200 % slower \(3\.000 s against 1\.000 s\)/);
    expect(after.annotations[0]).toMatchObject({ level: 'error', title: expect.stringContaining('Regression') });
  });
});

describe.concurrent('files of other tools, compared and nothing else', () => {
  const benchmark = (value: number): string => JSON.stringify([{ name: 'parse', unit: 'ms', value }]);
  const files = { 'base.json': benchmark(100), 'out/now.json': benchmark(100), 'out/slow.json': benchmark(150) };

  test('pass', async () => {
    await using scenario = await actionScenario({ runner: { files } });
    const end = await scenario.runner.main({ benchmarks: 'out/n*.json', baseline: 'file:base.json', ...quiet });
    expect(end).toMatchObject({ code: 0, outputs: { outcome: 'passed', 'runs-planned': '0', 'queue-time-p50': '' } });
    expect(scenario.github.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /repos/octo/fleet']);
  });

  test('regress: 4', async () => {
    await using scenario = await actionScenario({ runner: { files } });
    const end = await scenario.runner.main({ benchmarks: 'out/slow.json', baseline: 'file:base.json', ...quiet });
    expect(end).toMatchObject({ code: 4, outputs: { outcome: 'regressed', regressions: '1' } });
    expect(end.log).toContain('parse: 50 % slower (150.0 ms against 100.0 ms)');
  });

  test('a pattern that no file matches is a mistake: 2', async () => {
    await using scenario = await actionScenario({ runner: { files } });
    const end = await scenario.runner.main({ benchmarks: 'out/*.txt', baseline: 'file:base.json', ...quiet });
    expect(end.code).toBe(2);
    expect(end.annotations[0]?.message).toMatch(/^benchmarks: no file in the workspace is called "out\/\*\.txt"/);
  });
});
