import type { CapacityReport, CapacityTrial } from '../core/result.ts';
import { formatDuration } from '../core/time.ts';
import { counted, formatInterval, formatPercent, NO_VALUE, spanMs } from './format.ts';

/** Three significant digits: more is not known of a load. @example formatLoad(10.3679) // '10.4/min' */
export function formatLoad(perMinute: number | undefined): string {
  return perMinute === undefined ? NO_VALUE : `${Number(perMinute.toPrecision(3))}/min`;
}

/** The interval of a capacity. @example formatBounds([9.33, 11.9]) // '9.33–11.9/min' */
export function formatBounds(interval: readonly [number, number] | undefined): string {
  return interval === undefined ? NO_VALUE : `${formatInterval([Number(interval[0].toPrecision(3)), Number(interval[1].toPrecision(3))])}/min`;
}

/** What was found, in one line. */
export function capacityHeadline({ verdict, interval, perMinute, limiter, pools }: CapacityReport): string {
  if (verdict === 'found' && interval !== undefined) {
    const best = pools === undefined ? '' : 'the largest pool: ';
    return `${best}${formatLoad(interval[0])} was sustained, ${formatLoad(interval[1])} was not; most likely ${formatLoad(perMinute)}`;
  }
  if (verdict === 'bound not found') return `no bound was found: ${limiter} was reached first`;
  if (verdict === 'invalid') return `invalid: the limit was not the fleet but ${limiter}`;
  return `inconclusive (${limiter})`;
}

/** Its evidence: sentences for people, the one that matters most first. */
export function capacityLines({ reason, probe, slo, scaling, trials }: CapacityReport): readonly string[] {
  const runs = trials.reduce((sum, trial) => sum + trial.runs, 0);
  const spent = spanMs(trials[0]?.startedAt, trials.at(-1)?.endedAt);
  return [
    reason,
    ...(probe === undefined
      ? []
      : [
          `saturation probe: ${Number(probe.concurrent.toFixed(1))} runs at once ÷ ${formatDuration(probe.executionTime * 1_000)} mean execution time = ${formatLoad(probe.perMinute)} (95 %: ${formatBounds(probe.ci95)}, n ${probe.n})`,
        ]),
    ...(slo === undefined ? [] : [`within ${slo.expression}: ${slo.perMinute === undefined ? 'no load' : formatLoad(slo.perMinute)}; ${slo.reason}`]),
    ...(scaling === undefined ? [] : [scalingLine(scaling)]),
    `${counted(trials.length, 'trial')}, ${counted(runs, 'run')}${spent === undefined ? '' : `, ${formatDuration(spent)}`}`,
  ];
}

function scalingLine({ lambda, sigma, kappa, peak, reach, r2 }: NonNullable<CapacityReport['scaling']>): string {
  const most =
    peak === undefined
      ? `no size up to ${Math.round(reach)} runners from which on more sustain less`
      : `from ${Math.round(peak)} runners on, more sustain less`;
  return `Universal Scalability Law: ${formatLoad(lambda)} a runner, contention ${formatPercent(sigma)}, coherency ${formatPercent(kappa)}, R² ${Number(r2.toFixed(3))}: ${most}`;
}

/** What a trial offered. */
export function trialLoad({ kind, perMinute }: CapacityTrial): string {
  return kind === 'probe' ? `${formatLoad(perMinute)}, doubling` : formatLoad(perMinute);
}
