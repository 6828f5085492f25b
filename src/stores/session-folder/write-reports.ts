import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { assertRealFolder, isPlainName, SessionFolderError } from './session-folder.ts';

/** Far beyond a session of a hundred thousand runs; a report that is longer comes of an error or of an attack. */
export const MAX_REPORT_BYTES = 256 * 1_024 * 1_024;

/** A write of so many characters costs no more than one of many times as many. */
const CHUNK_CHARS = 65_536;

/** A report whole, or as the lines of its text, which are asked for while they are written. */
export type ReportContent = string | Uint8Array | Iterable<string>;

/**
 * Writes reports into a session's folder. Each file appears whole or not at all, and survives a power cut once the promise has
 * resolved: a temporary file beside it is written, synced and renamed. An earlier file of that name is replaced; if that is a
 * symbolic link, the link is replaced, not what it points to.
 *
 * One file that can't be written does not keep the others from being written.
 *
 * @param folder as {@link sessionFolder} returned it
 * @param files plain file names with their content; asked for one at a time
 * @param maxBytes most bytes of one file, {@link MAX_REPORT_BYTES} by default
 * @returns the paths, in the order of `files`
 * @throws SessionFolderError that names every file that was not written, and why
 */
export async function writeReports(
  folder: string,
  files: Iterable<readonly [name: string, content: ReportContent]>,
  maxBytes: number = MAX_REPORT_BYTES,
): Promise<readonly string[]> {
  await assertRealFolder(folder);
  const written: string[] = [];
  const failures: string[] = [];
  const causes: unknown[] = [];
  let count = 0;
  for (const [name, content] of files) {
    count += 1;
    try {
      written.push(await writeOne(folder, name, content, maxBytes));
    } catch (error) {
      failures.push(error instanceof SessionFolderError ? error.message : `${name}: ${error instanceof Error ? error.message : String(error)}`);
      causes.push(error);
    }
  }
  await syncFolder(folder);
  if (failures.length > 0) {
    const cause = causes.length === 1 ? causes[0] : new AggregateError(causes, 'several reports could not be written');
    throw new SessionFolderError(`${failures.length} of ${count} reports could not be written to ${folder}. ${failures.join(' ')}`, { cause });
  }
  return written;
}

async function writeOne(folder: string, name: string, content: ReportContent, maxBytes: number): Promise<string> {
  if (!isPlainName(name)) throw new SessionFolderError(`${JSON.stringify(name)} is no plain file name.`);
  const bytes = typeof content === 'string' || content instanceof Uint8Array ? Buffer.byteLength(content) : 0;
  if (bytes > maxBytes) throw new SessionFolderError(`${name} would have ${bytes} bytes, more than the ${maxBytes} that a report may have.`);
  const path = join(folder, name);
  const temporary = join(folder, `.${name}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    // "wx" follows no link and opens nothing that exists.
    const file = await open(temporary, 'wx', 0o644);
    try {
      if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content);
      else await writeLines(file, name, content, maxBytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return path;
}

/** Line by line, so that the whole never stands in memory. */
async function writeLines(file: FileHandle, name: string, lines: Iterable<string>, maxBytes: number): Promise<void> {
  let total = 0;
  for (const chunk of chunksOf(lines)) {
    total += Buffer.byteLength(chunk);
    if (total > maxBytes)
      throw new SessionFolderError(`${name} would have ${total} bytes or more, more than the ${maxBytes} that a report may have.`);
    await file.writeFile(chunk);
  }
}

function* chunksOf(lines: Iterable<string>): Generator<string> {
  let chunk: string[] = [];
  let length = 0;
  for (const line of lines) {
    chunk.push(line);
    length += line.length;
    if (length < CHUNK_CHARS) continue;
    yield chunk.join('');
    chunk = [];
    length = 0;
  }
  yield chunk.join('');
}

/** Makes the renames durable. Windows can't open a folder for that; there the file system's own order has to do. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
