import { compareWithBaseline } from '../gate/compare-with-baseline.ts';
import { DEFAULT_MARGINS, type GatePolicy } from '../gate/gate-policy.ts';
import { type Calibration, RUNS_TO_CALIBRATE, replayGate } from './false-alarms.ts';
import { levelStartOf } from './gate-history.ts';
import type { History } from './history.ts';
import { type Noise, noiseOf, type RecommendedN, recommendedN } from './noise.ts';
import type { WatchedSeries } from './watch-history.ts';

/** What a gate's own history says of it, from {@link RUNS_TO_CALIBRATE} runs on. */
export interface GateCalibration {
  /** The whole gate, played again over its own runs. */
  readonly alarms: Calibration;
  readonly series: readonly SeriesCalibration[];
}

export interface SeriesCalibration {
  readonly benchmark: string;
  readonly metric: string;
  readonly noise: Noise;
  /** Raw values a run that show a change of `effect`; absent: the runs keep no raw values, or too few runs are known. */
  readonly recommended?: RecommendedN;
  /** A fraction: 0.1 is 10 %. */
  readonly effect: number;
}

/** Runs that come first without being judged, so that the rule by history has its ten. */
const UNJUDGED = 1;

/** What change a gate of this margin wants to see: twice the margin, and never less than 10 %. */
const effectOf = (margin: number): number => Math.max(0.1, 2 * margin);

/**
 * How often the gate would have cried wolf over its own baseline runs, and how many raw values each series needs.
 *
 * @param policy the gate's own
 * @param watched the same history's series, for where the present level of each begins
 */
export function calibrateGate(history: Pick<History, 'records'>, policy: GatePolicy, watched: readonly WatchedSeries[]): GateCalibration {
  const alarms = replayGate(
    history,
    (before, now) => compareWithBaseline(now, before.at(-1) ?? before[0], policy, { runs: before, levelStart: levelStartOf }),
    UNJUDGED,
  );
  const margin = policy.margin ?? DEFAULT_MARGINS.samples;
  const effect = effectOf(margin);
  const series = watched.flatMap(({ series: of, levelStart }): SeriesCalibration[] => {
    const points = of.points.slice(levelStart);
    if (of.points.some(({ metric }) => metric.exact === true || metric.of !== undefined)) return [];
    const noise = noiseOf({ points });
    if (noise === undefined) return [];
    const { within } = noise;
    const values = points.map(({ metric }) => metric.samples?.length ?? 0).sort((a, b) => a - b);
    const usual = values[values.length >> 1] ?? 0;
    const known = within !== undefined && within > 0 && noise.runs >= RUNS_TO_CALIBRATE && usual > 0;
    const recommended = known ? recommendedN({ ...noise, within }, margin, effect, usual) : undefined;
    return [{ benchmark: of.benchmark, metric: of.metric, noise, effect, ...(recommended !== undefined && { recommended }) }];
  });
  return { alarms, series };
}
