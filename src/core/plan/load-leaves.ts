import { DURATION_FORMS, parseDuration, SECOND_MS } from '../time.ts';
import { bad, DURATION_PATTERN, good, type JsonMeta, type LeafProblem, leaf, RATE_PATTERN, unexpected } from './leaf.ts';
import type { BudgetSpec, LatePolicy } from './plan.ts';
import { show } from './problem.ts';
import { type GivenRate, parseRate } from './rate.ts';
import { didYouMean } from './suggest.ts';
import { isGroup } from './unit-leaves.ts';

/** One word of a list. */
export function wordLeaf<T extends string>(meta: JsonMeta, words: readonly T[]) {
  const accepts = words
    .map((word) => `"${word}"`)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' or ');
  return leaf<T>({ enum: [...words], ...meta }, (value) => {
    const word = words.find((one) => one === value);
    if (word !== undefined) return good(word);
    const fix = typeof value === 'string' ? didYouMean(value, words) : undefined;
    return value === undefined || value === null ? unexpected(accepts, value) : bad(`expected ${accepts}, got ${show(value)}`, fix);
  });
}

const MAX_BURSTS = 1_000;

/** Numbers of runs that are sent at once. */
export const burstsLeaf = (meta: JsonMeta, most: number) =>
  leaf<readonly number[]>(
    { type: 'array', items: { type: 'integer', minimum: 1, maximum: most }, minItems: 1, maxItems: MAX_BURSTS, ...meta },
    (value) => {
      const accepts = `a list of numbers of runs such as [10, 20, 10]`;
      if (!Array.isArray(value)) return unexpected(accepts, value);
      if (value.length === 0 || value.length > MAX_BURSTS) return bad(`expected 1 to ${MAX_BURSTS} bursts, got ${show(value)}`);
      const problems = value.flatMap((size: unknown, i): LeafProblem[] =>
        Number.isSafeInteger(size) && Number(size) >= 1 && Number(size) <= most
          ? []
          : [{ path: [i], message: `expected a whole number of runs from 1 to ${most}, got ${show(size)}` }],
      );
      return problems.length > 0 ? { ok: false, problems } : good(value as number[]);
    },
  );

/** A span that may be nothing: `0s`. */
export const offsetLeaf = (meta: JsonMeta) =>
  leaf<number>({ anyOf: [{ type: 'string', pattern: DURATION_PATTERN }, { const: 0 }], ...meta }, (value) => {
    if (value === 0 || (typeof value === 'string' && /^0(ms|s|m|h|d)$/.test(value))) return good(0);
    const ms = typeof value === 'string' ? parseDuration(value) : undefined;
    return ms === undefined ? unexpected(`a duration such as 0s, ${DURATION_FORMS}`, value) : good(ms);
  });

/** Where a stage of a ramp ends up: a rate, or nothing at all. */
export const stageRateLeaf = (meta: JsonMeta) =>
  leaf<GivenRate>({ anyOf: [{ type: 'string', pattern: RATE_PATTERN }, { const: 0 }], ...meta }, (value) => {
    const [, none] = typeof value === 'string' ? (/^0+(?:\.0+)?\s*(runs?|jobs?)?\s*\/\s*(?:[a-z0-9.]+)$/.exec(value.trim()) ?? []) : [];
    if (value === 0 || none !== undefined || (typeof value === 'string' && /^0+\s*\//.test(value))) return good({ count: 0, perMs: 60 * SECOND_MS });
    const accepts = 'a rate such as "30/min", or 0';
    if (typeof value === 'number')
      return bad(`expected ${accepts}, got the number ${value} without a unit`, `write "${value}/min", or add a time-unit`);
    if (typeof value !== 'string') return unexpected(accepts, value);
    const parsed = parseRate(value);
    if (parsed.ok) return good(parsed.rate);
    return parsed.why === 'range' ? bad(`expected a rate from 1/day to 500/10s, got ${show(value)}`) : unexpected(accepts, value);
  });

export const LATE_KINDS = ['catch-up', 'drop', 'shift'] as const;
/** How late a slot may be before `drop` drops it, where nothing is said: stamps of GitHub are whole seconds. */
const DROP_AFTER_MS = SECOND_MS;

/** `drop`, or `{ policy: drop, bound: 30s }`. */
export const lateLeaf = (meta: JsonMeta) =>
  leaf<LatePolicy>(
    {
      anyOf: [
        { enum: [...LATE_KINDS] },
        {
          type: 'object',
          properties: {
            policy: { enum: [...LATE_KINDS], description: 'What becomes of it.' },
            bound: { type: 'string', pattern: DURATION_PATTERN, description: 'How late it may be; later, it is dropped.' },
          },
          required: ['policy'],
          additionalProperties: false,
        },
      ],
      ...meta,
    },
    (value) => {
      const accepts = '"catch-up", "drop" or "shift", or "{ policy: catch-up, bound: 30s }"';
      const group = isGroup(value) ? value : { policy: value };
      const kind = LATE_KINDS.find((one) => one === group.policy);
      const problems: LeafProblem[] = Object.keys(group)
        .filter((key) => key !== 'policy' && key !== 'bound')
        .map((key) => ({
          path: [key],
          atKey: true,
          message: `unknown key "${key}"`,
          fix: didYouMean(key, ['policy', 'bound']) ?? 'known here: policy, bound',
        }));
      const bound = group.bound === undefined ? undefined : typeof group.bound === 'string' ? parseDuration(group.bound) : Number.NaN;
      if (group.bound !== undefined && (bound === undefined || Number.isNaN(bound)))
        problems.push({ path: ['bound'], message: `expected a duration such as ${DURATION_FORMS}, got ${show(group.bound)}` });
      if (kind === undefined) {
        const fix = typeof group.policy === 'string' ? didYouMean(group.policy, LATE_KINDS) : undefined;
        problems.push({
          ...(isGroup(value) && { path: ['policy'] }),
          message: `expected ${accepts}, got ${show(group.policy)}`,
          ...(fix !== undefined && { fix }),
        });
      } else if (kind === 'shift' && group.bound !== undefined) {
        problems.push({ path: ['bound'], atKey: true, message: 'shift drops nothing, so it has no bound', fix: 'remove it' });
      }
      if (problems.length > 0 || kind === undefined) return { ok: false, problems };
      if (kind === 'shift') return good({ kind });
      if (kind === 'drop') return good({ kind, afterMs: bound ?? DROP_AFTER_MS });
      return good({ kind, ...(bound !== undefined && { maxLateMs: bound }) });
    },
  );

/** Names of scenarios: one, or a list. */
export const namesLeaf = (meta: JsonMeta) =>
  leaf<readonly string[]>(
    {
      anyOf: [
        { type: 'string', minLength: 1 },
        { type: 'array', items: { type: 'string' }, minItems: 1 },
      ],
      ...meta,
    },
    (value) => {
      const names: readonly unknown[] = Array.isArray(value) ? value : [value];
      if (names.length === 0) return bad('expected the name of a scenario, or a list of them, got an empty list');
      const wrong = names.find((name) => typeof name !== 'string' || name === '');
      return wrong === undefined && names.every((name) => typeof name === 'string')
        ? good(names)
        : unexpected('the name of a scenario, or a list of them', wrong ?? value);
    },
  );

const MAX_POOLS = 50;

/** `{ inputs.runs_on: [pool-4, pool-8] }`: an input, and the values that it takes in turn. */
export const overLeaf = (meta: JsonMeta) =>
  leaf<{ readonly input: string; readonly values: readonly string[] }>(
    {
      type: 'object',
      patternProperties: {
        '^inputs\\.[A-Za-z_][A-Za-z0-9_-]*$': { type: 'array', minItems: 2, maxItems: MAX_POOLS, items: { type: ['string', 'number'] } },
      },
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
      ...meta,
    },
    (value) => {
      const accepts = 'one input with its values, such as "{ inputs.runs_on: [pool-4, pool-8] }"';
      if (!isGroup(value) || Object.keys(value).length !== 1) return unexpected(accepts, value);
      const [[key, values] = ['', undefined]] = Object.entries(value);
      const input = /^inputs\.([A-Za-z_][A-Za-z0-9_-]*)$/.exec(key)?.[1];
      if (input === undefined) {
        return {
          ok: false,
          problems: [
            {
              path: [key],
              atKey: true,
              message: `expected ${accepts}, got the key ${show(key)}`,
              ...(/^[A-Za-z_][\w-]*$/.test(key) && { fix: `write "inputs.${key}"` }),
            },
          ],
        };
      }
      if (!Array.isArray(values))
        return { ok: false, problems: [{ path: [key], message: `expected a list of 2 to ${MAX_POOLS} values, got ${show(values)}` }] };
      const problems: LeafProblem[] = [];
      if (values.length < 2 || values.length > MAX_POOLS)
        problems.push({
          path: [key],
          message: `expected a list of 2 to ${MAX_POOLS} values, got ${values.length === 1 ? 'one' : show(values)}`,
          fix: 'for one pool write "test: stress"',
        });
      for (const [i, each] of values.entries()) {
        if (typeof each !== 'string' && typeof each !== 'number')
          problems.push({ path: [key, i], message: `expected a text or a number, got ${show(each)}` });
        else if (values.indexOf(each) !== i) problems.push({ path: [key, i], message: `${show(each)} stands here twice`, fix: 'keep one of them' });
      }
      return problems.length > 0 ? { ok: false, problems } : good({ input, values: values.map(String) });
    },
  );

/** US dollars: `$20`, or a number. */
export const moneyLeaf = (meta: JsonMeta) =>
  leaf<number>(
    {
      anyOf: [
        { type: 'string', pattern: '^\\$[0-9]+(\\.[0-9]+)?$' },
        { type: 'number', exclusiveMinimum: 0 },
      ],
      ...meta,
    },
    (value) => {
      const text = typeof value === 'string' ? /^\$\s?(\d{1,9}(?:\.\d{1,4})?)$/.exec(value)?.[1] : undefined;
      const amount = typeof value === 'number' ? value : text === undefined ? Number.NaN : Number(text);
      if (amount > 0 && amount < 1e9) return good(amount);
      const other = typeof value === 'string' && /^(€|£|EUR|[\d.]+\s?(€|EUR))/.test(value) ? 'the price card is in US dollars' : undefined;
      return other === undefined
        ? unexpected('an amount of US dollars, more than 0, such as "$20"', value)
        : bad(`expected an amount of US dollars such as "$20", got ${show(value)}`, other);
    },
  );

/** A number of requests, in all or in a span. */
export const requestsLeaf = (meta: JsonMeta) =>
  leaf<NonNullable<BudgetSpec['apiRequests']>>(
    {
      anyOf: [
        { type: 'integer', minimum: 1 },
        { type: 'string', pattern: '^[0-9]+\\s*/\\s*[a-z0-9.]+$' },
      ],
      ...meta,
    },
    (value) => {
      const accepts = 'a number of requests such as 5000, or a number in a span such as "800/h"';
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return good({ count: value });
      const [, count, span = ''] = typeof value === 'string' ? (/^(\d{1,9})\s*\/\s*([a-z0-9.]+)$/.exec(value.trim()) ?? []) : [];
      const units: Readonly<Record<string, string>> = { h: '1h', hour: '1h', min: '1m', m: '1m', minute: '1m', day: '1d', d: '1d' };
      const perMs = count === undefined ? undefined : parseDuration(Object.hasOwn(units, span) ? (units[span] ?? span) : span);
      return count !== undefined && Number(count) >= 1 && perMs !== undefined ? good({ count: Number(count), perMs }) : unexpected(accepts, value);
    },
  );

/** The path of a trace: a CSV file, or the folder of an earlier session. */
export const traceLeaf = (meta: JsonMeta) =>
  leaf<string>({ type: 'string', minLength: 1, maxLength: 1_000, ...meta }, (value) => {
    if (typeof value === 'string' && value.trim() !== '' && value.length <= 1_000 && !value.includes('\0')) return good(value);
    return unexpected('the path of a CSV file, or of the folder of an earlier session', value);
  });
