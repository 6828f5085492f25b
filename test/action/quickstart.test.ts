import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const reports = mkdtempSync(join(tmpdir(), 'runner-harness-quickstart-'));
afterAll(() => rmSync(reports, { recursive: true, force: true }));

/** Runs an npm script of package.json as npm would, with its results in a folder of our own. */
function runScript(name: string): Promise<{ code: number | null; output: string; folder: string }> {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const [, ...args] = (scripts[name] ?? '').split(' ');
  const root = join(reports, name.replace(':', '-'));
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

  it('npm run start:regression: exit code 4, and the reason in one sentence', async () => {
    const { code, output } = await runScript('start:regression');
    expect(output).toMatch(/queue_time: \d+(\.\d)? % slower \(\d+\.\d+ s against 12\.00 s; 95 %/);
    expect(code).toBe(4);
  });
});
