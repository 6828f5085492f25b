import { redactSecrets } from './secrets.ts';

/** One thing that is wrong with a plan. */
export interface PlanProblem {
  /** 1-based; 1 where the problem is no place in the file. */
  readonly line: number;
  /** 1-based, in UTF-16 code units; 1 where the problem is no place in the file. */
  readonly column: number;
  /** Keys joined by dots, `scenarios.calm.runs`; empty for the plan as a whole. */
  readonly path: string;
  /** Where it comes from when that is not the plan's text: `--runs`, `--set scenarios.calm.runs=0`, `runs`. */
  readonly origin?: string;
  /** What is wrong: the value, and what is accepted. Holds no credential. */
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
}

/**
 * A problem as one line for people.
 *
 * @example formatProblem(problem, 'plan.yml') // 'plan.yml:4:12: scenarios.calm.runs: expected a whole number from 1 to 100000, got the text "10": remove the quotes'
 */
export function formatProblem(problem: PlanProblem, source: string): string {
  const where = problem.origin ?? `${source}:${problem.line}:${problem.column}`;
  const path = problem.path === '' || problem.origin !== undefined ? '' : ` ${problem.path}:`;
  return `${where}:${path} ${problem.message}${problem.fix === undefined ? '' : `: ${problem.fix}`}`;
}

/** A value of the plan for a message: short, on one line, with its type where that is what surprises, without credentials. */
export function show(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return `the text ${quote(value)}`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return 'a group of keys';
  return String(value);
}

/** A text for a message, in quotes: escaped, at most 60 characters, without credentials. */
export function quote(text: string): string {
  const clean = redactSecrets(text);
  return JSON.stringify(clean.length > 60 ? `${clean.slice(0, 60)}…` : clean);
}

/** The beginning of a text that may be of any length: 160 characters of it. */
export function clip(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
