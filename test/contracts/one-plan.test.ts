import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { systemClock } from '../../src/app/system-clock.ts';
import type { HarnessResult } from '../../src/core/result.ts';
import { createSimulator } from '../../src/simulator/create-simulator.ts';
import { runCli, workFolder } from '../support/cli.ts';
import { createRepository } from '../support/local-repository.ts';

const QUICKSTART = resolve(import.meta.dirname, '../../examples/quickstart/plan.yml');
const folder = workFolder();
afterAll(() => folder[Symbol.dispose]());

/** A part of the quickstart that takes a second; what is left out only makes it longer. */
const SHORT = ['--scenarios', 'ten-at-once', '--set', 'scenarios.ten-at-once.runs=2', '--inputs', 'seconds=1'];

it.concurrent.each(['local', 'simulated', 'github'])('the plan of the quickstart runs on the target %s by changing one word', async (target) => {
  const cwd = createRepository(join(folder.path, target), { 'a.txt': 'a\n' });
  const github =
    target === 'github' ? await createSimulator({ clock: systemClock(), workflowsDir: 'workflows-under-test', tokens: { good: {} } }) : undefined;
  try {
    const where = github === undefined ? [] : ['--api-url', github.url, '--repository', github.repository];
    const { code, stdout, stderr } = await runCli(
      ['run', QUICKSTART, '--target', target, ...SHORT, ...where, '--fail-on', 'failed', '--report-dir', `../results-${target}`],
      { cwd, env: { GITHUB_TOKEN: 'good' } },
    );
    expect(stdout + stderr).toContain('2 succeeded');
    expect(code).toBe(0);
    const [session = ''] = readdirSync(join(folder.path, `results-${target}`));
    const { scenarios } = JSON.parse(readFileSync(join(folder.path, `results-${target}`, session, 'result.json'), 'utf8')) as HarnessResult;
    expect(scenarios).toMatchObject([{ name: 'ten-at-once', ledger: { planned: 2, succeeded: 2 }, metrics: { execution_time: { n: 2 } } }]);
  } finally {
    await github?.close();
  }
});
