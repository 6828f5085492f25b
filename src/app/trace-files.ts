import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { quote } from '../core/plan/problem.ts';
import type { ReadFile } from '../core/plan/trace-reader.ts';

/** A hundred thousand lines of `runs.csv` and more. */
const MOST_BYTES = 128 * 1_024 * 1_024;

/**
 * Reads traces for a plan, from a folder on: a CSV file, or a session's folder, whose `runs.csv` it is.
 *
 * @param options.confined files outside of the folder are refused: what a pull request brings may choose the path
 */
export function traceFiles(folder: string, options: { readonly confined: boolean } = { confined: false }): ReadFile {
  return (given) => {
    const wrong = (message: string, fix?: string): ReturnType<ReadFile> => ({ ok: false, message, ...(fix !== undefined && { fix }) });
    try {
      const named = realpathSync(resolve(folder, given));
      const path = statSync(named).isDirectory() ? realpathSync(join(named, 'runs.csv')) : named;
      const inside = relative(realpathSync(folder), path);
      if (options.confined && (inside.startsWith('..') || isAbsolute(inside)))
        return wrong(`the trace ${quote(given)} lies outside of the workspace`, 'name a file of the checked-out repository');
      const { size } = statSync(path);
      if (size > MOST_BYTES) return wrong(`the trace ${quote(given)} has ${size} bytes: at most ${MOST_BYTES}`);
      return { ok: true, text: readFileSync(path, 'utf8') };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') return wrong(`the trace ${quote(given)} can't be read: ${message}`);
      return wrong(`there is no trace ${quote(given)}`, 'name a CSV file, or the folder of a session with its runs.csv');
    }
  };
}
