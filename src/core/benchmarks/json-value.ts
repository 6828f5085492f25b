import { isObject, type JsonObject, own, shown } from './importer.ts';
import { type JsonPath, pathText, Refusal } from './refusal.ts';

/** A place in a JSON document, read with checks: what is not as it must be is refused with its place. */
export class JsonValue {
  readonly value: unknown;
  readonly path: JsonPath;

  constructor(value: unknown, path: JsonPath = []) {
    this.value = value;
    this.path = path;
  }

  /** The member of an object; of anything else, a missing value. */
  get(key: string): JsonValue {
    return new JsonValue(isObject(this.value) ? own(this.value, key) : undefined, [...this.path, key]);
  }

  /** Neither missing nor null. */
  get present(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** @throws Refusal when it is no array */
  items(): JsonValue[] {
    if (!Array.isArray(this.value)) throw this.wrong('an array');
    return this.value.map((each, i) => new JsonValue(each, [...this.path, i]));
  }

  /** @throws Refusal when it is no object */
  entries(): [key: string, value: JsonValue][] {
    return Object.entries(this.object()).map(([key, value]) => [key, new JsonValue(value, [...this.path, key])]);
  }

  /** @throws Refusal when it is no object */
  object(): JsonObject {
    if (!isObject(this.value)) throw this.wrong('an object');
    return this.value;
  }

  /** @throws Refusal when it is no text or an empty one */
  text(): string {
    if (typeof this.value !== 'string' || this.value.trim() === '') throw this.wrong('a text');
    return this.value;
  }

  /** A text, or `undefined` when it is none. */
  maybeText(): string | undefined {
    return typeof this.value === 'string' && this.value.trim() !== '' ? this.value : undefined;
  }

  /** @throws Refusal when it is no finite number */
  number(): number {
    if (typeof this.value !== 'number' || !Number.isFinite(this.value)) throw this.wrong('a finite number');
    return this.value;
  }

  /**
   * A number, or `undefined` where the tool has none: missing, null, "NaN".
   *
   * @throws Refusal when it is something else
   */
  maybeNumber(): number | undefined {
    if (!this.present || this.value === 'NaN' || this.value === '-Infinity' || this.value === 'Infinity') return undefined;
    return this.number();
  }

  /** The finite numbers of an array; `undefined` when it is no array, is empty or holds anything else, so that a part never passes for the whole. */
  maybeNumbers(): number[] | undefined {
    const { value } = this;
    if (!Array.isArray(value) || value.length === 0) return undefined;
    return value.every((each): each is number => typeof each === 'number' && Number.isFinite(each)) ? value : undefined;
  }

  wrong(expected: string): Refusal {
    const at = this.path.length === 0 ? 'the document' : pathText(this.path);
    return new Refusal(`${at} must be ${expected}, got ${shown(this.value)}`, this.path);
  }
}
