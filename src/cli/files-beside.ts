import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ReadFile } from '../core/work/read-work.ts';

/** No suite and no test plan is as long. */
const MOST_BYTES = 4 * 1_024 * 1_024;

/** Reads files that a plan names, from the folder on in which the plan lies. */
export function filesBeside(planPath: string): ReadFile {
  return (path) => {
    const full = resolve(dirname(planPath), path);
    try {
      const { size } = statSync(full);
      if (size > MOST_BYTES) return { why: `${path} has ${size} bytes, and a file of tests at most ${MOST_BYTES}` };
      return { text: readFileSync(full, 'utf8') };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return {
        why:
          code === 'ENOENT'
            ? `there is no file ${path} (looked for ${full})`
            : code === 'EISDIR'
              ? `${path} is a folder`
              : `${path} can't be read: ${message}`,
      };
    }
  };
}
