import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, whatever the working directory is. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** How a tool ended: its exit code, or 1 when a signal or a missing program ended it. */
export interface ToolEnd {
  readonly code: number;
  /** What it wrote to stdout; empty unless captured. */
  readonly stdout: string;
}

/**
 * Runs a development tool of this project (never a global one) on the Node that runs us, with the repository's root as working directory.
 *
 * @param name package and program: `typescript/tsc`, or `vitest` where both have one name
 * @example await runTool('typescript/tsc', ['-b'])
 */
export function runTool(name: string, args: readonly string[], options: { capture?: boolean; timeoutMs?: number } = {}): Promise<ToolEnd> {
  return runNode([toolPath(name), ...args], options);
}

/** Runs a script on the Node that runs us. */
export function runNode(args: readonly string[], options: { capture?: boolean; timeoutMs?: number; cwd?: string } = {}): Promise<ToolEnd> {
  const { promise, resolve: done } = Promise.withResolvers<ToolEnd>();
  const child = spawn(process.execPath, args, {
    cwd: options.cwd ?? ROOT,
    stdio: ['ignore', options.capture ? 'pipe' : 'inherit', 'inherit'],
    ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs, killSignal: 'SIGKILL' }),
  });
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.on('error', (error) => {
    console.error(`${args[0]} could not be started: ${error.message}`);
    done({ code: 1, stdout });
  });
  child.on('close', (code, signal) => {
    if (signal !== null)
      console.error(`${args[0]} was ended by ${signal}${options.timeoutMs === undefined ? '' : ` (limit ${options.timeoutMs / 1000} s)`}.`);
    done({ code: code ?? 1, stdout });
  });
  return promise;
}

/** The file of a tool's program, read from its package.json: `.bin` holds shell scripts on Windows. */
function toolPath(name: string): string {
  const scoped = name.startsWith('@');
  const parts = name.split('/');
  const packageName = scoped ? parts.slice(0, 2).join('/') : (parts[0] ?? name);
  const program = parts.at(-1) ?? name;
  const folder = join(ROOT, 'node_modules', packageName);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { bin?: string | Record<string, string> };
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[program];
  if (file === undefined) throw new Error(`${packageName} has no program named "${program}"; run npm ci, or look at bin in its package.json.`);
  return join(folder, file);
}
