import type { PathProblem } from '../plan/path-problem.ts';
import type { SuiteSpec, Unit } from '../plan/plan.ts';
import { planFormat } from '../plan/plan-format.ts';
import { formatProblem, type PlanProblem } from '../plan/problem.ts';
import type { ReadFile } from '../plan/read-file.ts';
import type { BatchRange } from './batches.ts';
import { readSuite } from './read-suite.ts';
import { readTestPlan } from './read-test-plan.ts';
import type { Work } from './work.ts';

/** What a scenario says of its tests. */
export interface SuiteKeys {
  readonly suite?: string | undefined;
  readonly plans?: readonly string[] | undefined;
  readonly batches?: BatchRange | undefined;
  readonly 'pass-rate'?: number | undefined;
  readonly 'max-retries'?: number | undefined;
}

/** The tests of a scenario as units, and what they are together. */
export interface SuiteUnits {
  readonly units: readonly [Unit, ...Unit[]];
  readonly suite: SuiteSpec;
}

/** Of a file with many problems as many are told. */
const MOST_PROBLEMS = 10;

/** Reads the files of a scenario with tests. What is wrong in them is told at the key that names them. */
export function readWork(name: string, keys: SuiteKeys, readFile: ReadFile | undefined): SuiteUnits | { readonly problems: readonly PathProblem[] } {
  const path = ['scenarios', name];
  const problems: PathProblem[] = [];
  const at = (where: readonly (string | number)[], message: string, fix?: string): void =>
    void problems.push({ path: [...path, ...where], part: 'value', message, ...(fix !== undefined && { fix }) });
  const textOf = (file: string, where: readonly (string | number)[]): string | undefined => {
    if (readFile === undefined) {
      at(where, `${file} can't be read here: whoever reads this plan does not read other files`);
      return undefined;
    }
    const read = readFile(file);
    if (read.ok) return read.text;
    at(where, read.message, read.fix);
    return undefined;
  };
  const tell = (file: string, where: readonly (string | number)[], found: readonly PlanProblem[]): void => {
    for (const problem of found.slice(0, MOST_PROBLEMS)) at(where, formatProblem(problem, file));
    if (found.length > MOST_PROBLEMS) at(where, `${file}: and ${found.length - MOST_PROBLEMS} more problems`);
  };

  const works: Work[] = [];
  const spec: { name: string; passRate?: number; requires: readonly string[] } = { name, requires: [] };
  if (keys.suite !== undefined) {
    const format = planFormat(keys.suite);
    const text = textOf(keys.suite, ['suite']);
    if (format === undefined) at(['suite'], `the name ${keys.suite} does not say its format: end it in .json, .yml, .yaml or .toml`);
    else if (text !== undefined) {
      const read = readSuite(text, format);
      if (read.ok) {
        works.push(...read.suite.tests);
        spec.name = read.suite.name ?? name;
        spec.requires = read.suite.requires;
        if (read.suite.passRate !== undefined) spec.passRate = read.suite.passRate;
      } else tell(keys.suite, ['suite'], read.problems);
    }
  }
  for (const [i, file] of (keys.plans ?? []).entries()) {
    const text = textOf(file, ['plans', i]);
    if (text === undefined) continue;
    const read = readTestPlan(text, file, keys.batches ?? 'all');
    if (!read.ok) tell(file, ['plans', i], read.problems);
    else if (works.some(({ id }) => id === read.work.id)) at(['plans', i], `there is a test "${read.work.id}" already`);
    else works.push(read.work);
  }
  const retries = keys['max-retries'];
  const [first, ...others] = works.map((work): Unit => {
    const given = retries === undefined || work.maxRetries !== undefined ? work : { ...work, maxRetries: retries };
    return { workflow: work.id, inputs: {}, work: given };
  });
  if (first === undefined || problems.length > 0) return { problems };
  const files = [...(keys.suite === undefined ? [] : [keys.suite]), ...(keys.plans ?? [])];
  const passRate = keys['pass-rate'] ?? spec.passRate ?? 1;
  return { units: [first, ...others], suite: { name: spec.name, files, passRate, requires: spec.requires } };
}
