import type { BenchmarkMetric } from './benchmark-set.ts';
import type { Evidence } from './evidence.ts';
import { formatPair, formatPercent, timeUnit } from './format-quantity.ts';

/** The metric of a benchmark that has a single unnamed one: sentences leave it out. */
export const UNNAMED_METRIC = 'value';

/** What a row's sentence begins with. */
export function subject(benchmark: string, { metric }: Pick<BenchmarkMetric, 'metric'>): string {
  return metric === UNNAMED_METRIC ? benchmark : metric;
}

/** `12.3 % slower (1.123 s against 1.000 s; 95 % interval 9.8 % to 14 %, 25 and 25 values)` */
export function changeText(evidence: Pick<Evidence, 'baseline' | 'current' | 'change' | 'ci95' | 'basis' | 'kind'>, unit: string): string {
  const { baseline, current, change, ci95, basis, kind } = evidence;
  const [shownNow, shownOld] = formatPair(current, baseline, unit);
  const against = kind === 'history' ? `${shownOld} ${basis}` : shownOld;
  const interval = ci95 === undefined ? '' : `; 95 % interval ${signed(ci95[0])} to ${signed(ci95[1])}`;
  const values = kind === 'samples' ? `, ${basis}` : '';
  const moved = change === 0 ? 'no change' : `${formatPercent(Math.abs(change))} ${changeWord(unit, change)}`;
  return `${moved} (${shownNow} against ${against}${interval}${values})`;
}

/** Times are slower or faster, sizes larger or smaller, everything else higher or lower. */
export function changeWord(unit: string, change: number): string {
  const up = change > 0;
  if (timeUnit(unit) !== undefined) return up ? 'slower' : 'faster';
  if (/^([kmgt]i?)?(b|bytes?)(\/(op|iter))?$/i.test(unit.trim())) return up ? 'larger' : 'smaller';
  return up ? 'higher' : 'lower';
}

function signed(fraction: number): string {
  const text = formatPercent(fraction);
  return fraction > 0 ? `+${text}` : text;
}
