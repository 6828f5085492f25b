import type { HarnessResult } from '../core/result.ts';
import { inertJson } from './escape/json.ts';

/** The fields of the result in the order in which a person reads them; what is not named here follows by name. */
const ORDER = [
  ...['schema', 'outcome', 'reasons', 'warnings', 'session', 'id', 'name', 'plan', 'target', 'test', 'seed', 'generation', 'verdict'],
  ...['startedAt', 'endedAt', 'version', 'resumed', 'scenarios', 'ledger', 'ledgerReasons', 'jobs', 'extraRuns', 'leftRunning', 'metrics'],
  ...['thresholds', 'gate', 'api', 'cost', 'url', 'why', 'command', 'cancelled'],
  ...['baseline', 'margin', 'note', 'rows', 'benchmark', 'metric', 'expression', 'unit', 'direction', 'of', 'current', 'change'],
  ...[
    'value',
    'count',
    'n',
    'min',
    'mean',
    'sd',
    'max',
    'percentiles',
    'ci95',
    'estimator',
    'censored',
    'anomalous',
    'unavailable',
    'notes',
    'reason',
  ],
  ...[
    'requests',
    'charged',
    'notModified',
    'perRun',
    'rateLimitWaits',
    'byEndpoint',
    'runnerMinutes',
    'billedMinutes',
    'currency',
    'estimated',
    'actual',
    'cardDate',
    'byLabel',
    'label',
    'usd',
  ],
];
const LEDGER_ORDER = ['planned', 'succeeded', 'failed', 'cancelled', 'timed_out', 'shed', 'lost', 'excluded', 'skipped'];

const ranks = (order: readonly string[]): ReadonlyMap<string, number> => new Map(order.map((name, rank) => [name, rank]));
const RANK = ranks(ORDER);
const LEDGER_RANK = ranks(LEDGER_ORDER);

function inOrder(value: unknown, path: string): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`result.json can't hold ${value} at ${path}: a number must be finite`);
  if (Array.isArray(value)) return value.map((item, i) => inOrder(item, `${path}[${i}]`));
  if (typeof value !== 'object' || value === null) return value;
  const rank = path.endsWith('.ledger') || path.endsWith('.jobs') ? LEDGER_RANK : RANK;
  const position = (name: string): number => rank.get(name) ?? rank.size;
  const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const names = Object.keys(value).sort((a, b) => position(a) - position(b) || byName(a, b));
  return Object.fromEntries(names.map((name) => [name, inOrder((value as Record<string, unknown>)[name], `${path}.${name}`)]));
}

/**
 * `result.json`: the fields always in the same order, two spaces, a line end at the end; the same result gives the same bytes.
 *
 * @throws RangeError when a number in it is not finite (JSON would silently make it `null`)
 */
export function renderResultJson(result: HarnessResult): string {
  return `${inertJson(JSON.stringify(inOrder(result, 'result'), undefined, 2))}\n`;
}
