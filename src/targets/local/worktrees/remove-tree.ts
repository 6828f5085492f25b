import { chmodSync, lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes whatever is at a path, also below folders that nobody may read or change. Follows no link. */
export async function removeTree(path: string | Buffer): Promise<void> {
  const is = lstatSync(path, { throwIfNoEntry: false });
  if (is === undefined) return;
  if (!is.isDirectory()) {
    unlinkSync(path);
    return;
  }
  try {
    await rm(path, { recursive: true, force: true });
  } catch {
    openUp(path);
    await rm(path, { recursive: true, force: true });
  }
}

/** A path below a folder. Names are bytes on Linux: what is not UTF-8 stays bytes. */
export function below(folder: string | Buffer, name: Buffer): string | Buffer {
  const text = name.toString();
  if (typeof folder === 'string' && Buffer.from(text).equals(name)) return join(folder, text);
  return Buffer.concat([Buffer.from(folder), Buffer.from('/'), name]);
}

function openUp(folder: string | Buffer): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true, encoding: 'buffer' })) {
    if (entry.isDirectory()) openUp(below(folder, entry.name));
  }
}
