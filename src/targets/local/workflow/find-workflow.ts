import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Git } from '../worktrees/git.ts';

/** A workflow file as it will be run. */
export interface FoundWorkflow {
  readonly text: string;
  /** For people. */
  readonly where: string;
}

/** Folders of a repository in which workflows lie. */
const FOLDERS = ['.github/workflows', 'workflows-under-test'];

/**
 * Finds a workflow: in the commit that is checked out for it, else in folders that come with the program. What is not committed is not found,
 * because it will not be in the worktree either.
 */
export async function findWorkflow(
  workflow: string,
  from: { readonly git: Git; readonly repository: string; readonly ref: string; readonly folders: readonly string[] },
): Promise<FoundWorkflow | undefined> {
  const { git, repository, ref, folders } = from;
  for (const path of workflow.includes('/') ? [workflow] : FOLDERS.map((folder) => `${folder}/${workflow}`)) {
    try {
      return { text: await git(['show', `${ref}:${path}`], { cwd: repository }), where: path };
    } catch {
      // Not there: the next place.
    }
  }
  for (const folder of folders) {
    const path = join(folder, basename(workflow));
    if (existsSync(path)) return { text: readFileSync(path, 'utf8'), where: `${basename(workflow)} that comes with the program` };
  }
  return undefined;
}
