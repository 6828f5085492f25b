import { resolve } from 'node:path';

/** Where session folders lie when `--report-dir` names no other place. */
export const DEFAULT_REPORT_DIR = 'runner-harness-results';

/** A folder as the user named it, from the working directory on. */
export function resolveFolder(cwd: string, folder: string): string {
  return resolve(cwd, folder);
}
