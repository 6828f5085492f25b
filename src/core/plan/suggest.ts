/**
 * The candidate that was probably meant, for "did you mean …?".
 *
 * Distance is optimal string alignment (insert, delete, replace, swap neighbours), case and `-`/`_` ignored; a word may differ in a third of its
 * letters, at least in one.
 *
 * @example suggest('treshold', ['threshold', 'target']) // 'threshold'
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  // Nobody mistypes 60 letters, and the distance is quadratic.
  if (word.length > 60) return undefined;
  const plain = fold(word);
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const folded = fold(candidate);
    const d = distance(plain, folded);
    const allowed = Math.max(1, Math.floor(Math.max(plain.length, folded.length) / 3));
    if (d <= allowed && d < Math.max(plain.length, folded.length) && d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

/** The sentence for {@link suggest}, or nothing to add. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const found = suggest(word, candidates);
  return found === undefined ? undefined : `did you mean "${found}"?`;
}

const fold = (text: string): string => text.toLowerCase().replaceAll(/[-_\s]/g, '');

function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let d = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, (beforeLast[j - 2] ?? 0) + 1);
      row.push(d);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
