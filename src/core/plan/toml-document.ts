import { parse, TomlDate, TomlError } from 'smol-toml';
import { isUnsafeKey, MAX_DEPTH, MAX_VALUES, type Path, Places, type PlanDocument, type TextProblem, TOO_BIG, TOO_DEEP } from './document.ts';
import { quote } from './problem.ts';
import { tomlPlaces } from './toml-places.ts';

/**
 * Reads TOML 1.0 into plain values with their places.
 *
 * Refused: dates (a plan has none), numbers that are not finite, `__proto__`, and what the parser itself refuses, duplicate keys among it.
 *
 * @returns the document, and the problems of the text; with a fatal one the document is not to be used
 */
export function readToml(text: string): { document: PlanDocument; problems: TextProblem[] } {
  const problems: TextProblem[] = [];
  let value: unknown;
  try {
    value = parse(text, { maxDepth: MAX_DEPTH * 2 });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const message = (error.message.split('\n', 1)[0] ?? '').replace(/^Invalid TOML document: /, '');
    return {
      document: { value: undefined, places: new Places() },
      problems: [{ offset: offsetOf(text, error.line, error.column), fatal: true, message }],
    };
  }
  const far = beyondLimits(value);
  if (far !== undefined) return { document: { value: undefined, places: new Places() }, problems: [{ offset: 0, fatal: true, message: far }] };
  const places = tomlPlaces(text);
  const complain = (path: Path, part: 'key' | 'value', message: string, fix?: string) =>
    problems.push({ offset: places.locate(path, part), path, message, ...(fix !== undefined && { fix }) });

  const plain = (item: unknown, path: Path): unknown => {
    if (typeof item === 'number' && !Number.isFinite(item)) complain(path, 'value', `${item} is no finite number`, 'write a number');
    if (item instanceof TomlDate) complain(path, 'value', `a plan has no dates, got ${item.toISOString()}`, 'a text stands in quotes');
    if (Array.isArray(item)) return item.map((each, i) => plain(each, [...path, i]));
    if (typeof item !== 'object' || item === null || item instanceof TomlDate) return item;
    const entries: [string, unknown][] = [];
    for (const [key, each] of Object.entries(item)) {
      if (isUnsafeKey(key)) complain([...path, key], 'key', `the key ${quote(key)} is not allowed`);
      else entries.push([key, plain(each, [...path, key])]);
    }
    return Object.fromEntries(entries);
  };
  return { document: { value: plain(value, []), places }, problems };
}

/** Asked before places are sought, whose paths would take all memory for a key of 100,000 parts. */
function beyondLimits(root: unknown): string | undefined {
  let left = MAX_VALUES;
  const look = (value: unknown, depth: number): string | undefined => {
    if (--left < 0) return TOO_BIG;
    if (depth > MAX_DEPTH) return TOO_DEEP;
    if (typeof value !== 'object' || value === null) return undefined;
    for (const each of Object.values(value)) {
      const found = look(each, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return look(root, 0);
}

function offsetOf(text: string, line: number, column: number): number {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (match) => match.index + match[0].length)];
  return (starts[line - 1] ?? text.length) + Math.max(0, column - 1);
}
