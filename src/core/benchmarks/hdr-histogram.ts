import { Unzlib } from 'fflate';
import { decodeBase64 } from './base64.ts';
import { Refusal } from './refusal.ts';

const COMPRESSED_V2 = 0x1c849304;
const PLAIN_V2 = 0x1c849303;
/** The word size stands in these bits of a cookie. */
const COOKIE_MASK = 0xffffff0f;
const HEADER_BYTES = 40;
/** The counts of a histogram need a few kilobytes; more is no histogram but an attempt to fill the memory. */
const MAX_INFLATED_BYTES = 4 * 1024 * 1024;
const MAX_INDEX = 64 * 2 ** 18;

/** How often values fell into which bucket; the key is the bucket's largest value, as HdrHistogram reports it. */
export type Buckets = Map<number, { readonly middle: number; count: number }>;

/**
 * Decodes a histogram in HdrHistogram's compressed V2 encoding and adds it to `into`.
 *
 * @param encoded base64
 * @returns the largest value; 0 without values
 * @throws Refusal when it is none
 */
export function addHistogram(encoded: string, into: Buckets): number {
  const compressed = decodeBase64(encoded.trim());
  if (compressed === undefined || compressed.length < 8) throw new Refusal('the histogram is no base64');
  const outer = viewOf(compressed);
  const cookie = (outer.getUint32(0) & COOKIE_MASK) >>> 0;
  if (cookie !== COMPRESSED_V2)
    throw new Refusal(`the histogram begins with 0x${cookie.toString(16)}: only HdrHistogram's compressed V2 encoding is read`);
  const data = inflate(compressed.subarray(8, 8 + outer.getUint32(4)));
  if (data.length < HEADER_BYTES) throw new Refusal(`the histogram has ${data.length} bytes, fewer than its header`);
  const view = viewOf(data);
  if ((view.getUint32(0) & COOKIE_MASK) >>> 0 !== PLAIN_V2) throw new Refusal('the compressed part is no V2 histogram');
  if (view.getInt32(8) !== 0) throw new Refusal('a histogram with shifted values is not read');
  const digits = view.getInt32(12);
  const lowest = Number(view.getBigInt64(16));
  const ratio = view.getFloat64(32);
  if (!(digits >= 0 && digits <= 5 && lowest >= 1 && ratio > 0 && Number.isFinite(ratio))) throw new Refusal("the histogram's header is impossible");
  return addCounts(data.subarray(HEADER_BYTES, HEADER_BYTES + view.getUint32(4)), bucketsOf(digits, lowest, ratio), into);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function inflate(bytes: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  const stream = new Unzlib((chunk) => {
    chunks.push(chunk);
    total += chunk.length;
    if (total > MAX_INFLATED_BYTES) throw new Refusal(`the histogram unpacks to more than ${MAX_INFLATED_BYTES} bytes`);
  });
  let broken = false;
  try {
    // In small pieces, so that the limit is seen before the memory is full.
    for (let at = 0; at < bytes.length; at += 1024) stream.push(bytes.subarray(at, at + 1024), at + 1024 >= bytes.length);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // What the library says of it ("invalid zlib data") helps nobody with a log file.
    broken = true;
  }
  if (broken) throw new Refusal('the histogram can not be unpacked');
  const whole = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Which values a bucket holds: `[middle, largest]` of the index. */
function bucketsOf(digits: number, lowest: number, ratio: number): (index: number) => readonly [number, number] {
  const unit = Math.floor(Math.log2(lowest));
  const half = Math.max(Math.ceil(Math.log2(2 * 10 ** digits)), 1) - 1;
  const halfCount = 2 ** half;
  return (index) => {
    const row = Math.floor(index / halfCount) - 1;
    const column = (index % halfCount) + (row < 0 ? 0 : halfCount);
    const width = 2 ** (Math.max(row, 0) + unit);
    const low = column * width;
    return [(low + Math.floor(width / 2)) * ratio, (low + width - 1) * ratio];
  };
}

/** Counts are ZigZag LEB128; a negative one skips as many empty buckets. */
function addCounts(payload: Uint8Array, bucket: (index: number) => readonly [number, number], into: Buckets): number {
  let index = 0;
  let max = 0;
  for (let at = 0; at < payload.length; ) {
    let encoded = 0n;
    for (let i = 0; i < 9; i++) {
      const byte = payload[at++];
      if (byte === undefined) throw new Refusal('the histogram breaks off');
      encoded |= BigInt(i === 8 ? byte : byte & 0x7f) << BigInt(7 * i);
      if (i === 8 || byte < 0x80) break;
    }
    const count = Number((encoded >> 1n) ^ -(encoded & 1n));
    index += count < 0 ? -count : 0;
    if (index > MAX_INDEX || count > Number.MAX_SAFE_INTEGER) throw new Refusal('the histogram holds impossible counts');
    if (count > 0) {
      const [middle, largest] = bucket(index);
      const known = into.get(largest);
      if (known === undefined) into.set(largest, { middle, count });
      else known.count += count;
      max = largest;
    }
    if (count >= 0) index++;
  }
  return max;
}
