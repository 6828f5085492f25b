import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type ServeOptions, serve } from './serve.ts';
import { UsageError } from './usage-error.ts';
import type { Out, World } from './world.ts';

const cwd = mkdtempSync(join(tmpdir(), 'runner-harness-serve-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const silent: Out = { write: () => {}, isTerminal: false, columns: () => 80 };
const world: World = {
  env: { SHORT: 'abc', SPACED: 'a token with a space' },
  cwd,
  stdout: silent,
  stderr: silent,
  onSignal: () => () => {},
  exitNow: () => {},
};
const defaults: ServeOptions = { host: '127.0.0.1', folder: '.', maxCommands: '8', reportDir: 'results' };

describe('serve', () => {
  it.each<[Partial<ServeOptions>, string]>([
    [{ tokenEnv: 'NOTHING' }, '--token-env NOTHING: that variable is not set'],
    [{ tokenEnv: 'SHORT' }, '16 characters or more without a space, got 3'],
    [{ tokenEnv: 'SPACED' }, '16 characters or more without a space'],
    [{ folder: 'absent' }, '--folder absent: there is no such folder'],
    [{ port: '99999' }, '--port 99999: expected a whole number from 0 to 65535'],
    [{ maxCommands: '0' }, '--max-commands 0'],
    [{ env: ['GITHUB_TOKEN'] }, '--env GITHUB_TOKEN: commands never get'],
    [{ env: ['a b'] }, '--env a b'],
    [{ host: '203.0.113.7' }, '--host 203.0.113.7: this machine has no such address'],
  ])('%j is refused', async (given, message) => {
    const failure = await serve({ ...defaults, ...given }, world).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    expect((failure as Error).message).toContain(message);
  });

  it('leaves nothing behind when it was called wrongly', async () => {
    rmSync(join(cwd, 'results'), { recursive: true, force: true });
    await serve({ ...defaults, folder: 'absent' }, world).catch(() => undefined);
    expect(existsSync(join(cwd, 'results'))).toBe(false);
  });
});
