import { formatDuration } from '../time.ts';
import type { PatternLook } from './patterns.ts';
import type { Judgement, PatternMatch, TaskOutcome, TestStatus } from './test-outcome.ts';
import type { Expectation } from './work.ts';

/** How a process ended. */
export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number }
  /** By a signal that the harness did not send. */
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'timed_out'; readonly afterMs: number }
  | { readonly kind: 'cancelled' }
  /** It never began. */
  | { readonly kind: 'not_started'; readonly why: string };

/**
 * A test passes when its exit code is the expected one *and* every pattern is found. One that was stopped is judged by that alone, but what
 * its output held is told all the same.
 */
export function judge(end: ProcessEnd, expected: Expectation, look: PatternLook): Judgement {
  const patterns = look.matches;
  switch (end.kind) {
    case 'not_started':
      return { status: 'error', patterns: [], error: end.why };
    case 'cancelled':
      return { status: 'cancelled', patterns, error: 'cancelled' };
    case 'timed_out':
      return { status: 'timed_out', patterns, error: `killed with its children: it had not ended after ${formatDuration(end.afterMs)}` };
    case 'signalled':
      return { status: 'failed', signal: end.signal, patterns, error: `ended by the signal ${end.signal}, which the harness did not send` };
    case 'exited': {
      const wrong = [...exitProblem(end.code, expected), ...patternProblem(patterns, look.stuck)];
      const base = { exitCode: end.code, patterns };
      return wrong.length === 0 ? { status: 'passed', ...base } : { status: 'failed', ...base, error: wrong.join('; ') };
    }
  }
}

function exitProblem(code: number, { exitCode }: Expectation): string[] {
  if (exitCode === 'any' || code === exitCode) return [];
  return [exitCode === 0 ? `exit code ${code}` : `exit code ${code}, expected ${exitCode}`];
}

function patternProblem(patterns: readonly PatternMatch[], stuck: readonly string[]): string[] {
  const missing = patterns.filter(({ found }) => !found);
  if (missing.length === 0) return [];
  const told = missing.slice(0, 3).map(({ pattern }) => (stuck.includes(pattern) ? `${pattern} (took too long)` : pattern));
  const more = missing.length > told.length ? ` and ${missing.length - told.length} more` : '';
  return [`${missing.length} of ${patterns.length} patterns not found: ${told.join(', ')}${more}`];
}

/** From worst to best: what many tasks make of the test that they belong to. */
const WORST: readonly TestStatus[] = ['error', 'cancelled', 'timed_out', 'failed', 'passed', 'skipped'];

/** The judgement of a test of many tasks: the worst of theirs, with the first one that brought it. */
export function judgeTasks(tasks: readonly TaskOutcome[], noun = 'tasks'): Judgement {
  const status = WORST.find((one) => tasks.some((task) => task.status === one)) ?? 'error';
  const patterns = tasks.flatMap((task) => task.patterns);
  if (status === 'passed' || status === 'skipped') return { status: 'passed', patterns };
  const passed = tasks.filter((task) => task.status === 'passed').length;
  const first = tasks.find((task) => task.status === status);
  const code = first?.exitCode === undefined ? {} : { exitCode: first.exitCode };
  const why = first === undefined ? '' : `: ${first.id === first.name ? first.id : `${first.id} ${first.name}`}: ${first.error ?? first.status}`;
  return { status, ...code, patterns, error: `${passed} of ${tasks.length} ${noun} passed${why}` };
}
