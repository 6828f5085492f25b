import { describe, expect, it } from 'vitest';
import { planOf, scenarioOf } from '../../test/support/plans.ts';
import type { TargetSpec, Unit } from '../core/plan/plan.ts';
import { dryRun } from './dry-run.ts';
import type { Out, World } from './world.ts';

const silent: Out = { write: () => {}, isTerminal: false, columns: () => 100 };
const world: World = { env: {}, cwd: '/nowhere', stdout: silent, stderr: silent, onSignal: () => () => {}, exitNow: () => {} };

describe('dryRun', () => {
  const body = { kind: 'command', run: { argv: ['npm', 'test'] }, exitCode: 0, patterns: [] } as const;
  const unit: Unit = { workflow: 'tests', inputs: {}, work: { id: 'tests', body, timeoutMs: 1_000 } };
  const target: TargetSpec = { kind: 'http', http: { url: 'http://127.0.0.1:1', transport: 'http', tokenEnv: 'TOKEN' } };
  const plan = planOf([scenarioOf({ model: 'closed', runs: 2, concurrency: 1 }, { units: [unit] })], { target });

  it('says of tests that a command server runs what they are, and nothing of GitHub', () => {
    const text = dryRun({ plan, notes: [] }, { payloads: true, runTime: '30s' }, world);
    expect(text).toContain('test: 2 runs in about 1m');
    expect(text.match(/ {2}run npm test$/gm)).toHaveLength(2);
    expect(text).not.toMatch(/token|Requests|Runners|POST|cost/);
  });
});
