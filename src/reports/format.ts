/** Numbers as every report for people shows them. The files for machines hold them unrounded. */

/** What stands where a number is not defined. */
export const NO_VALUE = '–';

/** Three significant digits, more for what needs more before the point, no zeros that say nothing. */
function digits(value: number): string {
  const size = Math.abs(value);
  const places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return String(Number(value.toFixed(places)));
}

/**
 * Seconds with their unit.
 *
 * @example formatSeconds(12.345) // '12.3 s'
 */
export function formatSeconds(seconds: number | undefined): string {
  return seconds === undefined ? NO_VALUE : `${digits(seconds)} s`;
}

/** A dash between two numbers reads as a minus where one has a sign. @example formatInterval([10, 15.25]) // '10–15.3' */
export function formatInterval([low, high]: readonly [number, number]): string {
  return low < 0 || high < 0 ? `${digits(low)} to ${digits(high)}` : `${digits(low)}–${digits(high)}`;
}

/** One digit after the point, two that count where that would be 0. @example formatPercent(0.04) // '4 %' */
export function formatPercent(fraction: number): string {
  const percent = fraction * 100;
  return `${Number(Math.abs(percent) < 0.1 ? percent.toPrecision(2) : percent.toFixed(1))} %`;
}

/** With its sign, as a change needs it: `+12.3 %`. */
export function formatChange(change: number | undefined): string {
  if (change === undefined) return NO_VALUE;
  return `${change > 0 ? '+' : change < 0 ? '−' : '±'}${formatPercent(Math.abs(change))}`;
}

/** A value in the unit that stands beside it: `s` and `ratio` get their own form, others their name. */
export function formatValue(value: number | undefined, unit: string): string {
  if (value === undefined) return NO_VALUE;
  if (unit === 's') return formatSeconds(value);
  if (unit === 'ratio') return formatPercent(value);
  return unit === '' || unit === 'count' ? digits(value) : `${digits(value)} ${unit}`;
}

/** @example counted(1, 'run') // '1 run' */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The span between two stamps for people; `undefined` when one is missing or they stand the wrong way round. */
export function spanMs(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const ms = Date.parse(to) - Date.parse(from);
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}
