import { timeUnit } from '../gate/format-quantity.ts';

/** Units that count something for each span of time, and things of which fewer are better even so. */
const PER_TIME = /\/\s*(ns|us|µs|ms|s|sec|secs|second|seconds|min|minute|minutes|h|hr|hour)$/i;
const UNWELCOME = /err|fail|miss|drop|fault|timeout|reject|retr/i;
const RATES = new Set([
  'ops',
  'op/s',
  'ops/sec',
  'ops/s',
  'rps',
  'qps',
  'tps',
  'fps',
  'iops',
  'hz',
  'khz',
  'mhz',
  'ghz',
  'flops',
  'gflops',
  'mbps',
  'gbps',
  'kbps',
]);
const SIZES = /^([kmgt]i?)?(b|byte|bytes)(\/(op|iter))?$/i;

/**
 * Which way a unit is better, where the unit alone says so: spans of time and sizes are better smaller, amounts a time are better bigger.
 *
 * @returns `undefined` for everything else (`%`, `points`, `errors/s`): guessing would turn an improvement into an alarm
 * @example directionOfUnit('ops/sec') // 'bigger'
 */
export function directionOfUnit(unit: string): 'smaller' | 'bigger' | undefined {
  const plain = unit.trim();
  if (UNWELCOME.test(plain)) return undefined;
  if (timeUnit(plain) !== undefined && !PER_TIME.test(plain)) return 'smaller';
  if (SIZES.test(plain) || /^allocs?(\/(op|iter))?$/i.test(plain)) return 'smaller';
  if (timeUnit(plain) === undefined && (PER_TIME.test(plain) || RATES.has(plain.toLowerCase()))) return 'bigger';
  return undefined;
}
