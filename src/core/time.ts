/**
 * Time as the core sees it: plain numbers with their unit in the name.
 *
 * `…At` is an instant in milliseconds since the Unix epoch, `…Ms` a span in milliseconds. Nobody here asks a clock.
 */

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

/** The forms that {@link parseDuration} takes, for error messages. */
export const DURATION_FORMS = '"500ms", "30s", "5m", "1h30m", "2d"';

/**
 * Reads a span such as `90s`, `1h30m` or `1.5h`.
 *
 * @returns the span in milliseconds, > 0 and at most 35 days (GitHub's limit of a run), or `undefined` when the text is no such span
 * @example parseDuration('1h30m') // 5_400_000
 */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) total += Number(amount) * (UNIT_MS[unit ?? ''] ?? Number.NaN);
  return Number.isFinite(total) && total > 0 && total <= 35 * DAY_MS ? total : undefined;
}

/**
 * A span for people, in the form that {@link parseDuration} reads: two units at most, the smaller one rounded.
 *
 * @example formatDuration(5_400_000) // '1h30m'
 */
export function formatDuration(ms: number): string {
  if (ms < 0) return `-${formatDuration(-ms)}`;
  if (ms < SECOND_MS) return `${Math.round(ms)}ms`;
  if (ms < 10 * SECOND_MS) return `${Math.round(ms / 100) / 10}s`;
  const parts: readonly [string, number][] = [
    ['d', DAY_MS],
    ['h', HOUR_MS],
    ['m', MINUTE_MS],
    ['s', SECOND_MS],
  ];
  const first = parts.findIndex(([, size]) => ms >= size);
  const [unit, size] = parts[first] ?? ['s', SECOND_MS];
  const smaller = parts[first + 1];
  if (smaller === undefined) return `${Math.round(ms / size)}${unit}`;
  const rounded = Math.round(ms / smaller[1]) * smaller[1];
  const whole = Math.floor(rounded / size);
  const rest = Math.round((rounded - whole * size) / smaller[1]);
  // Rounding may fill the larger unit: 59m59.6s is 1h.
  if (first > 0 && rounded >= (parts[first - 1]?.[1] ?? Number.POSITIVE_INFINITY)) return formatDuration(rounded);
  return rest === 0 ? `${whole}${unit}` : `${whole}${unit}${rest}${smaller[0]}`;
}

/**
 * Reads an instant from a GitHub API stamp (`2026-11-21T03:33:25Z`).
 *
 * @returns milliseconds since the epoch, or `undefined` for anything that is no instant or lies before 2008 (the year 0001 stands for "none")
 */
export function parseStamp(stamp: unknown): number | undefined {
  if (typeof stamp !== 'string') return undefined;
  const at = Date.parse(stamp);
  return Number.isFinite(at) && at > 1_199_145_600_000 ? at : undefined;
}
