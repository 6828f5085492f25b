import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

describe('plainText', () => {
  it.each([
    ['colours', '\u001b[1;32mPASS\u001b[0m done', 'PASS done'],
    ['a colour of 24 bits', '\u001b[38;2;1;2;3mx\u001b[m', 'x'],
    ['a link', '\u001b]8;;https://example.org\u0007text\u001b]8;;\u0007', 'text'],
    ['line ends of Windows', 'a\r\nb\r\n', 'a\nb\n'],
    ['a progress bar', '10%\r20%\rdone\n', '10%\n20%\ndone\n'],
    ['bells and nulls', 'a\u0007b\u0000c', 'abc'],
    ['tabs and line feeds', 'a\tb\nc', 'a\tb\nc'],
    ['letters of every script', 'Grüße 漢字 🎉', 'Grüße 漢字 🎉'],
    ['half a pair', 'a\ud83d', 'a\ufffd'],
  ])('%s', (_, text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  it('leaves nothing to do for a second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\u001b', '[', '3', '1', 'm', ']', '\u0007', '\r', '\n', 'a', '\u009b') }), (text) => {
        const once = plainText(text);
        expect(plainText(once)).toBe(once);
        expect(once).not.toContain('\u001b');
      }),
    );
  });
});
