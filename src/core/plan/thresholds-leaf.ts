import { parseThreshold, type ThresholdRule } from '../gate/threshold-rule.ts';
import { RATE_METRICS, TIME_METRICS } from '../timing/sample.ts';
import { good, type JsonMeta, type LeafProblem, leaf, unexpected } from './leaf.ts';
import { show } from './problem.ts';
import { isGroup } from './unit-leaves.ts';

const MAX_LIMITS = 20;

/** `"p(90)<60s"` or a list of such. */
const limits = (description: string, pattern: string) => {
  const one = { type: 'string', pattern };
  return { description, anyOf: [one, { type: 'array', minItems: 1, maxItems: MAX_LIMITS, items: one }] };
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
        list.slice(0, MAX_LIMITS).forEach((expression: unknown, i) => {
          const path = Array.isArray(given) ? [metric, i] : [metric];
          if (typeof expression !== 'string') {
            const message = `expected a limit such as "p(90)<60s", got ${show(expression)}`;
            problems.push({ path, message });
            return;
          }
          const parsed = parseThreshold(metric, expression);
          if (parsed.ok) rules.push(parsed.rule);
          else problems.push({ path, message: parsed.message, ...(parsed.fix !== undefined && { fix: parsed.fix }) });
        });
      }
      return problems.length > 0 ? { ok: false, problems } : good(rules);
    },
  );
