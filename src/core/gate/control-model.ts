/** One series beside its siblings, at the same runs: logarithms, oriented so that up is worse. */
export interface ControlledSeries {
  /** The series' own values, oldest first; never empty. */
  readonly own: readonly number[];
  /** What the siblings did at the same runs, each against its own level; `undefined`: there are none. */
  readonly control: readonly number[] | undefined;
}

/** What of a series its siblings explain, and what is left. */
export interface ControlModel {
  /** Share of the siblings' movement that the series follows, 0 to 1.2. */
  readonly beta: number;
  /** The series' level where the siblings stand on theirs. */
  readonly level: number;
  /** own − level − β · control, oldest first. */
  readonly residuals: readonly number[];
  /** Their scatter: 1.4826 · median absolute deviation, so that stragglers do not widen it. */
  readonly sigma: number;
}

/** β of a benchmark on the same kind of work; what is assumed while the siblings have hardly moved. */
const PRIOR_BETA = 0.8;
/** The prior weighs as much as siblings that scatter by 1 %. */
const PRIOR_VARIANCE = 1e-4;
/** Huber's constant: 95 % efficient for normal noise. */
const HUBER = 1.345;
const ROUNDS = 8;

/**
 * Estimates how far a series follows its siblings of the same run: a straight line through (control, own), fitted robustly (Huber weights, by
 * repeated weighting), β drawn to {@link PRIOR_BETA} as far as the siblings stood still.
 *
 * β is estimated because blind division by the siblings adds their noise where the machine is steady, and helps where it is not.
 */
export function fitControl({ own, control }: ControlledSeries): ControlModel {
  if (control === undefined)
    return rest(
      own,
      own.map(() => 0),
      0,
    );
  let weights = own.map(() => 1);
  let beta = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const line = weightedLine(control, own, weights);
    beta = Math.min(1.2, Math.max(0, line.slope));
    const left = own.map((value, i) => value - line.meanY - beta * ((control[i] ?? 0) - line.meanX));
    const scale = Math.max(medianDeviation(left), 1e-4);
    weights = left.map((value) => Math.min(1, (HUBER * scale) / Math.max(Math.abs(value), 1e-12)));
  }
  return rest(own, control, beta);
}

function rest(own: readonly number[], control: readonly number[], beta: number): ControlModel {
  const free = own.map((value, i) => value - beta * (control[i] ?? 0));
  const level = median(free);
  const residuals = free.map((value) => value - level);
  return { beta, level, residuals, sigma: medianDeviation(residuals) };
}

function weightedLine(x: readonly number[], y: readonly number[], weights: readonly number[]) {
  let sum = 0;
  let sumX = 0;
  let sumY = 0;
  for (const [i, weight] of weights.entries()) {
    sum += weight;
    sumX += weight * (x[i] ?? 0);
    sumY += weight * (y[i] ?? 0);
  }
  const [meanX, meanY] = [sumX / sum, sumY / sum];
  let both = 0;
  let square = 0;
  for (const [i, weight] of weights.entries()) {
    const dx = (x[i] ?? 0) - meanX;
    both += weight * dx * ((y[i] ?? 0) - meanY);
    square += weight * dx * dx;
  }
  const prior = PRIOR_VARIANCE * x.length;
  return { meanX, meanY, slope: (both + prior * PRIOR_BETA) / (square + prior) };
}

/** Of any number of values; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  return n === 0 ? 0 : ((sorted[(n - 1) >> 1] ?? 0) + (sorted[n >> 1] ?? 0)) / 2;
}

function medianDeviation(values: readonly number[]): number {
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}
