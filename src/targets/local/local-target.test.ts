import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copiedPool } from '../../../test/support/copied-pool.ts';
import { planOf, scenarioOf } from '../../../test/support/plans.ts';
import { systemClock } from '../../app/system-clock.ts';
import type { LocalSpec, Plan, Unit } from '../../core/plan/plan.ts';
import type { TestOutcome } from '../../core/work/test-outcome.ts';
import type { Work } from '../../core/work/work.ts';
import type { Target } from '../../ports/target.ts';
import { createLocalTarget, type LocalTargetOptions } from './local-target.ts';
import { carries, listProcesses } from './process/process-tree.ts';

const SPEC: LocalSpec = {
  ...{ repository: '.', workers: 2, preserveFailed: true, clean: 'all', uses: 'refuse', env: [], order: 'longest-first', maxRetries: 0 },
};
const never = new AbortController().signal;

const test = (id: string, shell: string, more: Partial<Work> = {}, expected: { exitCode?: number | 'any'; patterns?: string[] } = {}): Unit => ({
  workflow: id,
  inputs: {},
  work: { id, body: { kind: 'command', run: { shell }, exitCode: 0, patterns: [], ...expected }, timeoutMs: 10_000, ...more },
});

describe('createLocalTarget', () => {
  let folder: string;
  let target: Target;
  let pool: ReturnType<typeof copiedPool>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runner-harness-local-'));
    writeFileSync(join(folder, 'tracked.txt'), 'tracked');
  });
  afterEach(async () => {
    await target.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const planFor = (units: readonly [Unit, ...Unit[]], spec: Partial<LocalSpec> = {}): Plan =>
    planOf([scenarioOf({ model: 'closed', runs: units.length, concurrency: units.length }, { units })], {
      target: { kind: 'local', local: { ...SPEC, ...spec } },
    });

  async function open(plan: Plan, more: Partial<LocalTargetOptions> = {}): Promise<readonly string[]> {
    if (plan.target.kind !== 'local') throw new Error('not local');
    const source = join(folder, 'source');
    rmSync(source, { recursive: true, force: true });
    cpSync(join(folder, 'tracked.txt'), join(source, 'tracked.txt'));
    pool = copiedPool(source, join(folder, 'pool'));
    target = createLocalTarget({
      ...{
        spec: plan.target.local,
        folder: join(folder, 'session'),
        repository: folder,
        clock: systemClock(),
        env: { PATH: process.env.PATH, SECRET_TOKEN: 'canary' },
      },
      openPool: async () => pool,
      machine: () => ({ processors: 2, load: 0 }),
      ...more,
    });
    const prepared = await target.prepare(plan, never);
    return prepared.ok ? prepared.warnings : [];
  }

  async function sendAll(plan: Plan): Promise<void> {
    for (const [n, unit] of plan.scenarios[0].units.entries()) {
      const order = { slot: `0-${n}`, key: `rh_${process.pid}0000_1_0-${n}_1`, unit, scenario: 0, unitIndex: n, beforeSend: async () => {} };
      expect(await target.dispatch(order, never)).toMatchObject({ kind: 'acked' });
    }
  }

  async function outcomes(count: number): Promise<Record<string, TestOutcome>> {
    const ended = new Map<string, TestOutcome>();
    for await (const sighting of target.observe([], never)) {
      if (sighting.kind !== 'run' || sighting.observation.status !== 'completed') continue;
      const { runId, title } = sighting.observation;
      const details = await target.details({ runId, key: '', scenario: 0, unitIndex: 0, sinceAt: 0 }, never);
      if (details !== undefined && 'test' in details && details.test !== undefined) ended.set(title.split(' ')[0] ?? '', details.test);
      if (ended.size === count) break;
    }
    return Object.fromEntries(ended);
  }

  it('judges by exit code and patterns, and tells what could not be run at all from what failed', async () => {
    const absent: Unit = {
      workflow: 'absent',
      inputs: {},
      work: { id: 'absent', body: { kind: 'command', run: { argv: ['no-such-program'] }, exitCode: 0, patterns: [] }, timeoutMs: 1_000 },
    };
    const plan = planFor([
      test('good', 'echo Hello World', {}, { patterns: ['hello', '/W\\w+d/'] }),
      test('code', 'exit 3'),
      test('pattern', 'echo hello', {}, { patterns: ['hello', 'goodbye'] }),
      test('any', 'echo found; exit 9', {}, { exitCode: 'any', patterns: ['found'] }),
      test('hanging', 'sleep 100 & echo begun; sleep 100', { timeoutMs: 300 }),
      absent,
    ]);
    await open(plan);
    await sendAll(plan);
    const seen = await outcomes(6);
    expect(Object.fromEntries(Object.entries(seen).map(([id, { status, error }]) => [id, [status, error]]))).toEqual({
      good: ['passed', undefined],
      code: ['failed', 'exit code 3'],
      pattern: ['failed', '1 of 2 patterns not found: goodbye'],
      any: ['passed', undefined],
      hanging: ['timed_out', 'killed with its children: it had not ended after 300ms'],
      absent: ['error', 'no-such-program: there is no such program on the PATH of the command'],
    });
    expect(listProcesses().filter(({ marker }) => carries(marker, (name) => name.startsWith(`rh_${process.pid}0000`)))).toEqual([]);
    // What failed is kept; what could not be run left nothing to look at.
    expect(readdirSync(join(folder, 'pool', 'preserved')).sort()).toEqual(['code', 'hanging', 'pattern']);
    expect(seen.good).toMatchObject({ output: 'Hello World\n', outputBytes: 12, patterns: [{ found: true }, { found: true }] });
    expect(readFileSync(join(folder, 'session', seen.good?.log ?? ''), 'utf8')).toBe('Hello World\n');
  });

  it('runs a test again where it may, and calls one that passes then flaky', async () => {
    const flag = join(folder, 'flag');
    const plan = planFor([
      test('flaky', `test -e ${flag} || { touch ${flag}; exit 1; }`, { maxRetries: 2 }),
      test('bad', 'exit 1', { maxRetries: 1 }),
    ]);
    await open(plan);
    await sendAll(plan);
    const seen = await outcomes(2);
    expect(seen.flaky).toMatchObject({ status: 'passed', flaky: true, attempts: [{ status: 'failed' }, { status: 'passed' }] });
    expect(seen.bad).toMatchObject({ status: 'failed', flaky: false, attempts: [{ status: 'failed' }, { status: 'failed' }] });
    const details = await target.details({ runId: '1', key: '', scenario: 0, unitIndex: 0, sinceAt: 0 }, never);
    expect(details).toMatchObject({
      jobs: [
        { name: 'flaky', conclusion: 'failure' },
        { name: 'flaky', conclusion: 'success', attempt: 2 },
      ],
    });
  });

  it('keeps resource groups apart, waits for needs, and skips what needs a failed test', async () => {
    const lock = join(folder, 'lock');
    const alone = `mkdir ${lock} && sleep 0.1 && rmdir ${lock}`;
    const plan = planFor(
      [
        test('after', 'test -e made || exit 0', { needs: ['base'] }),
        test('never', 'exit 0', { needs: ['bad'] }),
        test('nor-this', 'exit 0', { needs: ['never'] }),
        ...[1, 2, 3].map((n) => test(`db-${n}`, alone, { exclusive: ['db'] })),
        test('base', 'sleep 0.1'),
        test('bad', 'exit 1'),
      ] as unknown as [Unit, ...Unit[]],
      { workers: 4 },
    );
    await open(plan);
    await sendAll(plan);
    const seen = await outcomes(8);
    expect(Object.fromEntries(Object.entries(seen).map(([id, { status }]) => [id, status]))).toEqual({
      ...{
        after: 'passed',
        'db-1': 'passed',
        'db-2': 'passed',
        'db-3': 'passed',
        base: 'passed',
        bad: 'failed',
        never: 'skipped',
        'nor-this': 'skipped',
      },
    });
    expect(seen.never?.error).toBe('it needs bad, which did not pass');
    expect(seen.after?.attempts[0]?.startedAt).toBeGreaterThanOrEqual(seen.base?.attempts[0]?.endedAt ?? 0);
  });

  it('begins with what is urgent or long, in whatever order a suite comes', async () => {
    const units = [test('short', 'true'), test('long', 'true'), test('urgent', 'true', { priority: 1 })] as const;
    const plan = planFor([...units], { workers: 1 });
    await open(plan, { estimateMs: (_, id) => (id === 'long' ? 9_000 : 1_000) });
    await sendAll(plan);
    const begun = Object.entries(await outcomes(3)).map(([id, { attempts }]) => ({ id, at: attempts[0]?.startedAt ?? 0 }));
    expect(begun.sort((a, b) => a.at - b.at).map(({ id }) => id)).toEqual(['urgent', 'long', 'short']);
  });

  it('ends a test that fills the disk, keeps nothing of it, and goes on', async () => {
    const fills = 'sleep 100 & head -c 3000000 /dev/zero > big; sleep 100';
    const plan = planFor([test('fills', fills), test('modest', 'head -c 300000 /dev/zero > small')], { maxDiskBytes: 1_000_000 });
    await open(plan);
    await sendAll(plan);
    const { fills: filled, modest } = await outcomes(2);
    expect(filled).toMatchObject({ status: 'failed', error: expect.stringMatching(/^it wrote 3.* MB to the disk, and max-disk is 1 MB: killed/) });
    expect(filled?.preserved).toBeUndefined();
    expect(modest?.status).toBe('passed');
    expect(listProcesses().filter(({ marker }) => carries(marker, (name) => name.startsWith(`rh_${process.pid}0000`)))).toEqual([]);
  });

  it('hands no secret on, and only what the plan names', async () => {
    const plan = planFor([test('env', 'env')]);
    await open(plan);
    await sendAll(plan);
    const { env } = await outcomes(1);
    expect(env?.output).not.toContain('canary');
    expect(env?.output).toContain('RUNNER_HARNESS_TEST=env');
  });

  it('names the files that a read-only test changed', async () => {
    const plan = planFor([
      test('touches', 'echo more >> tracked.txt; echo new > new.txt', { fs: 'read-only' }),
      test('reads', 'cat tracked.txt', { fs: 'read-only' }),
    ]);
    await open(plan);
    await sendAll(plan);
    const seen = await outcomes(2);
    expect(seen.touches).toMatchObject({
      status: 'failed',
      changedFiles: ['new.txt', 'tracked.txt'],
      error: 'it changed 2 files: new.txt, tracked.txt',
    });
    expect(seen.reads).toMatchObject({ status: 'passed' });
  });

  it('goes on where a process before it was killed: its tests are ended and run again, each under its own run', async () => {
    const count = join(folder, 'count');
    const plan = planFor(
      [test('first', 'exit 0'), test('long', `echo x >> ${count}; test $(wc -l < ${count}) -gt 1 || sleep 100`), test('queued', 'exit 0')],
      { workers: 1, order: 'fifo' },
    );
    let dead = false;
    const openPool = async () => ({
      ...pool,
      acquire: async (...order: Parameters<typeof pool.acquire>) => (dead ? await new Promise<never>(() => {}) : await pool.acquire(...order)),
    });
    await open(plan, { openPool });
    await sendAll(plan);
    while (!readdirSync(folder).includes('count')) await new Promise((resolve) => setTimeout(resolve, 20));
    // Not closed, and it does nothing more: this is what a kill leaves. The second target shares nothing with it but the book and the processes.
    dead = true;
    const warnings = await open(plan);
    expect(warnings).toEqual(['1 test was interrupted before and run again']);
    const seen = await outcomes(3);
    expect(Object.values(seen).map(({ status }) => status)).toEqual(['passed', 'passed', 'passed']);
    expect(seen.long?.attempts).toMatchObject([{ interrupted: true }, { status: 'passed' }]);
    expect(seen.long?.flaky).toBe(false);
    const inventory = await target.inventory({ keyPrefix: 'rh_', sinceAt: 0 }, never);
    expect(inventory).toMatchObject({ kind: 'complete', runs: [{ runId: '1' }, { runId: '2' }, { runId: '3' }] });
  });

  it('makes an attempt again that something from outside killed, three times at most', async () => {
    const plan = planFor([test('killed', 'kill -9 $$')]);
    await open(plan);
    await sendAll(plan);
    const { killed } = await outcomes(1);
    expect(killed).toMatchObject({ status: 'failed', signal: 'SIGKILL', flaky: false });
    expect(killed?.attempts).toHaveLength(3);
  });
});
