/** Numbers for people: with their unit, scaled so that they are read at a glance. */

/** Spellings of spans of time, with their seconds. */
const TIME_UNITS: ReadonlyMap<string, number> = new Map(
  (
    [
      ['ns nsec nanosecond nanoseconds', 1e-9],
      ['us µs μs usec microsecond microseconds', 1e-6],
      ['ms msec millisecond milliseconds', 1e-3],
      ['s sec secs second seconds', 1],
      ['min mins minute minutes', 60],
    ] as const
  ).flatMap(([names, seconds]) => names.split(' ').map((name) => [name, seconds] as const)),
);

const SCALES: readonly (readonly [name: string, seconds: number])[] = [
  ['s', 1],
  ['ms', 1e-3],
  ['µs', 1e-6],
  ['ns', 1e-9],
];

/** A span of time, or one for each of something (`ns/op`): its seconds and what it is for. `undefined` for any other unit. */
export function timeUnit(unit: string): { readonly seconds: number; readonly per: string } | undefined {
  const slash = unit.indexOf('/');
  const base = (slash < 0 ? unit : unit.slice(0, slash)).trim().toLowerCase();
  const seconds = TIME_UNITS.get(base);
  return seconds === undefined ? undefined : { seconds, per: slash < 0 ? '' : unit.slice(slash) };
}

/**
 * One value, three digits, times scaled to s, ms, µs or ns.
 *
 * @example formatQuantity(0.0412, 's') // '41.2 ms'
 */
export function formatQuantity(value: number, unit: string): string {
  const scale = scaleOf(Math.abs(value), unit);
  return `${trimmed(value * scale.factor)}${scale.unit === '' ? '' : ` ${scale.unit}`}`;
}

/**
 * Two values to be compared: the same unit and the same decimals, four digits for the larger one, more where they would look alike.
 *
 * @example formatPair(1.123, 1, 's') // ['1.123 s', '1.000 s']
 */
export function formatPair(a: number, b: number, unit: string): readonly [string, string] {
  const larger = Math.max(Math.abs(a), Math.abs(b));
  const scale = scaleOf(larger, unit);
  const plain = Number.isInteger(a) && Number.isInteger(b) && scale.factor === 1 && larger >= 1_000;
  let decimals = plain ? 0 : Math.min(9, Math.max(0, 3 - magnitude(larger * scale.factor)));
  // Below what any scale shows, only leading digits tell two values apart.
  const tiny = larger > 0 && larger * scale.factor < 1e-6;
  const text = (value: number): string => (tiny ? (value * scale.factor).toPrecision(4) : fixed(value * scale.factor, decimals));
  while (a !== b && !tiny && text(a) === text(b) && decimals < 15) decimals++;
  const suffix = scale.unit === '' ? '' : ` ${scale.unit}`;
  return [`${text(a)}${suffix}`, `${text(b)}${suffix}`];
}

/**
 * A fraction as a percentage, one decimal, more where it is tiny, none where it is huge.
 *
 * @example formatPercent(0.123) // '12.3 %'
 */
export function formatPercent(fraction: number): string {
  const percent = fraction * 100;
  const size = Math.abs(percent);
  if (size >= 1_000) return `${Math.round(percent)} %`;
  if (size >= 0.05 || size === 0) return `${Number(percent.toFixed(1))} %`;
  return `${Number(percent.toPrecision(1))} %`;
}

function scaleOf(size: number, unit: string): { readonly factor: number; readonly unit: string } {
  const time = timeUnit(unit);
  if (time === undefined) return { factor: 1, unit };
  const seconds = size * time.seconds;
  // 0.9996 ms is shown as 1 ms rather than 1000 µs. Zero has no scale of its own.
  const fits = size === 0 ? SCALES[0] : SCALES.find(([, each]) => seconds >= each * 0.9995);
  const [name, scale] = fits ?? (['ns', 1e-9] as const);
  return { factor: time.seconds / scale, unit: `${name}${time.per}` };
}

/** Power of ten of the first digit; 0 for 0. */
function magnitude(size: number): number {
  return size === 0 ? 0 : Math.floor(Math.log10(size) + 1e-9);
}

function trimmed(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15 || (size < 1e-6 && size > 0)) return value.toPrecision(3);
  return String(Number(fixed(value, Math.max(0, 2 - magnitude(size)))));
}

function fixed(value: number, decimals: number): string {
  return Math.abs(value) >= 1e15 ? value.toPrecision(6) : value.toFixed(Math.min(100, decimals));
}
