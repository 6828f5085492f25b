import { OUTCOMES, type Outcome } from '../result.ts';

/** A bad plan, input or option: nothing was begun, so it is no outcome of a session. */
export const USAGE_EXIT_CODE = 2;

/** Outcomes that fail unless the user names others. `error` and `aborted` fail always. */
export const DEFAULT_FAIL_ON: readonly Outcome[] = ['breached', 'regressed', 'failed', 'invalid'];

const CODES: Readonly<Record<Exclude<Outcome, 'aborted'>, number>> = {
  error: 1,
  breached: 3,
  regressed: 4,
  inconclusive: 5,
  failed: 6,
  invalid: 6,
  suspended: 7,
  passed: 0,
};

/** What a process ends with. */
export interface ExitCode {
  readonly code: number;
  /** Said when an outcome other than passed ends with 0. */
  readonly warning?: string;
}

/**
 * The exit code of an outcome, the same on the command line and in the Action: 1 error · 3 breached · 4 regressed · 5 inconclusive ·
 * 6 failed or invalid · 7 suspended · 130 aborted by SIGINT · 143 by SIGTERM. An outcome that is not in `failOn` is a warning and 0.
 *
 * @param failOn default {@link DEFAULT_FAIL_ON}
 * @param signal what aborted it; default SIGTERM
 * @example exitCodeOf('regressed') // { code: 4 }
 */
export function exitCodeOf(outcome: Outcome, failOn: readonly Outcome[] = DEFAULT_FAIL_ON, signal: 'SIGINT' | 'SIGTERM' = 'SIGTERM'): ExitCode {
  if (outcome === 'aborted') return { code: signal === 'SIGINT' ? 130 : 143 };
  if (outcome === 'passed' || outcome === 'error' || failOn.includes(outcome)) return { code: CODES[outcome] };
  return { code: 0, warning: `the outcome is ${outcome}, which does not fail because fail-on names only ${failOn.join(', ') || 'nothing'}` };
}

/** What `fail-on` may name. */
export const FAILABLE_OUTCOMES: readonly Outcome[] = OUTCOMES.filter((outcome) => outcome !== 'passed');

export type FailOnParse = { readonly ok: true; readonly failOn: readonly Outcome[] } | { readonly ok: false; readonly reason: string };

/**
 * Reads `fail-on`: outcomes, separated by commas or blanks. `none` alone is the empty list.
 *
 * @example parseFailOn('breached, failed') // { ok: true, failOn: ['breached', 'failed'] }
 */
export function parseFailOn(text: string): FailOnParse {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 1 && words[0] === 'none') return { ok: true, failOn: [] };
  const wrong = words.filter((word) => !(FAILABLE_OUTCOMES as readonly string[]).includes(word));
  if (words.length > 0 && wrong.length === 0) return { ok: true, failOn: [...new Set(words)] as Outcome[] };
  const got = wrong.length > 0 ? wrong.map((word) => `"${word}"`).join(', ') : 'nothing';
  return { ok: false, reason: `fail-on: got ${got}; it takes ${FAILABLE_OUTCOMES.join(', ')}, separated by commas, or "none"` };
}
