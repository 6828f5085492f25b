import { DEFAULT_FAIL_ON, parseFailOn } from '../core/gate/exit-code.ts';
import type { Outcome } from '../core/result.ts';
import { UsageError } from './usage-error.ts';

/**
 * Reads `--fail-on`.
 *
 * @throws UsageError for what is no outcome
 */
export function readFailOn(text: string | undefined): readonly Outcome[] {
  if (text === undefined) return DEFAULT_FAIL_ON;
  const parsed = parseFailOn(text);
  if (parsed.ok) return parsed.failOn;
  throw new UsageError(`--${parsed.reason}`);
}
