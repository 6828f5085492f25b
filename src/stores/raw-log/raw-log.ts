import { appendFileSync, createReadStream, existsSync, statSync } from 'node:fs';
import { constants, createGunzip, gzipSync } from 'node:zlib';

/** The file in the session folder. */
export const RAW_LOG_NAME = 'raw.ndjson.gz';
const MAX_BYTES = 100 * 1_024 * 1_024;
/** Compressed in parts of this size, so that a killed process loses one part at most. */
const PART_CHARS = 256 * 1_024;

/** One answer of a target's API, as it came, without credentials. */
export interface RawExchange {
  readonly at: number;
  readonly endpoint: string;
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

export interface RawLog {
  write(exchange: RawExchange): void;
  /** Writes what is still in memory. */
  close(): void;
  /** Set once the file has reached its cap: from there on answers are not kept. */
  readonly full: boolean;
}

/**
 * Appends answers to a gzip file of JSON lines. A resumed session goes on where the last one ended: gzip members may follow each other.
 *
 * @param maxBytes cap of the compressed file; 100 MB
 */
export function openRawLog(path: string, maxBytes: number = MAX_BYTES): RawLog {
  let bytes = existsSync(path) ? statSync(path).size : 0;
  let full = bytes >= maxBytes;
  let waiting: string[] = [];
  let chars = 0;
  const flush = (): void => {
    if (waiting.length === 0) return;
    const part = gzipSync(waiting.join(''));
    waiting = [];
    chars = 0;
    if (bytes + part.byteLength > maxBytes) {
      full = true;
      return;
    }
    appendFileSync(path, part, { mode: 0o600 });
    bytes += part.byteLength;
  };
  return {
    write(exchange) {
      if (full) return;
      const line = `${JSON.stringify(exchange)}\n`;
      waiting.push(line);
      chars += line.length;
      if (chars >= PART_CHARS) flush();
    },
    close: flush,
    get full() {
      return full;
    },
  };
}

/**
 * Reads the answers back, in the order in which they came. What a killed process left torn at the end is left out.
 *
 * @throws Error when the file is damaged before its end
 */
export async function* readRawLog(path: string): AsyncGenerator<RawExchange> {
  // With a sync flush at the end, a torn member gives what it has instead of an error.
  const text = createReadStream(path).pipe(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }));
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of text) {
    const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as RawExchange;
  }
}
