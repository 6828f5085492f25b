import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** The contexts that an expression can read: `{ inputs: {…}, github: {…} }`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** An expression of a workflow file that can't be evaluated, with its text. */
export class WorkflowExpressionError extends Error {
  override readonly name = 'WorkflowExpressionError';
}

const EXPRESSION = /\$\{\{((?:'(?:[^']|'')*'|[^'])*?)\}\}/g;

/**
 * What GitHub makes of a value of a workflow file: a string that is one `${{ … }}` becomes that expression's value, one with
 * text around it becomes text, anything else stays.
 *
 * @throws WorkflowExpressionError
 */
export function evaluate(value: unknown, contexts: Contexts): unknown {
  if (typeof value === 'string') return evaluateText(value, contexts);
  if (Array.isArray(value)) return value.map((item) => evaluate(item, contexts));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, evaluate(item, contexts)]));
  return value;
}

/** Like {@link evaluate}, but always text: what a name, an environment variable or a title becomes. */
export function evaluateToText(value: unknown, contexts: Contexts): string {
  if (typeof value !== 'string') return toText(value);
  return value.replace(EXPRESSION, (_, source: string) => run(source, contexts).coerceString());
}

/** How what came before has ended: what `success()`, `failure()` and `cancelled()` ask. */
export type PrecedingStatus = 'success' | 'failure' | 'cancelled' | 'skipped';

/**
 * A job's or a step's `if:`, with or without `${{ }}`. One that asks for no status is true only where everything before it succeeded.
 *
 * @param before default: nothing failed
 */
export function evaluateCondition(source: string, contexts: Contexts, before: PrecedingStatus = 'success'): boolean {
  const inner = /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(source)?.[1] ?? source;
  if (before !== 'success' && !asksForStatus(inner)) return false;
  const value = plain(run(inner, contexts, before));
  return value !== false && value !== null && value !== 0 && value !== '';
}

function evaluateText(text: string, contexts: Contexts): unknown {
  const only = /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(text);
  const matches = [...text.matchAll(EXPRESSION)];
  if (only !== null && matches.length === 1) return plain(run(matches[0]?.[1] ?? '', contexts));
  return evaluateToText(text, contexts);
}

/** Does a condition ask itself how what came before has ended? */
export function asksForStatus(source: string): boolean {
  return /\b(success|always|cancelled|failure)\s*\(/i.test(source);
}

const statusFunctions = (before: PrecedingStatus) =>
  ['success', 'always', 'cancelled', 'failure'].map((name) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(name === 'always' || name === before),
  }));
const STATUS_FUNCTIONS = {
  success: statusFunctions('success'),
  failure: statusFunctions('failure'),
  cancelled: statusFunctions('cancelled'),
  skipped: statusFunctions('skipped'),
} as const;

function run(source: string, contexts: Contexts, before: PrecedingStatus = 'success'): data.ExpressionData {
  const functions = STATUS_FUNCTIONS[before];
  try {
    const { tokens } = new Lexer(source.trim()).lex();
    const names = ['github', 'inputs', 'matrix', 'strategy', 'needs', 'vars', 'env', 'job', 'jobs', 'runner', 'steps', 'secrets'];
    const expression = new Parser(tokens, names, functions).parse();
    const dictionary = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
    return new Evaluator(expression, dictionary, new Map(functions.map((f) => [f.name, f]))).evaluate();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WorkflowExpressionError(`can't evaluate \${{ ${source.trim().slice(0, 200)} }}: ${why}`, { cause: error });
  }
}

function plain(value: data.ExpressionData): unknown {
  return JSON.parse(JSON.stringify(value, data.replacer) ?? 'null');
}

function toText(value: unknown): string {
  return value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
