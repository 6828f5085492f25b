import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/app/system-clock.ts';
import type { LocalSpec, Unit } from '../../src/core/plan/plan.ts';
import { createLocalTarget } from '../../src/targets/local/local-target.ts';
import { openWorktreePool } from '../../src/targets/local/worktrees/open-pool.ts';
import { createRepository } from '../support/local-repository.ts';
import { planOf, scenarioOf } from '../support/plans.ts';
import { targetContract } from './target.contract.ts';

const spec: LocalSpec = {
  ...{ repository: '.', workers: 2, preserveFailed: true, clean: 'all', uses: 'refuse', env: [], order: 'longest-first', maxRetries: 0 },
};

targetContract('local', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'runner-harness-contract-'));
  const repository = createRepository(join(folder, 'source'), { 'test.sh': 'sleep 0.2\n' });
  const book = join(folder, 'session', 'local-runs.ndjson');
  const clock = systemClock();
  const target = createLocalTarget({
    ...{ spec, folder: join(folder, 'session'), repository: repository, clock, env: process.env, machine: () => ({ processors: 2, load: 0 }) },
    openPool: async () => await openWorktreePool({ repository, size: 2, session: 'contract', env: process.env, now: () => clock.now() }),
  });
  const body = { kind: 'command', run: { argv: ['sh', 'test.sh'] }, exitCode: 0, patterns: [] } as const;
  const units: readonly [Unit] = [{ workflow: 'waits', inputs: {}, work: { id: 'waits', body, timeoutMs: 10_000 } }];
  return {
    target,
    plan: planOf([scenarioOf({ model: 'closed', runs: 5, concurrency: 5 }, { units })], { target: { kind: 'local', local: spec } }),
    clock,
    run: (work) => work,
    runs: () => (existsSync(book) ? readFileSync(book, 'utf8').split('"type":"queued"').length - 1 : 0),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
});
