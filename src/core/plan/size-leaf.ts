import { bad, good, type JsonMeta, leaf, unexpected } from './leaf.ts';
import { show } from './problem.ts';

const UNITS = { kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 } as const;
const FORMS = 'a size such as 500MB, 10GB or 2GiB';
const SIZE = /^(\d{1,9}(?:\.\d{1,6})?)\s?([kMGT]B|[KMGT]iB)$/;

/** An amount of data; the value is in bytes. */
export function sizeLeaf(meta: JsonMeta, range: { readonly min: string; readonly max: string }) {
  return leaf<number>({ type: 'string', pattern: SIZE.source, ...meta }, (value) => {
    if (typeof value === 'number') return bad(`expected ${FORMS}, got the number ${value} without a unit`, `write "${value}MB" or "${value}GB"`);
    if (typeof value !== 'string') return unexpected(FORMS, value);
    const bytes = parseSize(value);
    if (bytes === undefined) return unexpected(FORMS, value);
    if (bytes >= (parseSize(range.min) ?? 0) && bytes <= (parseSize(range.max) ?? Number.POSITIVE_INFINITY)) return good(bytes);
    return bad(`expected a size from ${range.min} to ${range.max}, got ${show(value)}`);
  });
}

/** @returns bytes, whole; `undefined` for what is no size */
export function parseSize(text: string): number | undefined {
  const [, amount, unit] = SIZE.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  return Math.round(Number(amount) * UNITS[unit as keyof typeof UNITS]);
}

/** `1.2 GB`; powers of ten, as disks are sold. */
export function formatSize(bytes: number): string {
  const [unit, scale] =
    bytes >= 1e12 ? ['TB', 1e12] : bytes >= 1e9 ? ['GB', 1e9] : bytes >= 1e6 ? ['MB', 1e6] : bytes >= 1e3 ? ['kB', 1e3] : ['B', 1];
  return `${Number((bytes / Number(scale)).toPrecision(3))} ${unit}`;
}
