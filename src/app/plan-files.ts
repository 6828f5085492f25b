import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { quote } from '../core/plan/problem.ts';
import type { ReadFile } from '../core/plan/read-file.ts';

/** A hundred thousand lines of `runs.csv` and more. */
const MOST_BYTES = 128 * 1_024 * 1_024;

/**
 * Reads the files that a plan names (suites, test plans, traces), from the folder on in which the plan lies. A session's folder stands for its `runs.csv`.
 *
 * @param within files outside of this folder are refused: what a pull request brings may choose the path. Absent: any file
 */
export function planFiles(folder: string, within?: string): ReadFile {
  return (given) => {
    const wrong = (message: string, fix?: string): ReturnType<ReadFile> => ({ ok: false, message, ...(fix !== undefined && { fix }) });
    const full = resolve(folder, given);
    try {
      const named = realpathSync(full);
      const path = statSync(named).isDirectory() ? realpathSync(join(named, 'runs.csv')) : named;
      const inside = within === undefined ? '' : relative(realpathSync(within), path);
      if (inside.startsWith('..') || isAbsolute(inside))
        return wrong(`${quote(given)} lies outside of the workspace`, 'name a file of the checked-out repository');
      const { size } = statSync(path);
      if (size > MOST_BYTES) return wrong(`${quote(given)} has ${size} bytes: at most ${MOST_BYTES}`);
      return { ok: true, text: readFileSync(path, 'utf8') };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') return wrong(`${quote(given)} can't be read: ${message}`);
      return wrong(`there is no file ${quote(given)} (looked for ${full})`, 'paths begin where the plan lies');
    }
  };
}
