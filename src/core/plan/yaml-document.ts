import type { Document, Node, Pair, YAMLParseError, YAMLWarning } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { isUnsafeKey, MAX_DEPTH, MAX_VALUES, type Path, Places, type PlanDocument, type TextProblem, TOO_BIG, TOO_DEEP } from './document.ts';
import { clip, quote } from './problem.ts';

/**
 * Reads YAML 1.2 (core schema) into plain values with their places.
 *
 * Anchors and aliases are written out, within the limit of all values. Refused: duplicate keys, keys that are no plain text, unknown tags, numbers
 * that are not finite, several documents, `__proto__`. An alias can't point into the value that it stands in.
 *
 * @returns the document, and the problems of the text; with a fatal one the document is not to be used
 */
export function readYaml(text: string): { document: PlanDocument; problems: TextProblem[] } {
  const parsed = parseDocument(text, { prettyErrors: false, uniqueKeys: false, strict: true, stringKeys: false });
  const problems: TextProblem[] = [...parsed.errors, ...parsed.warnings].map(fromParser);
  const overflow = problems.find(({ message }) => /stack overflow|call stack/i.test(message));
  // The parser recurses, and tells of an exhausted stack as if the text had an error there.
  if (overflow !== undefined) problems.splice(0, problems.length, { ...overflow, message: 'the plan is nested too deeply' });
  const places = new Places();
  if (problems.length > 0) return { document: { value: undefined, places }, problems };
  const reader = new Reader(places, problems);
  const value = reader.read(parsed as Document.Parsed);
  return { document: { value, places }, problems };
}

function fromParser(error: YAMLParseError | YAMLWarning): TextProblem {
  const offset = error.pos[0];
  if (error.code === 'MULTIPLE_DOCS') return { offset, fatal: true, message: 'a second document begins here', fix: 'a file holds one plan' };
  if (error.code === 'TAB_AS_INDENT') return { offset, fatal: true, message: 'a tab indents this line', fix: 'YAML is indented with blanks' };
  const message = (error.message.split('\n', 1)[0] ?? '').replace(/[.:]$/, '');
  return { offset, fatal: true, message: clip(message) };
}

/** Ends the walk: going on would only repeat the complaint. */
class Hopeless extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

class Reader {
  readonly #places: Places;
  readonly #problems: TextProblem[];
  readonly #anchors = new Map<string, Node>();
  /** What each alias meant where it stands: an anchor may be defined anew later. */
  readonly #meant = new Map<Node, Node>();
  #left = MAX_VALUES;

  constructor(places: Places, problems: TextProblem[]) {
    this.#places = places;
    this.#problems = problems;
  }

  read(document: Document.Parsed): unknown {
    try {
      return this.#value(document.contents, [], undefined, 0);
    } catch (error) {
      if (!(error instanceof Hopeless)) throw error;
      this.#problems.push({ offset: error.offset, fatal: true, message: error.message });
      return undefined;
    }
  }

  #complain(offset: number, path: Path, message: string, fix?: string): void {
    this.#problems.push({ offset, path, message, ...(fix !== undefined && { fix }) });
  }

  #value(node: unknown, path: Path, key: number | undefined, fallback: number): unknown {
    const at = offsetOf(node) ?? fallback;
    if (--this.#left < 0) {
      throw new Hopeless(TOO_BIG, at);
    }
    if (path.length > MAX_DEPTH) {
      throw new Hopeless(TOO_DEEP, at);
    }
    const place = { value: at, ...(key !== undefined && { key }) };
    this.#places.set(path, place);
    if (isAlias(node)) {
      const target = this.#meant.get(node) ?? this.#anchors.get(node.source);
      if (target === undefined) {
        this.#complain(at, path, `the alias *${node.source} has no anchor that ends before it`);
        return undefined;
      }
      this.#meant.set(node, target);
      return this.#value(target, path, key, at);
    }
    const value = this.#content(node, path, place);
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    return value;
  }

  #content(node: unknown, path: Path, place: { readonly value: number }): unknown {
    if (isMap(node)) return this.#map(node.items, path, place.value);
    if (isSeq(node)) return node.items.map((item, i) => this.#value(item, [...path, i], undefined, place.value));
    if (!isScalar(node)) return null;
    const { value } = node;
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) this.#complain(place.value, path, `${clip(node.source ?? String(value))} is no finite number`, 'write a number');
      this.#places.set(path, { ...place, ...(node.source !== undefined && { source: node.source }) });
      return value;
    }
    return typeof value === 'string' || typeof value === 'boolean' || value === null ? value : String(value);
  }

  #map(items: readonly Pair[], path: Path, fallback: number): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    for (const { key, value } of items) {
      const at = offsetOf(key) ?? fallback;
      if (!isScalar(key) || key.value === null) {
        this.#complain(at, path, 'a key is a plain text here');
        continue;
      }
      const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
      const here = [...path, name];
      if (key.anchor !== undefined) this.#complain(at, here, 'a key can have no anchor');
      if (isUnsafeKey(name)) this.#complain(at, here, `the key ${quote(name)} is not allowed`);
      else if (entries.has(name)) this.#complain(at, here, `the key ${quote(name)} stands here twice`, 'keep one of them');
      else entries.set(name, this.#value(value, here, at, at));
    }
    return Object.fromEntries(entries);
  }
}

function offsetOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;
}
