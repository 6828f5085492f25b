import type { GateRow } from '../result.ts';
import type { BenchmarkMetric } from './benchmark-set.ts';
import { formatPair, timeUnit } from './format-quantity.ts';

/** Why two values are not compared: for programs and for people. */
export interface Incomparable {
  readonly kind: NonNullable<GateRow['incomparable']>;
  readonly reason: string;
}

/**
 * Why two values of a metric can't be compared; `undefined` when they can. No ratio is taken of anything that this refuses, so no division goes
 * wrong.
 *
 * @param machines identities of both sides, where both are known
 */
export function incomparable(
  old: BenchmarkMetric,
  now: BenchmarkMetric,
  machines?: { readonly old: string; readonly now: string },
): Incomparable | undefined {
  if (old.unit !== now.unit)
    return { kind: scaled(old.unit, now.unit) ? 'scale' : 'unit', reason: `the unit was "${old.unit}" and is "${now.unit}"` };
  if (old.direction !== now.direction) return { kind: 'direction', reason: `${old.direction} was better and now ${now.direction} is` };
  if (machines !== undefined && machines.old !== machines.now && now.exact !== true) {
    return { kind: 'machine', reason: `the baseline ran on another machine (${machines.old}, now ${machines.now})` };
  }
  const odd = [...(old.samples ?? []), ...(now.samples ?? [])].find((value) => !Number.isFinite(value));
  if (!Number.isFinite(old.value)) return { kind: 'no-number', reason: `the baseline is ${old.value}` };
  if (!Number.isFinite(now.value)) return { kind: 'no-number', reason: `the value is ${now.value}` };
  if (odd !== undefined) return { kind: 'no-number', reason: `one of the raw values is ${odd}` };
  for (const [side, { samples }] of [
    ['the baseline', old],
    ['this result', now],
  ] as const) {
    if (samples?.length === 0) return { kind: 'no-number', reason: `${side} has no raw value` };
  }
  if (old.value === now.value) return undefined;
  const [shownNow, shownOld] = formatPair(now.value, old.value, now.unit);
  if (old.value <= 0) return { kind: 'no-ratio', reason: `there is no ratio to a baseline of ${shownOld} (now ${shownNow})` };
  if (now.value < 0) return { kind: 'no-ratio', reason: `the sign changed (${shownNow} against ${shownOld})` };
  // Per cent of it must be a number too.
  if (!Number.isFinite((now.value / old.value) * 100))
    return { kind: 'no-ratio', reason: `the ratio of ${now.value} to ${old.value} is beyond all numbers` };
  return undefined;
}

const SIZE = /^([kmgt]i?)?(b|bytes?)(\/.*)?$/i;

/** The same quantity in another size of unit: ns and µs, B and KiB. */
function scaled(a: string, b: string): boolean {
  const [timeA, timeB] = [timeUnit(a), timeUnit(b)];
  if (timeA !== undefined && timeB !== undefined) return timeA.per === timeB.per;
  return SIZE.test(a.trim()) && SIZE.test(b.trim());
}
