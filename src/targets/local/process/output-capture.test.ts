import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutputCapture } from './output-capture.ts';

function capture(text: string, maxBytes: number, chunk = 7): ReturnType<OutputCapture['result']> {
  const output = new OutputCapture(maxBytes);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) output.add(bytes.subarray(at, at + chunk));
  return output.result();
}

describe('OutputCapture', () => {
  it('keeps everything up to the cap', () => {
    expect(capture('0123456789', 10)).toEqual({ text: '0123456789', bytes: 10, cut: false });
  });

  it('keeps both ends beyond it, and says what is missing', () => {
    expect(capture(`${'a'.repeat(50)}${'b'.repeat(50)}`, 10)).toEqual({
      text: 'aaaaa\n[… 90 bytes left out …]\nbbbbb',
      bytes: 100,
      cut: true,
    });
  });

  it('cuts no character in two', () => {
    const text = '漢'.repeat(40);
    for (let cap = 4; cap < 20; cap++) expect(capture(text, cap).text).not.toContain('\ufffd');
  });

  it('is the text itself, or its beginning, the number and its end, however it comes in', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 2, max: 400 }),
        fc.integer({ min: 1, max: 50 }),
        (raw, cap, chunk) => {
          const text = raw.toWellFormed();
          const result = capture(text, cap, chunk);
          const length = Buffer.byteLength(text);
          expect(result.bytes).toBe(length);
          expect(result.cut).toBe(length > cap);
          if (!result.cut) expect(result.text).toBe(text);
          else {
            const [, begin = '', missing, end = ''] = /^(.*)\n\[… (\d+) bytes left out …\]\n(.*)$/s.exec(result.text) ?? [];
            expect(text.startsWith(begin)).toBe(true);
            expect(text.endsWith(end)).toBe(true);
            expect(Buffer.byteLength(begin) + Buffer.byteLength(end) + Number(missing)).toBe(length);
          }
        },
      ),
    );
  });

  it('holds no more than it keeps, whatever flows through', () => {
    const output = new OutputCapture(1_000);
    for (let i = 0; i < 20_000; i++) output.add(Buffer.from(`line ${i}\n`));
    const { text, bytes } = output.result();
    expect(bytes).toBe(20_000 * 6 + 88_890);
    expect(text.startsWith('line 0\n')).toBe(true);
    expect(text.endsWith('line 19999\n')).toBe(true);
    expect(text.length).toBeLessThan(1_100);
  });
});
