/** What a command wrote, capped. */
export interface CapturedOutput {
  /** Standard output and standard error as they came, raw: with colours and carriage returns. Where it was cut, a line says how much is missing. */
  readonly text: string;
  /** Of everything that was written. */
  readonly bytes: number;
  readonly cut: boolean;
}

/**
 * Keeps the beginning and the end of a stream, half the cap each: what went wrong stands mostly at the end, what was run at the beginning.
 * No character is cut in two.
 */
export class OutputCapture {
  readonly #headMax: number;
  readonly #tailMax: number;
  readonly #head: Buffer[] = [];
  #headBytes = 0;
  #tail: Buffer[] = [];
  #tailBytes = 0;
  #bytes = 0;

  /** @param maxBytes of what is kept, at least 2 */
  constructor(maxBytes: number) {
    this.#headMax = Math.floor(maxBytes / 2);
    this.#tailMax = maxBytes - this.#headMax;
  }

  add(chunk: Buffer): void {
    this.#bytes += chunk.length;
    const room = this.#headMax - this.#headBytes;
    if (room > 0) {
      const part = chunk.subarray(0, room);
      this.#head.push(part);
      this.#headBytes += part.length;
    }
    const rest = chunk.subarray(Math.max(0, room));
    if (rest.length === 0) return;
    this.#tail.push(rest);
    this.#tailBytes += rest.length;
    // Joined and trimmed only now and then, so that a flood of short lines costs no more than its length.
    if (this.#tailBytes > 2 * this.#tailMax + 65_536) this.#trim();
  }

  result(): CapturedOutput {
    this.#trim();
    const head = Buffer.concat(this.#head);
    const tail = Buffer.concat(this.#tail);
    const cut = this.#bytes > head.length + tail.length;
    if (!cut) return { text: Buffer.concat([head, tail]).toString(), bytes: this.#bytes, cut };
    const begin = head.subarray(0, wholeCharacters(head));
    const end = tail.subarray(firstCharacter(tail));
    const missing = this.#bytes - begin.length - end.length;
    return { text: `${begin.toString()}\n[… ${missing} bytes left out …]\n${end.toString()}`, bytes: this.#bytes, cut };
  }

  #trim(): void {
    if (this.#tailBytes <= this.#tailMax) return;
    const all = Buffer.concat(this.#tail);
    this.#tail = [Buffer.from(all.subarray(all.length - this.#tailMax))];
    this.#tailBytes = this.#tailMax;
  }
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** Where the last character that is whole ends. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (isContinuation(byte)) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function firstCharacter(bytes: Buffer): number {
  let start = 0;
  while (start < 3 && isContinuation(bytes[start])) start++;
  return start;
}
