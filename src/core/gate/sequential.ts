import { normalQuantile } from '../stats/normal.ts';
import { studentCdf, studentQuantile, studentTail } from '../stats/student.ts';

/** One measurement of a block: which revision is run. */
export type Revision = 'base' | 'head';

/** What a comparison of two revisions wants to know, and what it may cost. */
export interface SequentialPlan {
  /** Names of what is measured in every run; at least one. */
  readonly rows: readonly string[];
  /** Smaller is better, or bigger; by row name. Default: smaller for all. */
  readonly bigger?: ReadonlySet<string>;
  /** Up to this a slowdown is of no interest. Default 0.01. */
  readonly margin?: number;
  /** A slowdown of this size must not escape. Default 0.05. */
  readonly detect?: number;
  /**
   * Chance that rows slower by exactly the margin fail the gate. Rows that are no slower at all fail it much more seldom: at the default in fewer than 1 of
   * 100 gates (`npm run bakeoff` measures it). Default 0.05.
   */
  readonly alpha?: number;
  /** Chance that a row slower by `detect` passes, as the test takes it; somewhat fewer do. Default 0.06. */
  readonly beta?: number;
  /** Blocks of four runs before the first verdict. Default 3. */
  readonly minBlocks?: number;
  /** Blocks of four runs after which rows without a verdict are inconclusive. Default 60. */
  readonly maxBlocks?: number;
}

export type SequentialVerdict = 'passed' | 'regressed' | 'improved' | 'inconclusive';

/** A row under way. */
export interface SequentialRow {
  readonly name: string;
  /** Blocks so far, Σ and Σ² about the running mean (Welford) of their log ratios head ÷ base, up is worse. */
  readonly blocks: number;
  readonly mean: number;
  readonly squares: number;
  /** Σ of what the four values of a block scatter by among themselves, each block estimating the same variance once more. */
  readonly inner: number;
  readonly verdict?: SequentialVerdict;
  /** After how many blocks the verdict fell. */
  readonly decidedAt?: number;
}

/** A comparison under way: plain data, made anew by every block. */
export interface SequentialState {
  readonly plan: Required<Omit<SequentialPlan, 'bigger'>> & { readonly bigger: ReadonlySet<string> };
  readonly blocks: number;
  readonly rows: readonly SequentialRow[];
}

/** The values of one row in one block, in the order of the runs of each revision. */
export interface BlockValues {
  readonly base: readonly [number, number];
  readonly head: readonly [number, number];
}

/**
 * Begins a comparison of base and head, measured in turns, that stops as soon as every row is resolved.
 *
 * @throws RangeError for a plan that can't be followed
 */
export function startSequential(plan: SequentialPlan): SequentialState {
  const all = { margin: 0.01, detect: 0.05, alpha: 0.05, beta: 0.06, minBlocks: 3, maxBlocks: 60, bigger: new Set<string>(), ...plan };
  if (all.rows.length === 0) throw new RangeError('a comparison needs at least one row');
  if (!(all.margin >= 0 && all.detect > all.margin && all.detect < 1)) {
    throw new RangeError(`detect lies above the margin and below 1, got ${all.detect} with a margin of ${all.margin}`);
  }
  for (const chance of [all.alpha, all.beta])
    if (!(chance > 0 && chance < 0.5)) throw new RangeError(`alpha and beta lie between 0 and 0.5, got ${chance}`);
  if (!(Number.isInteger(all.minBlocks) && all.minBlocks >= 3 && Number.isInteger(all.maxBlocks) && all.maxBlocks >= all.minBlocks)) {
    throw new RangeError(`minBlocks is a whole number from 3 and maxBlocks no smaller, got ${all.minBlocks} and ${all.maxBlocks}`);
  }
  return { plan: all, blocks: 0, rows: all.rows.map((name) => ({ name, blocks: 0, mean: 0, squares: 0, inner: 0 })) };
}

/**
 * The four runs of the next block: base head head base, then head base base head, in turns. A machine that drifts evenly makes no difference between the
 * revisions within a block, and whoever comes first does not always come first.
 *
 * @returns `undefined` when nothing is left to measure: every row has a verdict
 */
export function nextBlock({ blocks, rows }: SequentialState): readonly [Revision, Revision, Revision, Revision] | undefined {
  if (rows.every(({ verdict }) => verdict !== undefined)) return undefined;
  return blocks % 2 === 0 ? ['base', 'head', 'head', 'base'] : ['head', 'base', 'base', 'head'];
}

/**
 * Takes the values of a block.
 *
 * A row that has no values in the block (its benchmark failed) does not get further; it ends inconclusive with the budget, never passed. A row with a verdict
 * keeps it: looking on until it changes would be the way to false alarms.
 *
 * @param values by row name, above 0
 * @throws RangeError for a value that is not above 0, naming its row
 */
export function addBlock(state: SequentialState, values: ReadonlyMap<string, BlockValues>): SequentialState {
  const { plan } = state;
  const blocks = state.blocks + 1;
  const rows = state.rows.map((row) => {
    if (row.verdict !== undefined) return row;
    const block = values.get(row.name);
    const grown = block === undefined ? row : grow(row, contrasts(row.name, block, state.blocks % 2 === 0, plan.bigger.has(row.name)));
    const verdict = grown.blocks >= plan.minBlocks && block !== undefined ? judge(grown, plan) : undefined;
    if (verdict !== undefined) return { ...grown, verdict, decidedAt: blocks };
    return blocks >= plan.maxBlocks ? { ...grown, verdict: 'inconclusive' as const, decidedAt: blocks } : grown;
  });
  return { plan, blocks, rows };
}

/** What a block says of the ratio, and of the scatter. */
interface Contrasts {
  readonly ratio: number;
  readonly scatter: number;
}

/**
 * Of the four logarithms at the times −3, −1, 1, 3 (the outer two are one revision, the inner two the other): half of inner less outer is the ratio, free of
 * an even drift, with the variance of a single value; outer step less three times the inner step is free of ratio and drift, with 20 times that variance.
 */
function contrasts(name: string, { base, head }: BlockValues, baseOutside: boolean, bigger: boolean): Contrasts {
  const odd = [...base, ...head].find((value) => !(value > 0 && Number.isFinite(value)));
  if (odd !== undefined) throw new RangeError(`${name}: a value must be a number above 0, got ${odd}`);
  const [b1, b2, h1, h2] = [Math.log(base[0]), Math.log(base[1]), Math.log(head[0]), Math.log(head[1])];
  const ratio = (h1 + h2 - b1 - b2) / 2;
  const rest = baseOutside ? b2 - b1 - 3 * (h2 - h1) : h2 - h1 - 3 * (b2 - b1);
  return { ratio: bigger ? -ratio : ratio, scatter: rest ** 2 / 20 };
}

function grow(row: SequentialRow, { ratio, scatter }: Contrasts): SequentialRow {
  const blocks = row.blocks + 1;
  const step = ratio - row.mean;
  const mean = row.mean + step / blocks;
  return { ...row, blocks, mean, squares: row.squares + step * (ratio - mean), inner: row.inner + scatter };
}

/** Standard error of the mean ratio, from the scatter between blocks and within them: twice the degrees of freedom of either. */
function errorOf({ blocks, squares, inner }: SequentialRow): { readonly error: number; readonly df: number } {
  const df = 2 * blocks - 1;
  return { error: Math.sqrt((squares + inner) / df / blocks), df };
}

/**
 * Wald's sequential probability ratio test between "slower by the margin" and "slower by detect", for a scatter that is not known: Student's t of
 * either is replaced by the normal number of the same probability, and (z₀² − z₁²) ÷ 2 is the logarithm of the likelihood ratio, as it is exactly
 * where the scatter is known.
 */
function judge(row: SequentialRow, { margin, detect, alpha, beta, rows }: SequentialState['plan']): SequentialVerdict | undefined {
  const low = Math.log1p(margin);
  const high = Math.log1p(detect);
  const { error, df } = errorOf(row);
  const { mean } = row;
  const evidence = evidenceOf(mean, error, df, low, high);
  // Each row gets its share of alpha, so that the gate keeps it.
  const share = alpha / rows.length;
  if (evidence >= Math.log((1 - beta) / share)) return 'regressed';
  if (evidence > Math.log(beta / (1 - share))) return undefined;
  return evidenceOf(-mean, error, df, low, high) >= Math.log((1 - beta) / share) ? 'improved' : 'passed';
}

/** From one mean at which the ratio is asked to the next, further out. */
const FURTHER = 1.2;

/**
 * The most that any mean up to this one says. With a known scatter that is the mean itself: the ratio rises with it. With few blocks it rises, and falls
 * again where the mean is so far out that Student's tail thinks little of either hypothesis: 30 % slower would need more blocks than 10 % slower.
 */
function evidenceOf(mean: number, error: number, df: number, low: number, high: number): number {
  const middle = (low + high) / 2;
  const sign = Math.sign(mean - middle);
  const far = Math.abs(mean - middle);
  if (far === 0) return 0;
  let most = Math.max(0, sign * logLikelihoodRatio(mean, error, df, low, high));
  for (let away = (high - low) / 2; away < far; away *= FURTHER)
    most = Math.max(most, sign * logLikelihoodRatio(middle + sign * away, error, df, low, high));
  return sign * most;
}

function logLikelihoodRatio(mean: number, error: number, df: number, low: number, high: number): number {
  if (error === 0) return mean > (low + high) / 2 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const z = (at: number): number => normalOfT((mean - at) / error, df);
  return (z(low) ** 2 - z(high) ** 2) / 2;
}

/** The z with the same probability as t. */
function normalOfT(t: number, df: number): number {
  return t < 0 ? normalQuantile(Math.max(1e-300, studentCdf(t, df))) : -normalQuantile(Math.max(1e-300, studentTail(t, df)));
}

/** How much head is slower than base in a row, as a fraction (faster: below 0), with its 95 % interval where there are blocks for one. */
export function sequentialChange(row: SequentialRow): { readonly change: number; readonly ci95?: readonly [number, number] } {
  const change = Math.expm1(row.mean);
  if (row.blocks < 2) return { change };
  const { error, df } = errorOf(row);
  const reach = studentQuantile(0.975, df) * error;
  return { change, ci95: [Math.expm1(row.mean - reach), Math.expm1(row.mean + reach)] };
}
