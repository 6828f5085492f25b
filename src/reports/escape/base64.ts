const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a text in UTF-8 (the reports know no platform, so no `TextEncoder` either). */
export function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const [, hex, plain] of encodeURIComponent(text.toWellFormed()).matchAll(/%([0-9A-F]{2})|(.)/g)) {
    bytes.push(hex === undefined ? (plain ?? '').charCodeAt(0) : Number.parseInt(hex, 16));
  }
  return bytes;
}

/** How many bytes a text has in UTF-8. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // A surrogate pair has 4 bytes, 2 a half; half a pair is written as U+FFFD, which has 3.
    if (unit < 0x80) length += 1;
    else if (unit < 0x800) length += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && isLow(text.charCodeAt(i + 1))) {
      length += 4;
      i++;
    } else length += 3;
  }
  return length;
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** Base64 without its padding. */
export function base64(bytes: readonly number[]): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3);
    const triple = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const digits = b === undefined ? 2 : c === undefined ? 3 : 4;
    for (let d = 0; d < digits; d++) out += ALPHABET[(triple >> (18 - 6 * d)) & 63];
  }
  return out;
}

/**
 * What a text looks like inside base64, whatever stands before and after it: at each of the three alignments the digits that
 * depend on the text alone, in the usual and in the URL alphabet.
 */
export function base64Forms(text: string): string[] {
  const bytes = utf8Bytes(text);
  return [0, 1, 2].flatMap((before) => {
    const digits = base64([...Array<number>(before).fill(0), ...bytes]);
    const first = before === 0 ? 0 : before + 1;
    // The last digit also holds bits of what follows, unless the text ends with a whole triple.
    const inner = digits.slice(first, (before + bytes.length) % 3 === 0 ? digits.length : -1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
