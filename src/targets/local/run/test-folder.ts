import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Where what a test leaves behind is gathered: `workers/worker-1/0-3_login` below the session's folder. */
export interface TestFolder {
  readonly path: string;
  /** From the session's folder on, with slashes. */
  readonly name: string;
  readonly artifacts: string;
}

export function makeTestFolder(root: string, worker: string, run: { readonly slot: string; readonly id: string }): TestFolder {
  const name = `workers/${worker}/${run.slot}_${run.id.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60)}`;
  const path = join(root, ...name.split('/'));
  const artifacts = join(path, 'artifacts');
  mkdirSync(artifacts, { recursive: true });
  return { path, name, artifacts };
}

/** More of an output is not kept on the disk. */
export const MOST_LOG_BYTES = 16 * 1024 * 1024;

/** The log of one attempt: what the test wrote, as it came, up to a cap. */
export interface OutputLog extends Disposable {
  readonly name: string;
  write(text: string): void;
}

export function openOutputLog(folder: TestFolder, attempt: number): OutputLog {
  const file = `attempt-${attempt}.log`;
  const descriptor = openSync(join(folder.path, file), 'w', 0o600);
  let room = MOST_LOG_BYTES;
  return {
    name: `${folder.name}/${file}`,
    write(text) {
      if (room <= 0) return;
      const bytes = Buffer.from(text);
      writeSync(descriptor, bytes.subarray(0, room));
      room -= bytes.length;
      if (room <= 0) writeSync(descriptor, `\n[… the rest of the output was not kept: it is longer than ${MOST_LOG_BYTES} bytes]\n`);
    },
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}
