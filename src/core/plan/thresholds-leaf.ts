import { parseThreshold, type ThresholdRule } from '../gate/threshold-rule.ts';
import { DURATION_FORMS, parseDuration } from '../time.ts';
import { RATE_METRICS, TIME_METRICS } from '../timing/sample.ts';
import { DURATION_PATTERN, good, type JsonMeta, type LeafProblem, leaf, unexpected } from './leaf.ts';
import { quote, show } from './problem.ts';
import { didYouMean } from './suggest.ts';
import { isGroup } from './unit-leaves.ts';

const MAX_LIMITS = 20;

const SPAN = { type: 'string', pattern: DURATION_PATTERN };
const LONG_KEYS = {
  window: { ...SPAN, description: 'Judged while the session runs, over the values of the last so much time.' },
  for: {
    type: 'integer',
    minimum: 1,
    maximum: 1_000,
    description: 'With window: breached when so many evaluations in a row have failed. Default: 1.',
  },
  abort: { type: 'boolean', description: 'true: a breach ends the session at once; what is queued is cancelled.' },
  delay: { ...SPAN, description: 'No breach counts before so long after the start of the scenario.' },
  'min-n': { type: 'integer', minimum: 1, maximum: 1_000_000, description: 'Fewer values than this decide nothing.' },
} as const;

/** `"p(90)<60s"`, `{ expr: p(90)<60s, window: 5m }`, or a list of such. */
const limits = (description: string, pattern: string) => {
  const short = { type: 'string', pattern };
  const long = {
    type: 'object',
    properties: { expr: { ...short, description: 'The limit.' }, ...LONG_KEYS },
    required: ['expr'],
    additionalProperties: false,
  };
  const one = { anyOf: [short, long] };
  return { description, anyOf: [short, long, { type: 'array', minItems: 1, maxItems: MAX_LIMITS, items: one }] };
};

const COUNT = 'count\\s*(<=?|>=?|==|!=)\\s*[0-9]{1,9}';
const TIME = `^\\s*((p\\s*\\(\\s*[0-9.]+\\s*\\)|med|avg|min|max)\\s*[<>]=?\\s*([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+|${COUNT})\\s*$`;
const RATE = `^\\s*(rate\\s*(<=?|>=?|==|!=)\\s*[0-9]+(\\.[0-9]+)?%?|${COUNT})\\s*$`;

/** Limits by metric, in the order of the file. */
export const thresholdsLeaf = (meta: JsonMeta) =>
  leaf<readonly ThresholdRule[]>(
    {
      type: 'object',
      propertyNames: { enum: [...TIME_METRICS, ...RATE_METRICS] },
      patternProperties: {
        [`^(${TIME_METRICS.join('|')})$`]: limits('p(N), med, avg, min or max against a duration, or count against a number.', TIME),
        [`^(${RATE_METRICS.join('|')})$`]: limits('rate against a fraction or a percentage, or count against a number.', RATE),
      },
      additionalProperties: false,
      examples: [{ queue_time: ['p(90)<60s', 'max<10m'], failed: 'rate<5%' }],
      ...meta,
    },
    (value) => {
      if (!isGroup(value)) return unexpected('thresholds as metrics with limits, such as "queue_time: p(90)<60s"', value);
      const problems: LeafProblem[] = [];
      const rules: ThresholdRule[] = [];
      for (const [metric, given] of Object.entries(value)) {
        const known = parseThreshold(metric, '');
        if (!known.ok && known.of === 'metric') {
          problems.push({ path: [metric], atKey: true, message: known.message, ...(known.fix !== undefined && { fix: known.fix }) });
          continue;
        }
        const list = Array.isArray(given) ? given : [given];
        if (list.length === 0 || list.length > MAX_LIMITS) {
          problems.push({ path: [metric], message: `expected 1 to ${MAX_LIMITS} limits, got ${show(given)}` });
        }
        list.slice(0, MAX_LIMITS).forEach((limit: unknown, i) => {
          const path = Array.isArray(given) ? [metric, i] : [metric];
          const { expression, more } = isGroup(limit) ? longForm(limit, path, problems) : { expression: limit, more: {} };
          if (typeof expression !== 'string') {
            const message = `expected a limit such as "p(90)<60s", got ${show(expression)}`;
            if (!isGroup(limit)) problems.push({ path, message });
            return;
          }
          const parsed = parseThreshold(metric, expression);
          if (parsed.ok) rules.push({ ...parsed.rule, ...more });
          else
            problems.push({
              path: isGroup(limit) ? [...path, 'expr'] : path,
              message: parsed.message,
              ...(parsed.fix !== undefined && { fix: parsed.fix }),
            });
        });
      }
      return problems.length > 0 ? { ok: false, problems } : good(rules);
    },
  );

type LongRule = Pick<ThresholdRule, 'windowMs' | 'inARow' | 'abort' | 'delayMs' | 'minN'>;

/** A limit with what it is judged over, and when. */
function longForm(
  limit: Record<string, unknown>,
  path: readonly (string | number)[],
  problems: LeafProblem[],
): { readonly expression: unknown; readonly more: LongRule } {
  const known = ['expr', ...Object.keys(LONG_KEYS)];
  const complain = (key: string, message: string, fix?: string, atKey?: true): void => {
    problems.push({ path: [...path, key], message, ...(fix !== undefined && { fix }), ...(atKey === true && { atKey }) });
  };
  for (const key of Object.keys(limit)) {
    if (!known.includes(key)) complain(key, `unknown key ${quote(key)}`, didYouMean(key, known) ?? `known here: ${known.join(', ')}`, true);
  }
  if (typeof limit.expr !== 'string') {
    problems.push({
      path: limit.expr === undefined ? path : [...path, 'expr'],
      message: limit.expr === undefined ? 'has no expr' : `expected a limit such as "p(90)<60s", got ${show(limit.expr)}`,
      ...(limit.expr === undefined && { fix: 'add one, such as "expr: p(90)<60s"' }),
    });
  }
  const span = (key: 'window' | 'delay'): number | undefined => {
    const value = limit[key];
    if (value === undefined) return undefined;
    const ms = typeof value === 'string' ? parseDuration(value) : undefined;
    if (ms === undefined) complain(key, `expected a duration such as ${DURATION_FORMS}, got ${show(value)}`);
    return ms;
  };
  const whole = (key: 'for' | 'min-n', most: number): number | undefined => {
    const value = limit[key];
    if (value === undefined || (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= most)) return value;
    complain(key, `expected a whole number from 1 to ${most}, got ${show(value)}`);
    return undefined;
  };
  const [windowMs, inARow, delayMs, minN] = [span('window'), whole('for', 1_000), span('delay'), whole('min-n', 1_000_000)];
  const { abort } = limit;
  if (abort !== undefined && typeof abort !== 'boolean') complain('abort', `expected true or false, got ${show(abort)}`);
  if (limit.for !== undefined && limit.window === undefined)
    complain('for', '"for" counts windows, and there is none', 'add a window, such as "window: 5m"', true);
  return {
    expression: limit.expr,
    more: {
      ...(windowMs !== undefined && { windowMs }),
      ...(inARow !== undefined && { inARow }),
      ...(typeof abort === 'boolean' && { abort }),
      ...(delayMs !== undefined && { delayMs }),
      ...(minN !== undefined && { minN }),
    },
  };
}
