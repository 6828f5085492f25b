/**
 * Whether a name fits a pattern: `*` stands for any text, also none and also with slashes, `?` for one character, everything else for itself.
 * Takes pattern · name steps at most, whatever the pattern.
 *
 * @example matchGlob('Benchmark*Read', 'BenchmarkFileRead') // true
 */
export function matchGlob(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let retry = 0;
  while (n < name.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      retry = n;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[n])) {
      p++;
      n++;
    } else if (star >= 0) {
      // The last star takes one character more.
      p = star + 1;
      n = ++retry;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
