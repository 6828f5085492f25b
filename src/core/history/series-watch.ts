import { bestSplit, type Split, splitAt } from './split.ts';

/** One value of a series, on its way into the watch. */
export interface SeriesValue {
  /** Above 0: levels are compared as ratios. */
  readonly value: number;
  /**
   * What the other benchmarks of the same run did: the mean of their logarithms, each against a reference of its own that stays the same. Absent:
   * there are no others.
   */
  readonly control?: number;
}

/** Two levels and what lies between them; `index` counts the values of the series from 0. */
export interface LevelChange {
  /** The first value of the new level. */
  readonly index: number;
  /** With which value it was noticed. */
  readonly noticedAt: number;
  /** Geometric means, in the series' unit. */
  readonly before: number;
  readonly after: number;
  /** after ÷ before − 1 */
  readonly change: number;
  /** Chance of it in a series without a change, corrected for the places looked at; 0 where neither level has any noise. */
  readonly p: number;
}

export interface WatchOptions {
  /** How many values back a change point is looked for. Default 100. */
  readonly window?: number;
  /** Values on either side of a change point. Default 5. */
  readonly fewest?: number;
  /** Chance above which a change is called none. Default 0.001. */
  readonly pMax?: number;
  /** Smaller changes are noise of the house, as a ratio; without any noise every change counts. Default 0.03. */
  readonly smallest?: number;
  /** How many values make a level for the slow drift. Default 20. */
  readonly driftValues?: number;
}

/** A series under watch. Everything in it is plain data; {@link appendValue} makes the next one. */
export interface SeriesWatch {
  readonly options: Required<WatchOptions>;
  /** Logarithms. */
  readonly logs: readonly number[];
  /** The same length; NaN where there was none. */
  readonly controls: readonly number[];
  /** Where the present level began: at the last change point, or at 0. */
  readonly levelStart: number;
  readonly changePoints: readonly LevelChange[];
  readonly drifts: readonly LevelChange[];
  /** By how much the present level has drifted at the last alarm, as a logarithm. */
  readonly driftAlarmed: number;
}

export interface Appended {
  readonly watch: SeriesWatch;
  /** Change points and drifts that this value brought to light. */
  readonly changePoint?: LevelChange;
  readonly drift?: LevelChange;
}

const DEFAULTS: Required<WatchOptions> = { window: 100, fewest: 5, pMax: 0.001, smallest: 0.03, driftValues: 20 };
/** Drift is looked at after every value at one fixed place, change points at up to 91: that much stricter. */
const DRIFT_STRICTER = 100;

/** @throws RangeError for options that make no sense */
export function startWatch(options: WatchOptions = {}): SeriesWatch {
  const all = { ...DEFAULTS, ...options };
  if (!(Number.isInteger(all.fewest) && all.fewest >= 2)) throw new RangeError(`fewest is a whole number from 2, got ${all.fewest}`);
  if (!(all.window >= 2 * all.fewest)) throw new RangeError(`a window of ${all.window} can't hold two levels of ${all.fewest} values`);
  if (!(all.pMax > 0 && all.pMax < 1)) throw new RangeError(`pMax lies between 0 and 1, got ${all.pMax}`);
  return { options: all, logs: [], controls: [], levelStart: 0, changePoints: [], drifts: [], driftAlarmed: 0 };
}

/**
 * Appends a value and looks whether the series has changed its level: by the strongest split of the last values (a change point), or by the
 * distance between where the present level began and where it stands now (a drift in steps too small to be seen one by one).
 *
 * A change counts only when it stands in the series itself and, where other benchmarks ran along, also in what is left when their movement is
 * taken out: another machine moves all of them.
 *
 * @throws RangeError when the value is no number above 0
 */
export function appendValue(watch: SeriesWatch, { value, control }: SeriesValue): Appended {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`a series under watch takes finite values above 0, got ${value}`);
  const grown: SeriesWatch = { ...watch, logs: [...watch.logs, Math.log(value)], controls: [...watch.controls, control ?? Number.NaN] };
  const changePoint = findChangePoint(grown);
  if (changePoint !== undefined) {
    const changePoints = [...grown.changePoints, changePoint];
    return { watch: { ...grown, changePoints, levelStart: changePoint.index, driftAlarmed: 0 }, changePoint };
  }
  const drift = findDrift(grown);
  if (drift === undefined) return { watch: grown };
  return { watch: { ...grown, drifts: [...grown.drifts, drift], driftAlarmed: Math.log1p(drift.change) }, drift };
}

function findChangePoint({ options, logs, controls, levelStart }: SeriesWatch): LevelChange | undefined {
  const { window, fewest, pMax, smallest } = options;
  const from = Math.max(levelStart, logs.length - window);
  const own = logs.slice(from);
  const split = bestSplit(own, fewest, pMax);
  if (split === undefined) return undefined;
  const places = own.length - 2 * fewest + 1;
  return confirmed(split, withoutControl(own, controls.slice(from)), places, { pMax, smallest, from, noticedAt: logs.length - 1 });
}

function findDrift({ options, logs, controls, levelStart, driftAlarmed }: SeriesWatch): LevelChange | undefined {
  const { driftValues, pMax, smallest } = options;
  const count = logs.length - levelStart;
  if (count < 2 * driftValues) return undefined;
  const ends = (values: readonly number[]): number[] => [...values.slice(levelStart, levelStart + driftValues), ...values.slice(-driftValues)];
  const own = ends(logs);
  const split = splitAt(own, driftValues, 1);
  const limits = { pMax: pMax / DRIFT_STRICTER, smallest, from: logs.length - 2 * driftValues, noticedAt: logs.length - 1 };
  if (split.p > limits.pMax) return undefined;
  const found = confirmed(split, withoutControl(own, ends(controls)), 1, limits);
  // One alarm a step: again only when it has gone on by as much.
  return found !== undefined && Math.abs(Math.log1p(found.change) - driftAlarmed) >= Math.log1p(smallest) ? found : undefined;
}

interface Limits {
  readonly pMax: number;
  readonly smallest: number;
  readonly from: number;
  readonly noticedAt: number;
}

/** The weaker of what the series says and what is left without the others' movement. */
function confirmed(split: Split, rest: readonly number[] | undefined, places: number, limits: Limits): LevelChange | undefined {
  let step = split.after - split.before;
  let { p, exact } = split;
  if (rest !== undefined) {
    const beside = splitAt(rest, split.at, places);
    const own = beside.after - beside.before;
    if (Math.sign(own) !== Math.sign(step)) return undefined;
    step = Math.sign(step) * Math.min(Math.abs(step), Math.abs(own));
    p = Math.max(p, beside.p);
    exact = exact && beside.exact;
  }
  if (p > limits.pMax || (!split.exact && Math.abs(step) < Math.log1p(limits.smallest))) return undefined;
  const { from, noticedAt } = limits;
  const change = Math.expm1(split.after - split.before);
  return { index: from + split.at, noticedAt, before: Math.exp(split.before), after: Math.exp(split.after), change, p };
}

/**
 * The series less its share β in the others' movement; `undefined` without others. Where they move together (correlation ≥ ½) the whole
 * movement is taken out: least squares, used otherwise, sees too little of it because the others are noisy too.
 */
function withoutControl(own: readonly number[], control: readonly number[]): readonly number[] | undefined {
  if (control.some(Number.isNaN)) return undefined;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanOwn, meanControl] = [mean(own), mean(control)];
  let both = 0;
  let square = 0;
  let ownSquare = 0;
  for (const [i, value] of own.entries()) {
    const beside = (control[i] ?? 0) - meanControl;
    both += (value - meanOwn) * beside;
    square += beside * beside;
    ownSquare += (value - meanOwn) ** 2;
  }
  const together = both >= 0.5 * Math.sqrt(square * ownSquare);
  const beta = square === 0 ? 0 : together ? 1 : Math.min(1, Math.max(0, both / square));
  return own.map((value, i) => value - beta * ((control[i] ?? 0) - meanControl));
}
