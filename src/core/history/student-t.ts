/**
 * P[|T| ≥ |t|] for Student's t: how often chance alone lies that far out, on either side.
 *
 * The regularised incomplete beta function I_{df/(df+t²)}(df/2, ½) by its continued fraction (Abramowitz & Stegun 26.5.8, evaluated by Lentz's
 * method), good to about 12 digits.
 *
 * @param t any number; ±Infinity gives 0
 * @param df degrees of freedom, above 0, not necessarily whole
 * @throws RangeError when df is not above 0 or t is no number
 * @example studentTail(2.228, 10) // 0.05
 */
export function studentTail(t: number, df: number): number {
  if (!(df > 0) || Number.isNaN(t)) throw new RangeError(`a t value needs degrees of freedom above 0, got t ${t} with ${df}`);
  if (!Number.isFinite(t)) return 0;
  const square = t * t;
  const x = df / (df + square);
  return incompleteBeta(x, square / (df + square), df / 2, 0.5);
}

/** I_x(a, b), with 1 − x handed over beside x so that neither loses digits. */
function incompleteBeta(x: number, rest: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(rest));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(rest, b, a)) / b;
}

const TINY = 1e-300;

function betaFraction(x: number, a: number, b: number): number {
  const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return fraction;
}

/** log Γ(x) for x > 0: shifted up to 10, then Stirling's series. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 10) shift += Math.log(z++);
  const inverse = 1 / (z * z);
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - inverse / 1188) * inverse) * inverse) * inverse) / z;
  return (z - 0.5) * Math.log(z) - z + 0.918_938_533_204_672_7 + series - shift;
}
