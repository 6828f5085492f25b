import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatHistory } from '../../src/core/history/history.ts';
import { runCli, workFolder } from '../support/cli.ts';

const bench = (value: number, size = 1_000): string =>
  JSON.stringify([
    { name: 'parse', unit: 'ms', value },
    { name: 'size', unit: 'B', value: size },
  ]);

const folder = workFolder({
  'now.json': bench(100),
  'slow.json': bench(120),
  'gone.json': JSON.stringify([{ name: 'parse', unit: 'ms', value: 100 }]),
});
afterAll(() => folder[Symbol.dispose]());
const cli = (...args: string[]) => runCli([...args, '--no-color'], { cwd: folder.path });
const records = (file: string): number => (JSON.parse(readFileSync(join(folder.path, file), 'utf8')) as { records: unknown[] }).records.length;

describe('gate', () => {
  it('records first, then compares, and adds to the baseline only when it is asked to and the run passed', async () => {
    const gate = (file: string, ...more: string[]) => cli('gate', file, '--baseline', 'file:base.json', ...more);
    const first = await gate('now.json');
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('recorded as the first baseline') });
    expect((await gate('now.json')).code).toBe(0);
    expect(records('base.json')).toBe(1);
    expect((await gate('now.json', '--update-baseline')).stdout).toContain('recorded as run 2 of the baseline');
    const slow = await gate('slow.json', '--update-baseline');
    expect(slow).toMatchObject({ code: 4, stdout: expect.stringContaining('parse: 20 % slower (120.0 ms against 100.0 ms)') });
    expect(slow.stdout.replace(/\s+/g, ' ')).toContain('only a passed run becomes the baseline');
    expect(records('base.json')).toBe(2);
    expect((await gate('slow.json', '--update-baseline=always')).code).toBe(4);
    expect(records('base.json')).toBe(3);
  });

  it('judges by rules: a margin of its own, and what may be missing', async () => {
    await cli('gate', 'now.json', '--baseline', 'file:rules.json');
    const gate = (file: string, ...rules: string[]) =>
      cli('gate', file, '--baseline', 'file:rules.json', ...rules.flatMap((rule) => ['--rule', rule]));
    expect((await gate('slow.json', 'benchmark=par*,margin=25%')).code).toBe(0);
    expect((await gate('gone.json')).stdout).toContain('missing, the baseline has it');
    expect((await gate('gone.json', 'benchmark=size,must-exist=false')).code).toBe(0);
  });

  it('a baseline of another gate, and one that broke off, are inconclusive and stay as they are', async () => {
    await cli('gate', 'now.json', '--baseline', 'file:other.json', '--id', 'weekly');
    const other = await cli('gate', 'now.json', '--baseline', 'file:other.json', '--fail-on', 'inconclusive', '--update-baseline=always');
    expect(other.code).toBe(5);
    expect(other.stdout.replace(/\s+/g, ' ')).toContain('it belongs to the gate "weekly", not to "benchmarks"');
    expect(records('other.json')).toBe(1);
  });
});

describe('history', () => {
  it('shows the series with its change point, and from ten runs on the false alarms to expect', async () => {
    const at = (i: number): number => (i < 15 ? 100 : 130) + (i % 3);
    const all = Array.from({ length: 30 }, (_, i) => ({
      id: `run-${i}`,
      measuredAt: new Date(Date.UTC(2026, 0, 1 + i)).toISOString(),
      benchmarks: [{ name: 'parse', metrics: [{ metric: 'time', unit: 'ms', direction: 'smaller' as const, value: at(i) }] }],
    }));
    const text = formatHistory({ schema: 'runner-harness/history@1', id: 'benchmarks', records: all });
    using own = workFolder({ 'base.json': text });
    const { code, stdout } = await runCli(['history', '--baseline', 'file:base.json'], { cwd: own.path });
    expect(code).toBe(0);
    expect(stdout).toMatch(/parse · time: 30 runs, now 132(\.0)? ms/);
    expect(stdout).toMatch(/▲ 2026-01-16 \+\S+ % worse: .*record run-15/);
    expect(stdout).toMatch(/Expected false alarms: \d+(\.\d)? of 100 pull requests that change nothing \(95 % interval \d+ to \d+\)/);
    const few = await runCli(['history', '--baseline', 'file:gone.json'], { cwd: own.path });
    expect(few).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no history: ') });
  });
});
