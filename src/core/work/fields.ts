import { parseShare } from '../gate/threshold-rule.ts';
import type { Path } from '../plan/document.ts';
import { quote, show } from '../plan/problem.ts';
import { didYouMean } from '../plan/suggest.ts';
import { hasControls, isGroup } from '../plan/unit-leaves.ts';
import { DURATION_FORMS, parseDuration } from '../time.ts';
import { parsePattern } from './patterns.ts';
import type { CommandLine } from './work.ts';

/** A group of keys in a file, by the names that are documented. */
export interface Fields {
  readonly path: Path;
  readonly values: Readonly<Record<string, unknown>>;
  /** The names as they are written in the file. */
  readonly written: Readonly<Record<string, string>>;
}

const MOST_LIST = 100;

/** Takes a problem of a value, or of the key before it. */
export type Complain = (path: Path, part: 'key' | 'value', message: string, fix?: string) => void;

/** Reads the values of a suite, a test plan or a command, and tells what is wrong with them, each with its path. */
export class FieldReader {
  readonly complain: Complain;

  constructor(complain: Complain) {
    this.complain = complain;
  }

  /** The keys of a group; `expected_patterns` is `expected-patterns`, and what nobody knows is a problem. */
  fields(path: Path, group: Readonly<Record<string, unknown>>, known: readonly string[]): Fields {
    const values: Record<string, unknown> = {};
    const written: Record<string, string> = {};
    for (const [key, value] of Object.entries(group)) {
      const name = key.replaceAll('_', '-');
      if (known.includes(name)) {
        values[name] = value;
        written[name] = key;
      } else this.complain([...path, key], 'key', `unknown key ${quote(key)}`, didYouMean(name, known) ?? `known here: ${known.join(', ')}`);
    }
    return { path, values, written };
  }

  text(fields: Fields, key: string, most: number): string | undefined {
    const value = fields.values[key];
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value.trim() !== '' && value.length <= most) return value;
    return this.#wrong(fields, key, `a text of 1 to ${most} characters`, value);
  }

  /** Letters, digits and a few signs: it becomes the name of a folder and stands in tables. */
  id(fields: Fields, key: string): string | undefined {
    const value = fields.values[key];
    if (value === undefined) return undefined;
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && /^[\p{L}\p{N}][\p{L}\p{N} ._:/#-]{0,99}$/u.test(text)) return text;
    return this.#wrong(fields, key, 'an id: letters, digits, ".", "_", ":", "/" and "-", at most 100', value);
  }

  texts(fields: Fields, key: string): readonly string[] | undefined {
    const value = fields.values[key];
    if (value === undefined) return undefined;
    const list = Array.isArray(value) ? value : [value];
    if (list.length <= MOST_LIST && list.every((one): one is string => typeof one === 'string' && one.trim() !== '' && one.length <= 200))
      return list;
    return this.#wrong(fields, key, 'a text or a list of texts', value);
  }

  whole(fields: Fields, key: string, min: number, max: number): number | undefined {
    const value = fields.values[key];
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return value;
    return this.#wrong(fields, key, `a whole number from ${min} to ${max}`, value);
  }

  /** Seconds as a number, or a span such as "2m". */
  duration(fields: Fields, key: string): number | undefined {
    const value = fields.values[key];
    if (value === undefined) return undefined;
    const ms = typeof value === 'number' ? value * 1_000 : typeof value === 'string' ? parseDuration(value) : undefined;
    if (ms !== undefined && ms >= 1 && ms <= 7 * 86_400_000) return Math.round(ms);
    return this.#wrong(fields, key, `seconds as a number above 0, or a duration such as ${DURATION_FORMS}, at most 7d`, value);
  }

  share(fields: Fields, key: string): number | undefined {
    const value = fields.values[key];
    if (value === undefined) return undefined;
    const share = typeof value === 'number' && value >= 0 && value <= 1 ? value : typeof value === 'string' ? parseShare(value) : undefined;
    if (share !== undefined && share >= 0 && share <= 1) return share;
    return this.#wrong(fields, key, 'a percentage such as "80%", or a fraction from 0 to 1', value);
  }

  exitCode(fields: Fields, key: string): number | 'any' | undefined {
    const value = fields.values[key];
    if (value === undefined || value === 'any') return value;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= 255) return value;
    return this.#wrong(fields, key, 'a number from 0 to 255, or "any"', value);
  }

  env(fields: Fields, key: string): Readonly<Record<string, string>> | undefined {
    const value = fields.values[key];
    if (value === undefined) return undefined;
    if (!isGroup(value)) return this.#wrong(fields, key, 'names with values', value);
    const env: Record<string, string> = {};
    for (const [name, each] of Object.entries(value)) {
      if (!/^[A-Za-z_]\w*$/.test(name)) this.complain([...placeOf(fields, key), name], 'key', `${quote(name)} can't be the name of a variable`);
      else if (typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean') env[name] = String(each);
      else this.complain([...placeOf(fields, key), name], 'value', `expected a text, got ${show(each)}`);
    }
    return env;
  }

  /** A folder below the worktree. */
  folder(fields: Fields, key: string): string | undefined {
    const value = fields.values[key];
    if (value === undefined) return undefined;
    const inside = typeof value === 'string' && value !== '' && !/^([/\\]|[A-Za-z]:)/.test(value) && !value.split(/[/\\]/).includes('..');
    if (inside && !hasControls(value)) return value;
    return this.#wrong(fields, key, 'a folder below the root of the repository, without ".."', value);
  }

  argv(fields: Fields, key: string): CommandLine | undefined {
    const value = fields.values[key];
    const [program, ...words] = Array.isArray(value) && value.every((one): one is string => typeof one === 'string') ? value : [];
    if (program !== undefined && program !== '') return { argv: [program, ...words] };
    return this.#wrong(fields, key, 'a list of texts: a program and its arguments', value);
  }

  patterns(fields: Fields, key: string): readonly string[] | undefined {
    const value = fields.values[key];
    if (value === undefined) return undefined;
    const list: unknown[] = Array.isArray(value) ? value : [value];
    if (list.length > MOST_LIST) return this.#wrong(fields, key, `at most ${MOST_LIST} patterns`, value);
    return list.flatMap((one, i) => {
      const path = Array.isArray(value) ? [...placeOf(fields, key), i] : placeOf(fields, key);
      const read = typeof one === 'string' ? parsePattern(one) : { wrong: `expected a text or /regex/, got ${show(one)}` };
      if ('wrong' in read) this.complain(path, 'value', read.wrong);
      return typeof one === 'string' && !('wrong' in read) ? [one] : [];
    });
  }

  #wrong(fields: Fields, key: string, accepts: string, value: unknown): undefined {
    this.complain(placeOf(fields, key), 'value', `expected ${accepts}, got ${show(value)}`);
    return undefined;
  }
}

/** Path of a value. */
export function placeOf({ path, written }: Fields, key: string): Path {
  return [...path, written[key] ?? key];
}
