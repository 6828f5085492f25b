import { type Path, Places } from './document.ts';

/**
 * Finds where every key and value of a TOML text stands. smol-toml tells positions of syntax errors only.
 *
 * Only for text that a TOML parser has accepted: it follows the structure and checks nothing. Of text that is not TOML some places are missing; it ends
 * for any text.
 */
export function tomlPlaces(text: string): Places {
  const scanner = new Scanner(text);
  scanner.document();
  return scanner.places;
}

class Scanner {
  readonly places = new Places();
  readonly #text: string;
  #at = 0;
  /** Number of tables seen so far by the path of their array: `[[x]]`. */
  readonly #arrays = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
    this.places.set([], { value: 0 });
  }

  document(): void {
    let table: Path = [];
    for (;;) {
      this.#skip(/[\s\ufeff]|#[^\n]*/y);
      if (this.#at >= this.#text.length) return;
      const before = this.#at;
      if (this.#text[this.#at] === '[') table = this.#header();
      else this.#pair(table);
      if (this.#at === before) this.#at++;
    }
  }

  /** `[a.b]` or `[[a.b]]`: the table that the following keys belong to. */
  #header(): Path {
    const isArray = this.#text.startsWith('[[', this.#at);
    this.#at += isArray ? 2 : 1;
    const start = this.#at;
    const keys = this.#keys();
    this.#skip(/[\]\t ]/y);
    let path: Path = [];
    keys.forEach(({ name, at }, i) => {
      path = [...path, name];
      const id = path.join('\u0000');
      if (this.places.get(path) === undefined) this.places.set(path, { key: at, value: at });
      const count = this.#arrays.get(id);
      if (isArray && i === keys.length - 1) {
        this.#arrays.set(id, (count ?? 0) + 1);
        path = [...path, count ?? 0];
        this.places.set(path, { value: start });
      } else if (count !== undefined) path = [...path, count - 1];
    });
    return path;
  }

  /** `a.b = value` */
  #pair(table: Path): void {
    const keys = this.#keys();
    this.#skip(/[=\t ]/y);
    let path = table;
    keys.forEach(({ name, at }, i) => {
      path = [...path, name];
      if (i < keys.length - 1 && this.places.get(path) === undefined) this.places.set(path, { key: at, value: at });
    });
    this.#value(path, keys.at(-1)?.at);
  }

  #keys(): { name: string; at: number }[] {
    const keys: { name: string; at: number }[] = [];
    for (;;) {
      this.#skip(/[\t ]/y);
      const at = this.#at;
      const raw = this.#take(/[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y);
      if (raw === undefined) return keys;
      keys.push({ name: keyName(raw), at });
      this.#skip(/[\t ]/y);
      if (this.#text[this.#at] !== '.') return keys;
      this.#at++;
    }
  }

  #value(path: Path, key: number | undefined): void {
    const value = this.#at;
    const place = { value, ...(key !== undefined && { key }) };
    this.places.set(path, place);
    if (path.length > 1_000) return;
    const string = this.#take(/"""(?:[^\\"]|\\[\s\S]|"(?!""))*"{3,5}|'''(?:[^']|'(?!''))*'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y);
    if (string !== undefined) return;
    const first = this.#text[value];
    if (first === '[') this.#list(path);
    else if (first === '{') this.#inlineTable(path);
    else {
      const source = this.#take(/[^,\]}\n#]+/y)?.trim();
      if (source !== undefined && /^[-+]?[\d.]/.test(source)) this.places.set(path, { ...place, source });
    }
  }

  #list(path: Path): void {
    this.#at++;
    for (let i = 0; ; i++) {
      this.#skip(/[\s,]|#[^\n]*/y);
      if (this.#at >= this.#text.length || this.#take(/\]/y) !== undefined) return;
      const before = this.#at;
      this.#value([...path, i], undefined);
      if (this.#at === before) this.#at++;
    }
  }

  #inlineTable(path: Path): void {
    this.#at++;
    for (;;) {
      this.#skip(/[\s,]|#[^\n]*/y);
      if (this.#at >= this.#text.length || this.#take(/\}/y) !== undefined) return;
      const before = this.#at;
      this.#pair(path);
      if (this.#at === before) this.#at++;
    }
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    return found;
  }

  #skip(pattern: RegExp): void {
    while (this.#at < this.#text.length && this.#take(pattern)) {}
  }
}

/** A key as it is meant; TOML's escapes in basic strings are those of JSON but for `\e`, `\x` and `\U`, which no key of a plan holds. */
function keyName(raw: string): string {
  if (raw.startsWith("'")) return raw.slice(1, -1);
  if (!raw.startsWith('"')) return raw;
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw.slice(1, -1);
  }
}
