/** The 97.5 % point of the standard normal distribution. */
const Z95 = 1.959_963_984_540_054;

/**
 * Wilson's score interval of a share, 95 %: unlike the textbook interval it stays between 0 and 1 and holds for few values and rare events.
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927); equal to R's `prop.test(…, correct = FALSE)`.
 *
 * @param count 0 to n
 * @returns `undefined` for n = 0
 * @throws RangeError when count lies outside 0 to n
 * @example wilsonInterval(0, 10) // [0, 0.278]
 */
export function wilsonInterval(count: number, n: number, z = Z95): readonly [number, number] | undefined {
  if (!(count >= 0 && count <= n)) throw new RangeError(`a share counts 0 to n, got ${count} of ${n}`);
  if (n === 0) return undefined;
  const share = count / n;
  const weight = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / weight;
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  // At the edges the interval touches 0 or 1 exactly; rounding must not leave 1e-17 of it.
  return [count === 0 ? 0 : Math.max(0, centre - half), count === n ? 1 : Math.min(1, centre + half)];
}
