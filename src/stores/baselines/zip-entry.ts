import { Inflate } from 'fflate';

export interface ZipLimits {
  readonly maxEntries: number;
  /** Of one entry, inflated. */
  readonly maxBytes: number;
  /** Inflated ÷ deflated. */
  readonly maxRatio: number;
}

export type ZipEntry =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly reason: string };

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const SYMLINK = 0o120000;
const TYPE_MASK = 0o170000;
/** Inflated from so many bytes at a time, so that a bomb is seen after a megabyte or so. */
const CHUNK = 1024;

/**
 * Takes one file out of a zip archive in memory; nothing is written anywhere. An archive that could do harm elsewhere (a path that leads out, a link,
 * more entries than allowed) is refused as a whole, and inflating stops when the entry gets larger than it may be or than it said.
 */
export function readZipEntry(archive: Uint8Array, name: string, limits: ZipLimits): ZipEntry {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = findEnd(view);
  if (end === undefined) return refuse('it is no zip archive, or it is cut off');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) return refuse(`a zip64 archive is larger than what is read here`);
  if (count > limits.maxEntries) return refuse(`it has ${count} entries, more than the ${limits.maxEntries} that are read`);
  let found: Entry | undefined;
  for (let i = 0; i < count; i++) {
    const entry = readEntry(view, at, end);
    if (entry === undefined) return refuse('its directory is damaged');
    if (isEvilPath(entry.name)) return refuse(`it has an entry that leads out of its folder: ${JSON.stringify(entry.name.slice(0, 100))}`);
    if (entry.isLink) return refuse(`it has a link: ${JSON.stringify(entry.name.slice(0, 100))}`);
    if (entry.name === name) {
      if (found !== undefined) return refuse(`it has ${JSON.stringify(name)} twice`);
      found = entry;
    }
    at = entry.next;
  }
  return found === undefined ? { kind: 'absent' } : inflate(archive, view, found, limits);
}

interface Entry {
  readonly name: string;
  readonly isLink: boolean;
  readonly method: number;
  readonly encrypted: boolean;
  readonly deflated: number;
  readonly inflated: number;
  readonly local: number;
  readonly next: number;
}

/** The end record lies at the very end, before a comment of up to 64 KiB. */
function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - END_BYTES; at >= Math.max(0, view.byteLength - END_BYTES - 0xffff); at--) {
    if (view.getUint32(at, true) === END_SIGNATURE && at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return undefined;
}

function readEntry(view: DataView, at: number, end: number): Entry | undefined {
  if (at + 46 > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) return undefined;
  const nameBytes = view.getUint16(at + 28, true);
  const next = at + 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > end) return undefined;
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameBytes));
  return {
    name,
    isLink: ((view.getUint32(at + 38, true) >>> 16) & TYPE_MASK) === SYMLINK,
    method: view.getUint16(at + 10, true),
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    deflated: view.getUint32(at + 20, true),
    inflated: view.getUint32(at + 24, true),
    local: view.getUint32(at + 42, true),
    next,
  };
}

function isEvilPath(name: string): boolean {
  return name.includes('\0') || /^([a-z]:|[/\\])/i.test(name) || name.split(/[/\\]/).includes('..');
}

function inflate(archive: Uint8Array, view: DataView, entry: Entry, limits: ZipLimits): ZipEntry {
  const { deflated, inflated, local, method } = entry;
  const shown = JSON.stringify(entry.name);
  if (inflated > limits.maxBytes) return refuse(`${shown} has ${inflated} bytes, more than the ${limits.maxBytes} that are read`);
  if (inflated > Math.max(1, deflated) * limits.maxRatio) return refuse(`${shown} claims to inflate more than ${limits.maxRatio}-fold: a bomb`);
  if (entry.encrypted) return refuse(`${shown} is encrypted`);
  if (method !== 0 && method !== 8) return refuse(`${shown} is packed by method ${method}; 0 and 8 are read`);
  if (local + 30 > archive.length || view.getUint32(local, true) !== LOCAL_SIGNATURE) return refuse(`${shown} is not where the directory says`);
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (from + deflated > archive.length) return refuse(`${shown} is cut off`);
  const packed = archive.subarray(from, from + deflated);
  if (method === 0) return packed.length === inflated ? { kind: 'found', bytes: packed.slice() } : refuse(`${shown} has not the size that it says`);
  const bytes = new Uint8Array(inflated);
  let length = 0;
  let over = false;
  const stream = new Inflate((chunk) => {
    if (length + chunk.length > inflated) over = true;
    else bytes.set(chunk, length);
    length += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length && !over; at += CHUNK) stream.push(packed.subarray(at, at + CHUNK), at + CHUNK >= packed.length);
  } catch (error) {
    return refuse(`${shown} can't be inflated: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (over || length !== inflated) return refuse(`${shown} has not the size that it says`);
  return { kind: 'found', bytes };
}

function refuse(reason: string): ZipEntry {
  return { kind: 'refused', reason };
}
