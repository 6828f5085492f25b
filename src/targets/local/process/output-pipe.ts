import { execFile } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, unlinkSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One pipe for both outputs of a command. */
export interface OutputPipe {
  /** For the command's standard output and standard error; closed by us once it was handed on. */
  readonly writeEnd: number;
  readonly readEnd: Socket;
}

/** Made at once: `mkfifo` costs a process. */
const AT_ONCE = 8;

const stock: { readonly read: number; readonly write: number }[] = [];
let making: Promise<void> | undefined;

/**
 * A real pipe. What Node hands its children are sockets: two of them, so the order of what is written to one and the other is lost, and
 * `echo … > /dev/stderr` fails on them.
 *
 * @returns `undefined` where pipes can't be made so: take two of Node's
 */
export async function openOutputPipe(): Promise<OutputPipe | undefined> {
  for (let tries = 0; stock.length === 0; tries++) {
    if (process.platform === 'win32' || tries === 2) return undefined;
    making ??= make().finally(() => {
      making = undefined;
    });
    await making;
  }
  const pipe = stock.pop();
  if (pipe === undefined) return undefined;
  return { writeEnd: pipe.write, readEnd: new Socket({ fd: pipe.read, readable: true, writable: false }) };
}

/** Named pipes, opened at both ends and unlinked at once: nothing stays on the disk. */
async function make(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'runner-harness-pipes-'));
  try {
    const paths = Array.from({ length: AT_ONCE }, (_, i) => join(folder, String(i)));
    await promisify(execFile)('mkfifo', ['-m', '600', ...paths]);
    for (const path of paths) {
      const read = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        stock.push({ read, write: openSync(path, constants.O_WRONLY) });
      } catch (error) {
        closeSync(read);
        throw error;
      }
      unlinkSync(path);
    }
  } catch {
    // No mkfifo, or no more files may be open: whoever asked takes another way.
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
