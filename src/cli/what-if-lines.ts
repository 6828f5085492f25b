import type { CostForecast } from '../core/cost/plan-session.ts';
import type { Prediction } from '../core/cost/prediction.ts';
import type { CapPrediction, ScenarioWhatIf, ThresholdPrediction, TimePrediction, WhatIf } from '../core/cost/what-if.ts';
import { formatDuration } from '../core/time.ts';
import { formatUsd } from '../reports/cost.ts';
import { terminalText } from '../reports/escape/log.ts';
import { counted, formatPercent } from '../reports/format.ts';

/** A value with its interval: `13 s (10 s to 69 s)`; one number where they are the same. */
function withInterval({ median, low, high }: Prediction, shown: (value: number) => string): string {
  const [middle, from, to] = [shown(median), shown(low), shown(high)];
  return from === to ? middle : `${middle} (${from} to ${to})`;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const span = (ms: number): string => formatDuration(Math.round(ms));
const seconds = (value: number): string => (value < 0.5 ? '0s' : span(value * 1_000));
/** Times that are worth a line, and how they are called. */
const SHOWN = [
  ['queue_time', 'queue time'],
  ['wait_time', 'wait time'],
  ['execution_time', 'execution'],
] as const;

/** The rows of one scenario that a fleet makes possible. */
export function scenarioRows(own: ScenarioWhatIf, sessions: number): string[][] {
  const { times, busy, queued, failed, shed, thresholds, durationMs, runs, capacity } = own;
  return [
    ['takes', withInterval(durationMs, span)],
    ...(runs.low === runs.high ? [] : [['runs', withInterval(runs, whole)]]),
    ...(capacity === undefined ? [] : [['finds', capacityText(capacity, sessions, failed.low === 1)]]),
    ...(shed.high > 0 ? [['not sent', `${withInterval(shed, whole)} runs: later than "late" allows`]] : []),
    ...SHOWN.flatMap(([metric, name]) => {
      const time = times[metric];
      return time === undefined || timeText(time) === '' || (metric === 'wait_time' && sameAs(time, times.queue_time))
        ? []
        : [[name, timeText(time)]];
    }),
    [
      'runners',
      `${withInterval(busy, whole)} busy at once${queued.high > 0 ? `, ${withInterval(queued, whole)} jobs waiting at once` : ', no job waits'}`,
    ],
    ...(failed.high > 0 ? [['failed', withInterval(failed, formatPercent)]] : []),
    ...thresholds.map((threshold, i) => [i === 0 ? 'thresholds' : '', thresholdText(threshold, sessions)]),
  ];
}

/** What a search finds on the fleet that was described. */
function capacityText({ perMinute, found }: NonNullable<ScenarioWhatIf['capacity']>, sessions: number, allFail: boolean): string {
  if (perMinute === undefined) {
    const why = allFail ? 'no run succeeds, as where the fleet has no runner with their labels' : 'a cap ends it before';
    return `no capacity in ${counted(sessions, 'simulated session')}: ${why}`;
  }
  const often = found === sessions ? '' : `, in ${found} of ${counted(sessions, 'simulated session')}`;
  return `a capacity of ${withInterval(perMinute, (value) => String(Number(value.toPrecision(3))))} runs a minute${often}`;
}

/** Where nothing is late, waiting for the schedule and waiting for a runner are the same. */
function sameAs(wait: TimePrediction, queue: TimePrediction | undefined): boolean {
  return (['p50', 'p90', 'p95'] as const).every((p) => Math.abs((wait[p]?.median ?? 0) - (queue?.[p]?.median ?? 0)) < 1.5);
}

function timeText(time: TimePrediction): string {
  return (['p50', 'p90', 'p95', 'max'] as const)
    .flatMap((p) => {
      const prediction = time[p];
      return prediction === undefined ? [] : [`${p} ${withInterval(prediction, seconds)}`];
    })
    .join(' · ');
}

function thresholdText({ metric, expression, held, passed, failed, of }: ThresholdPrediction, sessions: number): string {
  const name = terminalText(`${metric}: ${expression}`, 120);
  if (of === 0) return `${name}: no value in ${counted(sessions, 'simulated session')}`;
  const unsure = sessions - passed - failed;
  const judged =
    unsure === 0 && passed === held ? '' : `; the verdict is passed in ${passed}, failed in ${failed}, and ${unsure} have too few values to tell`;
  return `${name} holds in ${held} of ${counted(sessions, 'simulated session')}${judged}`;
}

/** What the runners take, and what that costs. */
export function effortRows(what: WhatIf, cardDate: string): string[][] {
  return [
    ['minutes', `${withInterval(what.runnerMinutes, whole)} of work, ${withInterval(what.billedMinutes, whole)} as billed (each job rounded up)`],
    ['cost', costText(what.costUsd === undefined ? undefined : withInterval(what.costUsd, formatUsd), what.unpriced, cardDate)],
  ];
}

/** The same without a fleet: on one that never lets a job wait. */
export function plainEffortRows(minutes: number, { usd, unpriced, billedMinutes, cardDate }: CostForecast): string[][] {
  return [
    ['minutes', `${whole(minutes)} of work, ${whole(billedMinutes)} as billed (each job rounded up)`],
    ['cost', costText(usd === undefined ? undefined : formatUsd(usd), unpriced, cardDate)],
  ];
}

function costText(sum: string | undefined, unpriced: readonly string[], cardDate: string): string {
  const names = unpriced.map((label) => (label === 'unknown' ? 'runners whose labels nobody knows' : `[${terminalText(label, 60)}]`)).join(', ');
  if (sum === undefined)
    return names === ''
      ? 'nothing: no job has a runner'
      : `unknown: GitHub's price list has none for ${names}; --labels ubuntu-latest says what they are`;
  const without = names === '' ? '' : `, without ${names}, which the list has no price for`;
  return `${sum} by GitHub's price list of ${cardDate}${without}; public repositories pay nothing for standard runners`;
}

/** Does the plan fit its budget? */
export function budgetRows(budget: readonly CapPrediction[], sessions: number): string[][] {
  return budget.map(({ cap, limit, perMs, predicted, within }) => {
    const shown = cap === 'cost' ? formatUsd : cap === 'wall-time' ? span : whole;
    const per = perMs === undefined ? '' : ` in ${formatDuration(perMs)}`;
    const verdict =
      within === sessions
        ? 'fits'
        : within === 0
          ? 'does not fit: the session would be suspended'
          : `fits in ${within} of ${counted(sessions, 'simulated session')}, and is suspended in the others`;
    return [cap, `${withInterval(predicted, shown)} of ${shown(limit)}${per}: ${verdict}`];
  });
}

/** What the intervals are, in one sentence. */
export function intervalNote({ sessions, coverage }: WhatIf): string {
  return `in brackets: where ${formatPercent(coverage)} of sessions end up by chance, if the fleet is as described (${sessions} simulated sessions)`;
}

export const takesText = (durationMs: Prediction): string => withInterval(durationMs, span);
export const countText = (prediction: Prediction): string => withInterval(prediction, whole);
