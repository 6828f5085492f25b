import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { HarnessResult } from '../../src/core/result.ts';
import { runCli, workFolder } from '../support/cli.ts';
import { createRepository } from '../support/local-repository.ts';

const folder = workFolder();
afterAll(() => folder[Symbol.dispose]());
const cli = (...args: string[]) => runCli(args, { cwd: folder.path });
const SIMULATED = ['--workflow', 'simple.yml', '--inputs', 'seconds=5', '--target', 'simulated'];

describe.concurrent('gate --interleave', () => {
  it('runs base and head in turns over HTTP and ends with 4 where head is slower', async () => {
    const { code, stdout, stderr } = await cli('gate', '--interleave', 'main..feature', ...SIMULATED, '--slow-head', '60%', '--report-dir', 'slow');
    expect(stderr).toContain('main..feature: up to 240 runs of simple.yml, main and feature in turns');
    expect(stdout).toMatch(/REGRESSED[\s\S]*execution_time: \d\d(\.\d)? % slower/);
    expect(code).toBe(4);
    const [session = ''] = readdirSync(join(folder.path, 'slow'));
    const result = JSON.parse(readFileSync(join(folder.path, 'slow', session, 'result.json'), 'utf8')) as HarnessResult;
    const [row] = result.gate?.rows ?? [];
    expect(row).toMatchObject({ benchmark: 'simple.yml', metric: 'execution_time', evidence: 'interleaved', verdict: 'regressed' });
    expect(row?.change).toBeGreaterThan(0.3);
    expect(result.scenarios[0]?.ledger.succeeded).toBe(2 * (row?.n?.[0] ?? 0));
    const summary = readFileSync(join(folder.path, 'slow', session, 'summary.md'), 'utf8');
    expect(summary).toContain('run in turns with head feature');
  });

  it('passes where head is the same', async () => {
    const { code, stdout } = await cli('gate', '--interleave', 'main..feature', ...SIMULATED, '--threshold', '50%', '--report-dir', 'same');
    expect(stdout).toContain('PASSED');
    expect(code).toBe(0);
  });

  it('runs a command in worktrees of both', async () => {
    const repository = createRepository(join(folder.path, 'repository'), { 'work.sh': 'sleep 0.05\n' });
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: repository });
    git('checkout', '--quiet', '-b', 'feature');
    writeFileSync(join(repository, 'work.sh'), 'sleep 0.2\n');
    git('commit', '--quiet', '--all', '--message', 'slower');
    git('checkout', '--quiet', 'main');
    const gate = (range: string, ...args: string[]) =>
      runCli(['gate', '--interleave', range, '--command', 'sh work.sh', ...args], { cwd: repository });
    const { code, stdout } = await gate('main..feature', '--threshold', '20%', '--max-blocks', '3', '--report-dir', '../local');
    expect(stdout).toMatch(/against base main[\s\S]*execution_time: [\d.]+ % slower/i);
    expect(stdout).toContain('on worktrees of this repository');
    expect([0, 4]).toContain(code);
    expect(await gate('main..nowhere')).toMatchObject({ code: 2, stderr: expect.stringContaining('nowhere names no commit') });
  });

  it.each<[string, string[]]>([
    ['--workflow: only with --interleave', ['gate', 'a.json', '--baseline', 'file:b.json', '--workflow', 'simple.yml']],
    ['--interleave measures both sides itself', ['gate', 'a.json', '--interleave', 'main..feature', '--workflow', 'simple.yml']],
    ['--baseline: --interleave measures', ['gate', '--baseline', 'file:b.json', '--interleave', 'main..feature', '--workflow', 'simple.yml']],
    ['there are neither FILES nor --interleave', ['gate', '--threshold', '5%']],
    ['FILES need a --baseline', ['gate', 'a.json']],
    ['--inputs: a --command is run here', ['gate', '--interleave', 'main..feature', '--command', 'true', '--inputs', 'a=b']],
    ['the target simulated runs workflows only', ['gate', '--interleave', 'main..feature', '--command', 'true', '--target', 'simulated']],
    ['expected BASE..HEAD', ['gate', '--interleave', 'main...feature', ...SIMULATED]],
    ['--interleave needs a --workflow', ['gate', '--interleave', 'main..feature', '--target', 'simulated']],
    ['nobody can make a real branch slower', ['gate', '--interleave', 'main..feature', '--workflow', 'simple.yml', '--slow-head', '5%']],
    ['larger than --threshold 10%', ['gate', '--interleave', 'main..feature', ...SIMULATED, '--threshold', '10%', '--detect', '5%']],
    ['--max-blocks 2: expected a whole number from 3', ['gate', '--interleave', 'main..feature', ...SIMULATED, '--max-blocks', '2']],
    ['did you mean "execution_time"', ['gate', '--interleave', 'main..feature', ...SIMULATED, '--metrics', 'execution-time']],
    ['--max-duration: expected a span, got "soon"', ['gate', '--interleave', 'main..feature', ...SIMULATED, '--max-duration', 'soon']],
  ])('refuses before anything is sent: %s', async (message, args) => {
    const { code, stdout, stderr } = await cli(...args);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe.concurrent('lab', () => {
  it('counts false alarms and power, the same numbers for the same seed', async () => {
    const [one, other] = await Promise.all([
      cli('lab', '--gates', '30', '--cv', '3%', '--json'),
      cli('lab', '--gates', '30', '--cv', '3%', '--json'),
    ]);
    expect(one.stdout).toBe(other.stdout);
    const { noop, slow, fixedRuns } = JSON.parse(one.stdout) as Record<'noop' | 'slow', Record<string, number>> & { fixedRuns: number };
    expect(noop.gates).toBe(30);
    expect(noop.regressed).toBeLessThanOrEqual(1);
    expect(slow.regressed).toBeGreaterThanOrEqual(26);
    expect(slow.runs).toBeLessThan(fixedRuns);
  });

  it('prints them with their intervals and says what they stand on', async () => {
    const { code, stdout } = await cli('lab', '--gates', '10', '--cv', '2%');
    expect(stdout).toMatch(/the same +10 +0 % \(0 % to 27\.8 %\)/);
    expect(stdout).toContain('a scatter of 2 % was assumed');
    expect(stdout).toContain('no machine drifts');
    expect(code).toBe(0);
  });

  it('takes the scatter of a result, and refuses one that has none', async () => {
    const result = (n: number) => ({ schema: 'runner-harness/result@1', scenarios: [{ metrics: { execution_time: { n, mean: 50, sd: 1 } } }] });
    writeFileSync(join(folder.path, 'result.json'), JSON.stringify(result(20)));
    writeFileSync(join(folder.path, 'few.json'), JSON.stringify(result(9)));
    const { stdout } = await cli('lab', 'result.json', '--gates', '5');
    expect(stdout).toContain('scatter of a run 2 %: that of 20 execution times in result.json');
    const few = await cli('lab', 'few.json');
    expect(few.stderr).toContain('no scenario has 10 measured values');
    expect(few.code).toBe(2);
  });
});
