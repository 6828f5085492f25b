import { formatProblem, type PlanProblem } from '../core/plan/problem.ts';
import { maskSecrets } from '../core/plan/secrets.ts';
import { terminalText } from '../reports/escape/log.ts';

/** The part of a long line that is shown around the problem. */
const SHOWN = 100;

/**
 * Problems of a plan for people: a line `file:line:column: message` each, as editors and CI annotate it, and under it the line of the file with a
 * caret. Credentials in that line are masked: the log of a job is read by more people than the file.
 *
 * @param text the plan, where there is a file
 */
export function showProblems(problems: readonly PlanProblem[], source: string, text?: string): string {
  const lines = text === undefined ? [] : maskSecrets(text).split(/\r\n|\r|\n/);
  return problems
    .flatMap((problem) => {
      const head = terminalText(formatProblem(problem, source), 1_000);
      return problem.origin === undefined ? [head, ...excerpt(lines, problem)] : [head];
    })
    .join('\n');
}

/** The line and a caret under the column. Characters that a terminal acts on become one blank each, so that the caret stays in place. */
function excerpt(lines: readonly string[], { line, column }: PlanProblem): string[] {
  // What is missing at the end of the file is shown behind its last words.
  let at = Math.min(line, lines.length) - 1;
  while (at > 0 && lines[at]?.trim() === '') at -= 1;
  const text = lines[at] ?? '';
  if (text.trim() === '') return [];
  const under = at === line - 1 ? column - 1 : text.length;
  const from = Math.max(0, Math.min(under - SHOWN / 2, text.length - SHOWN));
  const shown = text.slice(from, from + SHOWN).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ');
  const gutter = `  ${at + 1} | `;
  return [`${gutter}${shown}`, `${' '.repeat(gutter.length - 2)}| ${' '.repeat(under - from)}^`];
}
