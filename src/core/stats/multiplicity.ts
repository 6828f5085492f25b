/** Many tests at once: p values made larger so that the whole family, not each test, keeps its error rate. */

function check(pValues: readonly number[]): void {
  const odd = pValues.find((p) => !(p >= 0 && p <= 1));
  if (odd !== undefined) throw new RangeError(`a p value lies between 0 and 1, got ${odd}`);
}

/** Indices by ascending p. */
function ascending(pValues: readonly number[]): number[] {
  return pValues.map((_, i) => i).sort((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0));
}

/**
 * Holm's step-down adjustment: the chance of *any* false alarm in the family is at most the level that the adjusted values are held
 * against, whatever the dependence between the tests. As R's `p.adjust(p, "holm")`.
 *
 * @returns adjusted values in the order given
 * @throws RangeError for a value outside of 0 to 1
 * @example holm([0.01, 0.04]) // [0.02, 0.04]
 */
export function holm(pValues: readonly number[]): number[] {
  check(pValues);
  const adjusted = [...pValues];
  let floor = 0;
  for (const [rank, i] of ascending(pValues).entries()) {
    floor = Math.max(floor, Math.min(1, (pValues.length - rank) * (pValues[i] ?? 1)));
    adjusted[i] = floor;
  }
  return adjusted;
}

/**
 * Benjamini and Hochberg's adjustment: of the alarms raised, at most this share is expected to be false (independent or positively dependent
 * tests). As R's `p.adjust(p, "BH")`.
 *
 * @returns adjusted values in the order given
 * @throws RangeError for a value outside of 0 to 1
 * @example benjaminiHochberg([0.01, 0.04]) // [0.02, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  check(pValues);
  const adjusted = [...pValues];
  let ceiling = 1;
  const order = ascending(pValues);
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const i = order[rank] ?? 0;
    ceiling = Math.min(ceiling, ((pValues[i] ?? 1) * pValues.length) / (rank + 1));
    adjusted[i] = ceiling;
  }
  return adjusted;
}
