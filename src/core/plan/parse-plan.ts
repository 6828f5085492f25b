import { readWork, type SuiteUnits } from '../work/read-work.ts';
import { buildPlan } from './build-plan.ts';
import { checkPlan } from './check-plan.ts';
import type { Path, Places, PlanFormat } from './document.ts';
import { numberTexts } from './number-texts.ts';
import { applyOverrides, type Override } from './overrides.ts';
import type { PathProblem } from './path-problem.ts';
import type { Plan } from './plan.ts';
import type { PlanFile } from './plan-file.ts';
import type { PlanProblem } from './problem.ts';
import { readDocument } from './read-document.ts';
import type { ReadFile } from './read-file.ts';
import { traceReader } from './trace-reader.ts';

/** A plan, or every problem of its text. */
export type PlanParse =
  | { readonly ok: true; readonly plan: Plan /** What the author should know; never a reason to stop. */; readonly notes: readonly string[] }
  | { readonly ok: false; readonly problems: readonly PlanProblem[] };

/** More would hide the first. */
const MAX_PROBLEMS = 50;

/**
 * Reads a plan: text → {@link Plan}, or every problem at once, each with its line and column, in the order of the text. Never throws, whatever the text.
 *
 * The text is read whole before anything is believed: at most 256 KiB, no alias bombs, no duplicate keys, no numbers that aren't finite, no credentials.
 *
 * @param options.source name of the file, for messages: `formatProblem(problem, source)`
 * @param options.set values that replace those of the file: `['scenarios.calm.runs=20']`, see {@link applyOverrides}
 * @param options.readFile reads the suites, test plans and traces that the plan names; without it a plan can name none
 * @example
 * const read = parsePlan(text, { format: 'yaml', source: 'plan.yml' });
 * if (read.ok) run(read.plan);
 * else for (const problem of read.problems) console.error(formatProblem(problem, 'plan.yml'));
 */
export function parsePlan(
  text: string,
  options: { readonly format: PlanFormat; readonly source?: string; readonly set?: readonly string[]; readonly readFile?: ReadFile },
): PlanParse {
  const read = readDocument(text, options.format);
  if (!read.ok) return failed(read.problems);
  const { document, lines } = read;
  const { value, overrides, problems: setProblems } = applyOverrides(document.value, options.set ?? []);
  const place = ({ path, part, message, fix }: PathProblem): PlanProblem => {
    const origin = originOf(path, overrides, document.places);
    const problem = lines.problem({ offset: document.places.locate(path, part), path, message, ...(fix !== undefined && { fix }) });
    return origin === undefined ? problem : { ...problem, line: 1, column: 1, origin };
  };
  const trace = traceReader(options.readFile);
  const checked = checkPlan(value, trace);
  const work = checked.ok ? readAllWork(checked.file, options.readFile) : { units: new Map(), problems: [] };
  const numbers = numberTexts(value, document.places).filter(({ path }) => originOf(path, overrides, document.places) === undefined);
  // A value that the text's reader refused already is not refused a second time.
  const told = new Set(read.problems.map(({ path }) => path).filter((path) => path !== ''));
  const problems = [
    ...read.problems,
    ...setProblems.map(({ origin, path, message, fix }) => ({
      ...place({ path, part: 'value', message, ...(fix !== undefined && { fix }) }),
      line: 1,
      column: 1,
      origin,
    })),
    ...[...(checked.ok ? work.problems : checked.problems), ...numbers]
      .map(place)
      .filter(({ path, origin }) => origin !== undefined || !told.has(path)),
  ];
  if (!checked.ok || problems.length > 0) return failed(problems);
  return { ok: true, ...buildPlan(checked.file, trace, work.units) };
}

/** The tests of every scenario that has some. */
function readAllWork(file: PlanFile, readFile: ReadFile | undefined): { units: Map<string, SuiteUnits>; problems: PathProblem[] } {
  const units = new Map<string, SuiteUnits>();
  const problems: PathProblem[] = [];
  for (const [name, scenario] of Object.entries(file.scenarios)) {
    if (scenario.test !== 'suite') continue;
    const read = readWork(name, scenario, readFile);
    if ('problems' in read) problems.push(...read.problems);
    else units.set(name, read);
  }
  return { units, problems };
}

/** In the order of the text; a problem that is told twice (a credential as a wrong value) stands twice, each with its own reason. */
function failed(problems: readonly PlanProblem[]): PlanParse {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  if (sorted.length <= MAX_PROBLEMS) return { ok: false, problems: sorted };
  const more = { line: 1, column: 1, path: '', message: `and ${sorted.length - MAX_PROBLEMS} more problems` };
  return { ok: false, problems: [...sorted.slice(0, MAX_PROBLEMS), more] };
}

/** The override that a problem is about: one at or above its path, or one that made the group at its path. */
function originOf(path: Path, overrides: readonly Override[], places: Places): string | undefined {
  const isNew = places.get(path) === undefined;
  const within = (inner: Path, outer: Path) => outer.every((step, i) => inner[i] === step);
  return overrides.findLast((override) => within(path, override.path) || (isNew && within(override.path, path)))?.origin;
}
