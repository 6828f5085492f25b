import type { Problem } from '../ports/target.ts';

/** One thing that is wrong with what the user gave the Action. */
export interface UsageProblem extends Problem {
  /** What it is about: an input, a variable, or a place in a file. */
  readonly where: string;
  /** For the note that GitHub shows in the file. */
  readonly place?: { readonly file: string; readonly line: number; readonly column: number };
}

/** The Action was used wrongly: nothing was sent, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problems: readonly UsageProblem[];

  constructor(problems: readonly UsageProblem[]) {
    super(problems.map(problemText).join('\n'));
    this.problems = problems;
  }
}

/** `runs: expected a whole number, got "minus one": give 1 or more` */
export function problemText({ where, message, fix }: UsageProblem): string {
  const text = where === '' ? message : `${where}: ${message}`;
  return fix === undefined ? text : `${text}: ${fix}`;
}
