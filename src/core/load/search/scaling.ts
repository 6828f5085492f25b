/** Points from which on the law is fitted: fewer leave nothing over to tell a good fit from a bad one (usl4j refuses them too). */
const LEAST_POINTS = 6;

/** How far beyond the largest size the law is trusted: the smallest noise in the points bends it somewhere. */
const REACH = 2;

/** What a fleet of so many runners sustains. */
export interface ScalingPoint {
  readonly size: number;
  readonly perMinute: number;
}

/** The Universal Scalability Law, fitted. */
export interface ScalingFit {
  /** Capacity of one runner. */
  readonly lambda: number;
  /** Share of the work that runners wait for one another (contention), 0 to 1. */
  readonly sigma: number;
  /** Cost of each pair of runners (coherency), ≥ 0. */
  readonly kappa: number;
  /** The largest size of which the fit says anything: twice the largest that was measured. */
  readonly reach: number;
  /** Size at which capacity is highest, √((1 − σ) ÷ κ). Absent: there is none up to `reach`; what lies beyond is noise in the curve, drawn out. */
  readonly peak?: number;
  /** Share of the variance that the law explains. */
  readonly r2: number;
}

type Params = readonly [lambda: number, sigma: number, kappa: number];

/**
 * Fits the Universal Scalability Law X(N) = λN ÷ (1 + σ(N − 1) + κN(N − 1)) (N. Gunther, "A General Theory of Computational Scalability Based on
 * Rational Functions", 2008, eq. 3) by nonlinear least squares on X: Levenberg and Marquardt's method from the solution of the linearised law, σ and κ
 * held at 0 or above.
 *
 * @returns `undefined` below six points of at least three different sizes
 */
export function fitScaling(points: readonly ScalingPoint[]): ScalingFit | undefined {
  if (points.length < LEAST_POINTS || new Set(points.map(({ size }) => size)).size < 3) return undefined;
  if (points.some(({ size, perMinute }) => !(size > 0 && perMinute > 0))) return undefined;
  // Each bound may hold or not: of the four cases the best one within the bounds is the optimum.
  const cases: readonly (readonly [boolean, boolean])[] = [
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ];
  const fits = cases.map(([sigmaFree, kappaFree]) => climb(points, sigmaFree, kappaFree)).filter(([, sigma, kappa]) => sigma >= 0 && kappa >= 0);
  const best = fits.toSorted((a, b) => residual(points, a) - residual(points, b))[0];
  if (best === undefined) return undefined;
  const [lambda, sigma, kappa] = best;
  const mean = points.reduce((sum, { perMinute }) => sum + perMinute, 0) / points.length;
  const total = points.reduce((sum, { perMinute }) => sum + (perMinute - mean) ** 2, 0);
  const r2 = total === 0 ? 1 : 1 - residual(points, best) / total;
  const reach = REACH * Math.max(...points.map(({ size }) => size));
  const peak = kappa > 1e-12 && sigma < 1 ? Math.sqrt((1 - sigma) / kappa) : Number.POSITIVE_INFINITY;
  return { lambda, sigma, kappa, r2, reach, ...(peak <= reach && { peak }) };
}

/** X(N) by the law. */
export function scaledCapacity({ lambda, sigma, kappa }: Pick<ScalingFit, 'lambda' | 'sigma' | 'kappa'>, size: number): number {
  return (lambda * size) / (1 + sigma * (size - 1) + kappa * size * (size - 1));
}

function residual(points: readonly ScalingPoint[], [lambda, sigma, kappa]: Params): number {
  return points.reduce((sum, { size, perMinute }) => sum + (perMinute - scaledCapacity({ lambda, sigma, kappa }, size)) ** 2, 0);
}

function climb(points: readonly ScalingPoint[], sigmaFree: boolean, kappaFree: boolean): Params {
  let at = linearised(points, sigmaFree, kappaFree);
  let rest = residual(points, at);
  let damping = 1e-3;
  for (let i = 0; i < 200 && damping < 1e12; i++) {
    const step = gaussNewton(points, at, [true, sigmaFree, kappaFree], damping);
    const next: Params = [at[0] + step[0], at[1] + step[1], at[2] + step[2]];
    const left = residual(points, next);
    if (!(left < rest)) {
      damping *= 10;
      continue;
    }
    const gained = rest - left;
    [at, rest, damping] = [next, left, Math.max(1e-12, damping / 10)];
    if (gained <= 1e-15 * rest) break;
  }
  return at;
}

/** N ÷ X(N) = (1 + σ(N − 1) + κN(N − 1)) ÷ λ is linear in 1/λ, σ/λ and κ/λ. */
function linearised(points: readonly ScalingPoint[], sigmaFree: boolean, kappaFree: boolean): Params {
  const rows = points.map(({ size }) => [1, sigmaFree ? size - 1 : 0, kappaFree ? size * (size - 1) : 0] as const);
  const values = points.map(({ size, perMinute }) => size / perMinute);
  const [a, b, c] = solveNormal(rows, values, 0);
  const lambda = a > 0 ? 1 / a : Math.max(...points.map(({ size, perMinute }) => perMinute / size));
  return [lambda, b * lambda, c * lambda];
}

function gaussNewton(points: readonly ScalingPoint[], [lambda, sigma, kappa]: Params, free: readonly boolean[], damping: number): Params {
  const rows = points.map(({ size }) => {
    const below = 1 + sigma * (size - 1) + kappa * size * (size - 1);
    const slope = (lambda * size) / (below * below);
    const full = [size / below, -slope * (size - 1), -slope * size * (size - 1)];
    return [full[0] ?? 0, free[1] ? (full[1] ?? 0) : 0, free[2] ? (full[2] ?? 0) : 0] as const;
  });
  const values = points.map(({ size, perMinute }) => perMinute - scaledCapacity({ lambda, sigma, kappa }, size));
  return solveNormal(rows, values, damping);
}

/** Least squares by the normal equations, each diagonal element raised by the share `damping`; a column of zeros gives 0. */
function solveNormal(rows: readonly (readonly [number, number, number])[], values: readonly number[], damping: number): Params {
  const scale = [0, 1, 2].map((j) => Math.sqrt(rows.reduce((sum, row) => sum + (row[j] ?? 0) ** 2, 0)) || 1);
  const cell = (i: number, j: number): number =>
    rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0) / ((scale[i] ?? 1) * (scale[j] ?? 1));
  const right = (i: number): number => rows.reduce((sum, row, n) => sum + (row[i] ?? 0) * (values[n] ?? 0), 0) / (scale[i] ?? 1);
  const m = [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? cell(i, j) * (1 + damping) || 1 : cell(i, j))).concat(right(i)));
  for (let i = 0; i < 3; i++) {
    const pivot = m.slice(i).reduce((best, row, k) => (Math.abs(row[i] ?? 0) > Math.abs(m[best]?.[i] ?? 0) ? i + k : best), i);
    const [a, b] = [m[i], m[pivot]];
    if (a === undefined || b === undefined) continue;
    [m[i], m[pivot]] = [b, a];
    for (let k = i + 1; k < 3; k++) {
      const factor = (m[k]?.[i] ?? 0) / (b[i] || 1);
      m[k] = (m[k] ?? []).map((value, j) => value - factor * (b[j] ?? 0));
    }
  }
  const x = [0, 0, 0];
  for (let i = 2; i >= 0; i--) {
    const row = m[i] ?? [];
    const known = [0, 1, 2].reduce((sum, j) => (j > i ? sum + (row[j] ?? 0) * (x[j] ?? 0) : sum), 0);
    x[i] = ((row[3] ?? 0) - known) / (row[i] || 1);
  }
  return [(x[0] ?? 0) / (scale[0] ?? 1), (x[1] ?? 0) / (scale[1] ?? 1), (x[2] ?? 0) / (scale[2] ?? 1)];
}
