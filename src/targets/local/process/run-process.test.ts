import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandEnvironment } from './environment.ts';
import { carries, listProcesses, MARKER } from './process-tree.ts';
import { type ProcessEnded, type ProcessOrder, runProcess } from './run-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'runner-harness-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;
const env = commandEnvironment({ from: process.env });
let names = 0;

async function run(
  order: Partial<ProcessOrder> & Pick<ProcessOrder, 'command'>,
  signal: AbortSignal = never,
): Promise<ProcessEnded & { name: string }> {
  const name = `test-${process.pid}-${names++}`;
  const result = await runProcess({ cwd: folder, env, name, ...order }, signal);
  if (result.kind !== 'ended') throw new Error(result.why);
  return { ...result, name };
}

const shell = (line: string, more: Partial<ProcessOrder> = {}, signal?: AbortSignal) => run({ command: { shell: line }, ...more }, signal);
const node = (script: string, more: Partial<ProcessOrder> = {}, signal?: AbortSignal) =>
  run({ command: { argv: [process.execPath, '-e', script] }, ...more }, signal);

/** Processes of a command that live. */
const alive = (name: string) => listProcesses().filter(({ marker }) => carries(marker, (other) => other === name));

describe('runProcess', () => {
  it('gives exit code, output and times', async () => {
    const before = Date.now();
    const result = await shell('echo out; echo err >&2; exit 3');
    expect(result).toMatchObject({ exitCode: 3, signal: null, timedOut: false, cancelled: false, leftBehind: 0, undying: [] });
    expect(result.output).toEqual({ text: 'out\nerr\n', bytes: 8, cut: false });
    expect(result.startedAt).toBeGreaterThan(before - 1_000);
    expect(result.durationMs).toBeGreaterThan(0);
  });

  it('keeps both outputs in the order in which they were written', async () => {
    const { output } = await shell('for i in 1 2 3 4 5; do echo out$i; echo err$i >&2; done; echo last > /dev/stderr');
    expect(output.text).toBe('out1\nerr1\nout2\nerr2\nout3\nerr3\nout4\nerr4\nout5\nerr5\nlast\n');
  });

  it('runs a program with its arguments as they are, without a shell', async () => {
    const { output } = await run({ command: { argv: ['printf', '%s|', '$HOME', '; exit 3', 'a b', '*', 'ü漢'] } });
    expect(output.text).toBe('$HOME|; exit 3|a b|*|ü漢|');
  });

  it('says which signal ended it', async () => {
    expect(await shell('kill -9 $$')).toMatchObject({ exitCode: null, signal: 'SIGKILL', timedOut: false, cancelled: false });
  });

  it('hands on the environment that it was given, and nothing else', async () => {
    process.env.CANARY_SECRET = 'canary';
    const { output, name } = await run({ command: { argv: ['env'] }, env: { PATH: process.env.PATH ?? '', ONLY: 'this' } });
    delete process.env.CANARY_SECRET;
    expect(output.text.trim().split('\n').sort()).toEqual([`ONLY=this`, `PATH=${process.env.PATH}`, `${MARKER}=${name}`].sort());
  });

  it('gives it its input, and no input at all otherwise', async () => {
    expect((await run({ command: { argv: ['cat'] }, stdin: 'Grüße\n' })).output.text).toBe('Grüße\n');
    expect((await run({ command: { argv: ['cat'] } })).output.text).toBe('');
    expect(await run({ command: { argv: ['true'] }, stdin: 'x'.repeat(1_000_000) })).toMatchObject({ exitCode: 0 });
  });

  it('streams whole characters', async () => {
    const seen: string[] = [];
    const script = `const b = Buffer.from('漢字🎉'.repeat(50)); let i = 0; const next = () => { if (i < b.length) process.stdout.write(b.subarray(i, i += 7), () => setImmediate(next)); }; next()`;
    const { output } = await node(script, { onOutput: (text) => void seen.push(text) });
    expect(seen.join('')).toBe('漢字🎉'.repeat(50));
    expect(seen.join('')).toBe(output.text);
    for (const text of seen) expect(text.isWellFormed() && !text.includes('\ufffd')).toBe(true);
  });

  it('caps what it keeps, both ends of it, and reads the rest', async () => {
    const { output, exitCode } = await shell('i=0; while [ $i -lt 3000 ]; do echo "line $i"; i=$((i+1)); done', { maxOutputBytes: 1_000 });
    expect(exitCode).toBe(0);
    expect(output).toMatchObject({ bytes: 28_890, cut: true });
    expect(output.text).toMatch(/^line 0\n.*bytes left out.*line 2999\n$/s);
    expect(Buffer.byteLength(output.text)).toBeLessThan(1_100);
  });

  it('reads nothing more while its listener is busy: the command waits', async () => {
    const free = Promise.withResolvers<void>();
    let heard = 0;
    const running = node(`process.stdout.write('x'.repeat(5_000_000))`, {
      onOutput: async (text) => {
        heard += text.length;
        if (heard === text.length) await free.promise;
      },
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(heard).toBeLessThan(200_000);
    free.resolve();
    expect((await running).output.bytes).toBe(5_000_000);
    expect(heard).toBe(5_000_000);
  });

  it('goes on when its listener fails', async () => {
    const onOutput = () => Promise.reject(new Error('nobody listens'));
    expect(await shell('echo a; sleep 0.05; echo b', { onOutput })).toMatchObject({ exitCode: 0, output: { text: 'a\nb\n' } });
  });

  it('ends it at its timeout, with its children', async () => {
    const result = await shell('sleep 1000 & (sleep 1000; true) & echo started; wait', { timeoutMs: 300 });
    expect(result).toMatchObject({ exitCode: null, signal: 'SIGTERM', timedOut: true, cancelled: false });
    expect(alive(result.name)).toEqual([]);
  });

  it('kills what ignores SIGTERM, when the grace is over', async () => {
    const stop = new AbortController();
    const onOutput = () => stop.abort();
    const result = await shell('trap "" TERM; echo deaf; while :; do sleep 0.05; done', { graceMs: 200, onOutput }, stop.signal);
    expect(result).toMatchObject({ signal: 'SIGKILL', cancelled: true });
    expect(alive(result.name)).toEqual([]);
  });

  it('lets it clean up within the grace', async () => {
    const stop = new AbortController();
    const onOutput = () => stop.abort();
    const result = await shell(`trap 'echo cleaned up; exit 9' TERM; echo begun; while :; do sleep 0.02; done`, { onOutput }, stop.signal);
    expect(result).toMatchObject({ exitCode: 9, cancelled: true });
    // The shell may tell of its `sleep`, which was ended as well.
    expect(result.output.text).toMatch(/^begun\n(Terminated\n)?cleaned up\n$/);
  });

  it('finds children that left its process group, its session and their parent', async () => {
    const stop = new AbortController();
    const result = await shell(
      'setsid sh -c "sleep 1000 & sleep 1000" & (setsid sleep 1000 &) ; (env -u RH_PROCESS sleep 1000 &) ; echo all; sleep 1000',
      {
        onOutput: () => stop.abort(),
        graceMs: 500,
      },
      stop.signal,
    );
    expect(result.cancelled).toBe(true);
    expect(alive(result.name)).toEqual([]);
  });

  it('ends what it left behind when it ended by itself, and says so', async () => {
    const result = await shell('sleep 1000 & setsid sleep 1000 & sleep 0.1; echo done');
    expect(result).toMatchObject({ exitCode: 0, timedOut: false, output: { text: 'done\n' }, leftBehind: 2 });
    expect(alive(result.name)).toEqual([]);
  });

  it('waits a moment for what ends by itself, such as the log of `tee`', async () => {
    const result = await run({ command: { argv: ['bash', '-c', 'exec > >(sleep 0.05; tee /dev/null); echo kept'] } });
    expect(result).toMatchObject({ exitCode: 0, leftBehind: 0, output: { text: 'kept\n' } });
  });

  it('ends it when the signal is raised', async () => {
    const stop = new AbortController();
    const running = shell('sleep 1000 & echo begun; wait', { onOutput: () => stop.abort() }, stop.signal);
    const result = await running;
    expect(result).toMatchObject({ cancelled: true, timedOut: false, signal: 'SIGTERM' });
    expect(alive(result.name)).toEqual([]);
  });

  it('ends a stopped process too', async () => {
    const result = await shell('echo begun; kill -STOP $$', { timeoutMs: 200, graceMs: 2_000 });
    expect(result).toMatchObject({ timedOut: true, signal: 'SIGTERM' });
  });

  it('tells the number of its process, by which it leads a group', async () => {
    let pid = 0;
    const { output } = await shell('echo $$; ps -o pgid= -p $$', { onStarted: (started) => (pid = started) });
    expect(output.text.trim().split(/\s+/)).toEqual([String(pid), String(pid)]);
  });

  it.each([
    [
      'a program that does not exist',
      { command: { argv: ['no-such-program'] } },
      'ENOENT',
      'no-such-program: there is no such program on the PATH of the command',
    ],
    ['a folder that does not exist', { command: { argv: ['true'] }, cwd: '/no/such/folder' }, 'ENOENT', 'the folder /no/such/folder does not exist'],
    ['a file that is no program', { command: { argv: [import.meta.filename] } }, 'EACCES', `${import.meta.filename} may not be executed`],
  ] as const)('%s is no failed command: it was not started', async (_, order, code, why) => {
    expect(await runProcess({ cwd: folder, env, ...order }, never)).toEqual({ kind: 'not_started', why, code, cancelled: false });
  });

  it('starts nothing once it was told to stop', async () => {
    const started: number[] = [];
    const order = { command: { shell: 'echo a' }, cwd: folder, env, onStarted: (pid: number) => void started.push(pid) };
    expect(await runProcess(order, AbortSignal.abort())).toMatchObject({ kind: 'not_started', cancelled: true });
    expect(started).toEqual([]);
  });

  it('takes many at once', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, (_, i) => shell(`echo ${i}; exit ${i}`)));
    expect(results.map(({ exitCode, output }) => [exitCode, output.text])).toEqual(results.map((_, i) => [i, `${i}\n`]));
  });
});
