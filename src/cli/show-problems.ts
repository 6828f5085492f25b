import { formatProblem, type PlanProblem } from '../core/plan/problem.ts';
import { terminalText } from '../reports/escape/log.ts';

/** The part of a long line that is shown around the problem. */
const SHOWN = 100;

/**
 * Problems of a plan for people: a line `file:line:column: message` each, as editors and CI annotate it, and under it the line of the file with a
 * caret.
 *
 * @param text the plan, where there is a file
 */
export function showProblems(problems: readonly PlanProblem[], source: string, text?: string): string {
  const lines = text?.split(/\r\n|\r|\n/) ?? [];
  return problems
    .flatMap((problem) => {
      const head = terminalText(formatProblem(problem, source), 1_000);
      const line = problem.origin === undefined ? lines[problem.line - 1] : undefined;
      return line === undefined || line.trim() === '' ? [head] : [head, ...excerpt(line, problem.line, problem.column)];
    })
    .join('\n');
}

/** The line and a caret under the column. Characters that a terminal acts on become one blank each, so that the caret stays in place. */
function excerpt(line: string, number: number, column: number): string[] {
  const from = Math.max(0, Math.min(column - 1 - SHOWN / 2, line.length - SHOWN));
  const shown = line.slice(from, from + SHOWN).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ');
  const gutter = `  ${number} | `;
  return [`${gutter}${shown}`, `${' '.repeat(gutter.length - 2)}| ${' '.repeat(column - 1 - from)}^`];
}
