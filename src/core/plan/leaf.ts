import * as z from 'zod/mini';
import { parseShare } from '../gate/threshold-rule.ts';
import { DURATION_FORMS, formatDuration, parseDuration } from '../time.ts';
import { quote, show } from './problem.ts';
import { type GivenRate, parseRate, RATE_FORMS } from './rate.ts';

/** What is wrong with a value of the plan, or with something in it. */
export interface LeafProblem {
  readonly message: string;
  readonly fix?: string;
  /** From the value on; absent: the value itself. */
  readonly path?: readonly (string | number)[];
  /** The key is what is wrong, not its value. */
  readonly atKey?: boolean;
}

export type LeafResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly LeafProblem[] };

export const good = <T>(value: T): LeafResult<T> => ({ ok: true, value });
export const bad = (message: string, fix?: string): LeafResult<never> => ({ ok: false, problems: [{ message, ...(fix !== undefined && { fix }) }] });

/** A part of JSON Schema. */
export type JsonMeta = { readonly description: string; readonly [keyword: string]: unknown };

/**
 * A value of the plan that one function reads: zod gives its place in the file and in the JSON Schema (from `meta`), the function gives the value or says
 * what is wrong. So messages are ours, and a text such as "30s" comes out as a number of milliseconds.
 */
export function leaf<T>(meta: JsonMeta, parse: (value: unknown) => LeafResult<T>) {
  return z.pipe(
    z.unknown().check(z.meta(meta)),
    z.transform((value, context): T => {
      const result = parse(value);
      if (result.ok) return result.value;
      for (const { message, fix, path, atKey } of result.problems) {
        context.issues.push({ code: 'custom', message, input: value, path: [...(path ?? [])], params: { fix, atKey } });
      }
      return z.NEVER;
    }),
  );
}

/** "expected a duration …, got the text …", and how to mend the most common slips. */
export function unexpected(accepts: string, value: unknown): LeafResult<never> {
  if (value === undefined) return bad(`is missing: expected ${accepts}`);
  if (value === null) return bad(`has no value: expected ${accepts}`, 'give one or remove the key');
  return bad(`expected ${accepts}, got ${show(value)}`);
}

/** A number in a range; a number in quotes is a mistake that is named, not mended. */
export function numberLeaf(meta: JsonMeta, range: { readonly min: number; readonly max: number; readonly whole: boolean }) {
  const { min, max, whole } = range;
  const accepts = `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`;
  return leaf<number>({ type: whole ? 'integer' : 'number', minimum: min, maximum: max, ...meta }, (value) => {
    if (typeof value === 'number' && value >= min && value <= max && (!whole || Number.isSafeInteger(value))) return good(value);
    if (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value))
      return bad(`expected ${accepts}, got the text ${quote(value)}`, 'remove the quotes');
    return unexpected(accepts, value);
  });
}

/** A text that `check` accepts; `check` answers what is wrong with it. */
export function textLeaf(meta: JsonMeta, accepts: string, check: (text: string) => { readonly message?: string; readonly fix?: string } | undefined) {
  return leaf<string>({ type: 'string', ...meta }, (value) => {
    if (typeof value === 'number' || typeof value === 'boolean')
      return bad(`expected ${accepts}, got ${show(value)}`, `write it as a text: "${value}"`);
    if (typeof value !== 'string') return unexpected(accepts, value);
    const wrong = check(value);
    return wrong === undefined ? good(value) : bad(wrong.message ?? `expected ${accepts}, got ${show(value)}`, wrong.fix);
  });
}

export const DURATION_PATTERN = '^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$';

/** A span; the value is in milliseconds. */
export function durationLeaf(meta: JsonMeta, range: { readonly minMs: number; readonly maxMs: number }) {
  return leaf<number>({ type: 'string', pattern: DURATION_PATTERN, ...meta }, (value) => {
    const accepts = `a duration such as ${DURATION_FORMS}`;
    if (typeof value === 'number') return bad(`expected ${accepts}, got the number ${value} without a unit`, `write "${value}s" or "${value}m"`);
    if (typeof value !== 'string') return unexpected(accepts, value);
    const ms = parseDuration(value);
    if (ms === undefined) return bad(`expected ${accepts}, more than 0 and at most 35d, got ${show(value)}`);
    if (ms >= range.minMs && ms <= range.maxMs) return good(ms);
    return bad(`expected a duration from ${formatDuration(range.minMs)} to ${formatDuration(range.maxMs)}, got ${show(value)}`);
  });
}

export const SHARE_PATTERN = '^[0-9]{1,9}(\\.[0-9]{1,9})?%$';

/** A share of a whole: a percentage, or a fraction as number; the value is the fraction. */
export function shareLeaf(meta: JsonMeta, max: number) {
  return leaf<number>(
    {
      anyOf: [
        { type: 'string', pattern: SHARE_PATTERN },
        { type: 'number', minimum: 0, maximum: max },
      ],
      ...meta,
    },
    (value) => {
      const accepts = `a percentage from 0% to ${Math.round(max * 100)}%, or a fraction from 0 to ${max}`;
      if (typeof value === 'number' && value >= 0 && value <= max) return good(value);
      if (typeof value === 'number' && value > max && value <= max * 100) return bad(`expected ${accepts}, got ${value}`, `write "${value}%"`);
      const share = typeof value === 'string' && value.endsWith('%') ? parseShare(value) : undefined;
      return share !== undefined && share <= max ? good(share) : unexpected(accepts, value);
    },
  );
}

export const RATE_PATTERN = '^[0-9]+(\\.[0-9]+)?\\s*(runs?|jobs?)?\\s*/\\s*[a-z0-9.]+$';

/** A rate of runs, or of jobs. */
export function rateLeaf(meta: JsonMeta) {
  return leaf<GivenRate>({ type: 'string', pattern: RATE_PATTERN, ...meta }, (value) => {
    const accepts = `a rate such as ${RATE_FORMS}`;
    if (typeof value === 'number') return bad(`expected ${accepts}, got the number ${value} without a unit`, `write "${value}/min"`);
    if (typeof value !== 'string') return unexpected(accepts, value);
    const parsed = parseRate(value);
    if (parsed.ok) return good(parsed.rate);
    return parsed.why === 'range' ? bad(`expected a rate from 1/day to 500/10s, got ${show(value)}`) : unexpected(accepts, value);
  });
}
