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
const SIZES = /^([kmgt]i?)?(b|byte|bytes)(\/(op|iter|call))?$/i;
const SIZE_WORDS = /^(kilo|mega|giga|tera)bytes?$/i;
const COUNTS_OF_WORK = /^(cycles|instructions|branches|ticks|accesses|allocs?|allocations|blocks)(\/(op|iter|call))?$/i;

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
  if (SIZES.test(plain) || SIZE_WORDS.test(plain) || COUNTS_OF_WORK.test(plain)) return 'smaller';
  // Samples a second, as radios count them: with this case it is no millisecond.
  if (/^[KMG]S\/s$/.test(plain)) return 'bigger';
  if (timeUnit(plain) === undefined && (PER_TIME.test(plain) || RATES.has(plain.toLowerCase()))) return 'bigger';
  return undefined;
}

/** Words of a metric's name of which less is better, whatever is counted. */
const LESS = new Set(
  (
    'err errs error errors fail failed fails failure failures miss misses missed drop drops dropped fault faults timeout timeouts reject rejects rejected ' +
    'retry retries lost leak leaks stall stalls alloc allocs allocated allocation allocations gc collect collects collections evictions garbage'
  ).split(' '),
);
/** Words of which more is better. */
const MORE = new Set('free available headroom throughput hit hits success succeeded passed accuracy'.split(' '));
/** Words that only tell where nothing else does. */
const COSTS = new Set('latency duration time elapsed memory mem rss heap size bytes blocks instructions cycles accesses allocs overhead'.split(' '));

/**
 * Which way a metric is better, by its name and its unit. A span of time is better short, whatever it is called; otherwise a word for what
 * nobody wants (`errors`, `gc.alloc.rate`) or wants (`free`, `hits`) outweighs the unit.
 *
 * @returns `undefined` where neither says so
 * @example directionOf('gc.alloc.rate', 'MB/sec') // 'smaller', though the unit alone would say 'bigger'
 */
export function directionOf(metric: string, unit: string): 'smaller' | 'bigger' | undefined {
  if (directionOfUnit(unit) === 'smaller' && timeUnit(unit) !== undefined) return 'smaller';
  const words = metric
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  const less = words.some((word) => LESS.has(word));
  const more = words.some((word) => MORE.has(word));
  if (less !== more) return less ? 'smaller' : 'bigger';
  if (less) return undefined;
  return directionOfUnit(unit) ?? (words.some((word) => COSTS.has(word)) ? 'smaller' : undefined);
}
