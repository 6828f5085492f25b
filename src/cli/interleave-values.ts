import { parseShare } from '../core/gate/threshold-rule.ts';
import { INTERLEAVE_DEFAULTS } from '../core/interleave/interleaved-scenario.ts';
import { UsageError } from './usage-error.ts';

/** @throws UsageError naming the option */
export function share(flag: string, text: string): number {
  const parsed = parseShare(text);
  if (parsed === undefined) throw new UsageError(`${flag} ${text}: expected a share from 0% to 100%, such as 5% or 0.05`);
  return parsed;
}

/**
 * Reads `--detect`: by default above the margin by what lies between the defaults.
 *
 * @throws UsageError where it is not above the margin
 */
export function detectOf(text: string | undefined, margin: number, threshold: string): number {
  // In whole millionths, so that 1 % and 4 % are 5 %.
  const usual = Math.round((margin + INTERLEAVE_DEFAULTS.detect - INTERLEAVE_DEFAULTS.margin) * 1e6) / 1e6;
  const detect = text === undefined ? usual : share('--detect', text);
  if (detect > margin && detect < 1) return detect;
  throw new UsageError(`--detect ${text ?? detect}: a slowdown that must not escape is larger than --threshold ${threshold}, and below 100%`, {
    fix: 'such as --threshold 1% --detect 5%',
  });
}

/** Reads `--max-blocks`. @throws UsageError */
export function readBlocks(text: string): number {
  const blocks = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (blocks >= 3) return blocks;
  throw new UsageError(`--max-blocks ${text}: expected a whole number from 3 to 9999`);
}
