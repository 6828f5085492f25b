import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const reports = mkdtempSync(join(tmpdir(), 'runner-harness-quickstart-'));
afterAll(() => rmSync(reports, { recursive: true, force: true }));

/** Runs a command of an npm script of package.json as npm would, with its results in a folder of our own. */
function runScript(name: string, part = 0): Promise<{ code: number | null; output: string; folder: string }> {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const [, ...args] = (scripts[name] ?? '').split(' && ')[part]?.split(' ') ?? [];
  return runCommand(args, join(reports, `${name.replace(':', '-')}-${part}`));
}

function runCommand(args: readonly string[], root: string): Promise<{ code: number | null; output: string; folder: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number | null; output: string; folder: string }>();
  const child = spawn(process.execPath, [...args, '--report-dir', root], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  child.on('close', (code) => resolve({ code, output, folder: join(root, readdirSync(root)[0] ?? '') }));
  return promise;
}

describe.concurrent('what a newcomer types', () => {
  it('npm start: 50 dispatches that pass, progress on the way, a session folder at the end', async () => {
    const { code, output, folder } = await runScript('start');
    expect(output).toContain('30 of 30 runs done');
    expect(output).toContain('PASSED');
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['jobs.csv', 'result.json', 'runs.csv', 'runs.ndjson', 'session.db', 'summary.md']));
    const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as {
      outcome: string;
      scenarios: { ledger: { succeeded: number } }[];
    };
    expect(result.outcome).toBe('passed');
    expect(result.scenarios.map(({ ledger }) => ledger.succeeded)).toEqual([30, 20]);
  });

  it('npm start, its other half: real test plans and workflow runs on this machine, and the working tree as it was', async () => {
    const before = execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' });
    const { code, output, folder } = await runScript('start', 1);
    expect(output).toContain('PASSED');
    expect(code).toBe(0);
    const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as {
      scenarios: { ledger: { succeeded: number }; suite?: { flaky: number } }[];
    };
    expect(result.scenarios.map(({ ledger, suite }) => [ledger.succeeded, suite?.flaky])).toEqual([
      [8, 1],
      [6, undefined],
    ]);
    expect(execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' })).toBe(before);
  });

  it('the same plan with --target local: the workflow runs on this machine, all of it', async () => {
    const plan = ['src/cli/main.ts', 'run', 'examples/quickstart/plan.yml', '--target', 'local'];
    const short = ['--set', 'scenarios.ten-a-minute.rate=1/s', '--set', 'scenarios.ten-a-minute.duration=20s'];
    // A busy machine makes its times scatter: passed or inconclusive, never worse than the baseline.
    const { code, folder } = await runCommand([...plan, ...short], join(reports, 'local'));
    expect(code).toBe(0);
    const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as { scenarios: { ledger: { succeeded: number } }[] };
    expect(result.scenarios.map(({ ledger }) => ledger.succeeded)).toEqual([30, 20]);
  });

  it('npm run start:regression: exit code 4, and the reason in one sentence', async () => {
    const { code, output } = await runScript('start:regression');
    expect(output).toMatch(/queue_time: \d+(\.\d)? % slower \(\d+\.\d+ s against 12\.00 s; 95 %/);
    expect(code).toBe(4);
  });
});
