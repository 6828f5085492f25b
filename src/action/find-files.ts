import { globSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from '../core/plan/problem.ts';
import { UsageError } from './problem.ts';

/**
 * The files that the patterns of `benchmarks` stand for, from the workspace on, sorted, each once.
 *
 * @throws UsageError for every pattern that stands for nothing: a file that a benchmark did not write must not pass the gate
 */
export function findFiles(patterns: readonly string[], workspace: string): readonly string[] {
  const files = new Set<string>();
  const empty: string[] = [];
  for (const pattern of patterns) {
    const found = globSync(pattern, { cwd: workspace, withFileTypes: true }).filter((entry) => entry.isFile());
    if (found.length === 0) empty.push(pattern);
    for (const entry of found) files.add(join(entry.parentPath, entry.name));
  }
  if (empty.length > 0) {
    throw new UsageError(
      empty.map((pattern) => ({
        where: 'benchmarks',
        message: `no file in the workspace is called ${quote(pattern)}`,
        fix: 'look whether the step before has written it, and at the path',
      })),
    );
  }
  return [...files].sort();
}
