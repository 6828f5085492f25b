import { globSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from '../core/plan/problem.ts';
import type { UsageProblem } from './problem.ts';

/**
 * The files that the patterns of `benchmarks` stand for, from the workspace on, sorted, each once. A pattern that stands for nothing is
 * a problem: a file that a benchmark did not write must not pass the gate.
 */
export function findFiles(
  patterns: readonly string[],
  workspace: string,
): { readonly files: readonly string[]; readonly problems: readonly UsageProblem[] } {
  const files = new Set<string>();
  const problems: UsageProblem[] = [];
  for (const pattern of patterns) {
    const found = globSync(pattern, { cwd: workspace, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const entry of found) files.add(join(entry.parentPath, entry.name));
    if (found.length > 0) continue;
    const message = `no file in the workspace is called ${quote(pattern)}`;
    problems.push({ where: 'benchmarks', message, fix: 'look whether the step before has written it, and at the path' });
  }
  return { files: [...files].sort(), problems };
}
