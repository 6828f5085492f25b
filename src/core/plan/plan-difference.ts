/** At most so many differences are named; the rest is counted. */
const MOST = 10;

/**
 * Where two plans differ, a sentence each; empty for equal ones. Plans are data without cycles, so that any two values are compared.
 *
 * @example planDifference(begun, given) // ['scenarios[0].arrivals.runs: 10 then, 20 now']
 */
export function planDifference(then: unknown, now: unknown): readonly string[] {
  const found = [...differences(then, now, '')];
  return found.length <= MOST ? found : [...found.slice(0, MOST), `and ${found.length - MOST} more`];
}

function* differences(then: unknown, now: unknown, path: string): Generator<string> {
  if (Object.is(then, now)) return;
  if (typeof then === 'object' && typeof now === 'object' && then !== null && now !== null && Array.isArray(then) === Array.isArray(now)) {
    const [a, b] = [then as Readonly<Record<string, unknown>>, now as Readonly<Record<string, unknown>>];
    for (const key of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
      const at = Array.isArray(then) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      yield* differences(a[key], b[key], at);
    }
    return;
  }
  yield `${path === '' ? 'the plan' : path}: ${show(then)} then, ${show(now)} now`;
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
