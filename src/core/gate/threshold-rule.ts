import { didYouMean } from '../plan/suggest.ts';
import { DURATION_FORMS, parseDuration, SECOND_MS } from '../time.ts';
import { RATE_METRICS, TIME_METRICS } from '../timing/sample.ts';

/** What a threshold asks of a metric's values: one number out of many. */
export type Aggregation =
  | { readonly kind: 'percentile' /** 0 < p < 100 */; readonly p: number }
  | { readonly kind: 'rate' | 'count' | 'min' | 'max' | 'avg' };

/** How a threshold compares: `==` and `!=` only for counts and rates. */
export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** A limit on a metric, parsed: `queue_time: p(90)<60s`. */
export interface ThresholdRule {
  /** A metric of the result, such as `queue_time` or `failed`. */
  readonly metric: string;
  /** As the user wrote it. */
  readonly expression: string;
  readonly aggregation: Aggregation;
  readonly comparison: Comparison;
  /** In the unit of the metric: seconds for times, a fraction for rates, a number for counts. */
  readonly limit: number;
  /** Judged over the values of the last so many milliseconds, while the session runs; absent: over the whole scenario. */
  readonly windowMs?: number;
  /** With a window: breached only when so many evaluations in a row have failed; default 1. */
  readonly inARow?: number;
  /** A breach ends the session's dispatching at once and cancels what is queued. */
  readonly abort?: boolean;
  /** No breach counts before so long after the scenario's start. */
  readonly delayMs?: number;
  /** Fewer values than this decide nothing. */
  readonly minN?: number;
}

/** Every metric that a threshold may name. */
export const THRESHOLD_METRICS: readonly string[] = [...TIME_METRICS, ...RATE_METRICS];

/** A threshold, or what is wrong with it. */
export type ThresholdParse =
  | { readonly ok: true; readonly rule: ThresholdRule }
  | { readonly ok: false; readonly of: 'metric' | 'expression'; readonly message: string; readonly fix?: string };

const FOR_TIMES = 'p(N), med, avg, min, max, count';
const FOR_RATES = 'rate, count';
const refuse = (message: string, fix?: string): ThresholdParse => ({ ok: false, of: 'expression', message, ...(fix !== undefined && { fix }) });

/**
 * Reads one limit of k6's grammar: an aggregation, a comparison, a limit; blanks between them don't matter.
 *
 * Times take `p(N)` (0 < N < 100), `med` (that is `p(50)`), `avg`, `min`, `max` with a duration, and `count`. `failed`, `shed` and `lost` take
 * `rate` with a fraction or a percentage, and `count`. Limits come out in the metric's unit: seconds, a fraction, a number.
 *
 * @returns the rule, or what is wrong with it; never throws
 * @example parseThreshold('queue_time', 'p(90)<60s') // { ok: true, rule: { aggregation: { kind: 'percentile', p: 90 }, comparison: '<', limit: 60, … } }
 */
export function parseThreshold(metric: string, expression: string): ThresholdParse {
  const isTime = (TIME_METRICS as readonly string[]).includes(metric);
  if (!isTime && !(RATE_METRICS as readonly string[]).includes(metric)) {
    const near = didYouMean(metric, THRESHOLD_METRICS);
    return {
      ok: false,
      of: 'metric',
      message: `unknown metric "${metric}"`,
      fix: `${near === undefined ? '' : `${near} `}known: ${THRESHOLD_METRICS.join(', ')}`,
    };
  }
  const text = expression.trim();
  const example = isTime ? '"p(90)<60s"' : '"rate<5%"';
  const parts = text.length > 100 ? null : /^([a-z]+(?:\s*\(\s*[^()]*\))?)\s*([<>=!]+)\s*(.*)$/.exec(text);
  if (parts === null) {
    const p = /^p(\d[\d.]*)\s*[<>]/.exec(text);
    return refuse(
      `"${clip(text)}" is no limit: expected an aggregation, a comparison and a limit, such as ${example}`,
      p ? `write p(${p[1]})` : undefined,
    );
  }
  const [, how = '', comparison = '', limitText = ''] = parts;
  const aggregation = parseAggregation(how);
  if (typeof aggregation === 'string') return refuse(aggregation, isTime ? `${metric} takes ${FOR_TIMES}` : `${metric} takes ${FOR_RATES}`);
  const { kind } = aggregation;
  if (isTime ? kind === 'rate' : kind !== 'rate' && kind !== 'count') {
    return refuse(`"${how}" does not suit ${metric}, which is ${isTime ? 'a time' : 'a rate'}`, `${metric} takes ${isTime ? FOR_TIMES : FOR_RATES}`);
  }
  const problem = comparisonProblem(comparison, kind);
  if (problem !== undefined) return refuse(`"${comparison}" ${problem}`, 'use <, <=, > or >=');
  const limit = kind === 'count' ? parseCount(limitText) : kind === 'rate' ? parseShare(limitText) : seconds(limitText);
  if (limit === undefined) return refuse(...limitProblem(kind, limitText));
  if (limit === 0 && comparison === '<') return refuse(`"${text}" can never hold: nothing is below 0`, `write ${how}<=0`);
  return { ok: true, rule: { metric, expression: text, aggregation, comparison: comparison as Comparison, limit } };
}

/** The aggregation, or what is wrong with it. */
function parseAggregation(how: string): Aggregation | string {
  if (how === 'med') return { kind: 'percentile', p: 50 };
  if (how === 'rate' || how === 'count' || how === 'min' || how === 'max' || how === 'avg') return { kind: how };
  const percentile = /^p\s*\(\s*(.*?)\s*\)$/.exec(how);
  if (percentile === null) return `unknown aggregation "${how}"`;
  const p = /^\d+(\.\d+)?$/.test(percentile[1] ?? '') ? Number(percentile[1]) : Number.NaN;
  if (p > 0 && p < 100) return { kind: 'percentile', p };
  return `"${how}" is no percentile: N in p(N) lies between 0 and 100, without them`;
}

function comparisonProblem(comparison: string, kind: Aggregation['kind']): string | undefined {
  if (!['<', '<=', '>', '>=', '==', '!='].includes(comparison)) return 'is no comparison';
  // A measured time equals a limit by accident only, and a percentile's test needs a side.
  return (comparison === '==' || comparison === '!=') && kind !== 'count' && kind !== 'rate' ? 'says nothing about a measured time' : undefined;
}

function limitProblem(kind: Aggregation['kind'], text: string): [message: string, fix: string | undefined] {
  const got = text === '' ? 'nothing stands after the comparison' : `got "${clip(text)}"`;
  if (kind === 'count') return [`expected a whole number from 0 on as limit, ${got}`, undefined];
  if (kind === 'rate') {
    const percent = /^\d+(\.\d+)?$/.test(text) && Number(text) <= 100 ? `write ${text}%` : undefined;
    return [`expected a fraction from 0 to 1 or a percentage as limit, such as 0.05 or 5%, ${got}`, percent];
  }
  return [`expected a duration as limit, such as ${DURATION_FORMS}, ${got}`, /^\d+(\.\d+)?$/.test(text) ? `say the unit: ${text}s` : undefined];
}

function seconds(text: string): number | undefined {
  const ms = parseDuration(text);
  return ms === undefined ? undefined : ms / SECOND_MS;
}

const parseCount = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

/**
 * Reads `5%` or `0.05`: a share of a whole as a fraction, 0 to 1.
 *
 * @example parseShare('5%') // 0.05
 */
export function parseShare(text: string): number | undefined {
  const parts = /^(\d{1,9}(?:\.\d{1,9})?)(%?)$/.exec(text);
  if (parts === null) return undefined;
  // Divided as text, so that 7% is 0.07 and not 0.07 + 1e-17.
  const share = parts[2] === '%' ? Number(`${parts[1]}e-2`) : Number(parts[1]);
  return share <= 1 ? share : undefined;
}

const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
