import { clip, type PlanProblem } from './problem.ts';
import { redactSecrets } from './secrets.ts';

/** The formats of plan files. */
export type PlanFormat = 'yaml' | 'json' | 'toml';

/** Keys and list indices from the root to a value. */
export type Path = readonly (string | number)[];

/** Where a value stands, as offsets into the text. */
export interface Place {
  /** Absent for list items and the root. */
  readonly key?: number;
  readonly value: number;
  /** A number as it was written, so that nothing is rounded unseen. */
  readonly source?: string;
}

/** A plan's text as plain values (objects, lists, texts, finite numbers, booleans, null), each with its place. */
export interface PlanDocument {
  readonly value: unknown;
  readonly places: Places;
}

/** A complaint about the text itself, before anybody asks what it means. */
export interface TextProblem {
  readonly offset: number;
  readonly path?: Path;
  /** The text as a whole can't be trusted: nothing further is to be said about it. */
  readonly fatal?: true;
  readonly message: string;
  readonly fix?: string;
}

/** A plan has about 5 levels and, with 100 scenarios, some 2,000 values. What is far beyond is an accident or an attack. */
export const MAX_DEPTH = 20;
export const MAX_VALUES = 20_000;
export const TOO_DEEP = `the plan is nested deeper than ${MAX_DEPTH} levels`;
export const TOO_BIG = `the plan has more than ${MAX_VALUES} values, aliases written out`;

/** Keys that mean something to JavaScript objects, and never anything to a plan. */
export const isUnsafeKey = (key: string): boolean => key === '__proto__' || key === 'constructor' || key === 'prototype';

/** Places by path. A path without a place of its own (a missing key) has the one of its nearest ancestor. */
export class Places {
  readonly #places = new Map<string, Place>();

  set(path: Path, place: Place): void {
    this.#places.set(keyOf(path), place);
  }

  get(path: Path): Place | undefined {
    return this.#places.get(keyOf(path));
  }

  /** Offset of the value (or of its key) at `path`, or of the nearest ancestor; 0 when nothing is known. */
  locate(path: Path, part: 'key' | 'value'): number {
    const exact = this.get(path);
    if (exact !== undefined) return part === 'key' ? (exact.key ?? exact.value) : exact.value;
    for (let length = path.length - 1; length >= 0; length--) {
      const place = this.get(path.slice(0, length));
      // What is missing in a group is shown at the group's name.
      if (place !== undefined) return place.key ?? place.value;
    }
    return 0;
  }
}

const keyOf = (path: Path): string => path.join('\u0000');

/** Turns offsets into lines and columns. */
export class LineIndex {
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (match) => match.index + match[0].length)];
  }

  /** 1-based line and column (in UTF-16 code units). */
  at(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  problem(text: TextProblem): PlanProblem {
    const path = clip(redactSecrets((text.path ?? []).join('.')));
    const fix = text.fix === undefined ? {} : { fix: redactSecrets(text.fix) };
    return { ...this.at(text.offset), path, message: redactSecrets(text.message), ...fix };
  }
}
