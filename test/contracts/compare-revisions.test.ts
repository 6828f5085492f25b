import { afterAll, beforeAll, expect, it } from 'vitest';
import { scaledClock } from '../../src/cli/scaled-clock.ts';
import { compareRevisions, createSimulator, type Simulator, systemClock, workflowsUnderTest } from '../../src/index.ts';
import { workFolder } from '../support/cli.ts';

const clock = scaledClock(systemClock(), 20);
const folder = workFolder();
let github: Simulator;
beforeAll(async () => {
  github = await createSimulator({ clock, workflowsDir: workflowsUnderTest, refs: ['slow'], slowRefs: { slow: 1.6 } });
});
afterAll(async () => {
  await github.close();
  folder[Symbol.dispose]();
});

it('compareRevisions runs both refs in balanced order and says which is slower', async () => {
  const { rows, runs, exitCode } = await compareRevisions('main', 'slow', {
    workflow: 'simple.yml',
    inputs: { seconds: 5 },
    ...{ apiUrl: github.url, token: 'any', repository: github.repository, clock, reportDir: folder.path },
    limits: { mutationSpacingMs: 340, pollMs: 2_000 },
  });
  expect(exitCode).toBe(4);
  expect(rows).toMatchObject([{ metric: 'execution_time', verdict: 'regressed', direction: 'smaller', unit: 's' }]);
  expect(rows[0]?.change).toBeGreaterThan(0.3);
  const truth = new Map(github.truth().map((run) => [String(run.id), run.ref]));
  const [a, b] = ['main', 'slow'];
  expect(runs.slice(0, 8).map(({ runId }) => truth.get(runId ?? ''))).toEqual([a, b, b, a, b, a, a, b]);
  expect(runs).toHaveLength(github.truth().length);
});
