import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = resolve(dirname(fileURLToPath(import.meta.url)), '../../src/cli/main.ts');

/** How a command ended, and what it said. */
export interface CliEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** Everything that the process knows beside PATH; no token by default. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Sends SIGINT as soon as it has said this. */
  readonly interruptAt?: RegExp;
}

/** Runs the command line as its own process, as a user would. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliEnd> {
  const { promise, resolve: done, reject } = Promise.withResolvers<CliEnd>();
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: options.cwd ?? process.cwd(),
    env: { PATH: process.env.PATH ?? '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let interrupted = false;
  const heard = (): void => {
    if (interrupted || options.interruptAt?.test(stdout + stderr) !== true) return;
    interrupted = true;
    child.kill('SIGINT');
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    heard();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    heard();
  });
  child.on('error', reject);
  child.on('close', (code) => done({ code, stdout, stderr }));
  return promise;
}

/** A folder of its own for a test, with these files. */
export function workFolder(files: Readonly<Record<string, string>> = {}): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'runner-harness-cli-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A plan of so many quick runs on the embedded GitHub. */
export function quickPlan(more = ''): string {
  return `version: 1
name: quick
seed: 7
target: { simulated: { runners: 4, startup: 2s, workflow: simple.yml, inputs: { seconds: 5 } } }
limits: { poll: 5s }
scenarios:
  calm: { test: performance, runs: 4, concurrency: 4 }
${more}`;
}
