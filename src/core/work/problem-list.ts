import type { LineIndex, Places } from '../plan/document.ts';
import type { PlanProblem } from '../plan/problem.ts';
import type { Complain } from './fields.ts';

/** Problems of a file, each with its line and column. */
export function problemList(places: Places, lines: LineIndex): { readonly problems: PlanProblem[]; readonly complain: Complain } {
  const problems: PlanProblem[] = [];
  const complain: Complain = (path, part, message, fix) =>
    void problems.push(lines.problem({ offset: places.locate(path, part), path, message, ...(fix === undefined ? {} : { fix }) }));
  return { problems, complain };
}
