import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64, utf8Bytes, utf8Length } from './base64.ts';
import { createRedactor, redactDeep } from './redact.ts';

const redact = createRedactor();
// Put together here, so that no scanner takes this file for a leak.
const CLASSIC = `ghp_${'aB3'.repeat(12)}`;
const JWT = `eyJ${'hbGciOiJSUzI1NiJ9'}.eyJ${'pc3MiOiIxMjM0NSJ9'}.${'c2lnbmF0dXJl'}`;

test.each([
  [`token ${CLASSIC} end`, 'token *** end'],
  [`a=%3D${CLASSIC}`, 'a=%3D***'],
  [`ghs_${'x1'.repeat(10)}.${'y'.repeat(5)}.z`, '***'],
  [`github_pat_${'11ABC_'.repeat(5)}`, '***'],
  [`Bearer: ${JWT}`, 'Bearer: ***'],
  ['https://blob.example/a.zip?sv=1&sig=abc%2Fdef%3D&se=2', 'https://blob.example/a.zip?sv=1&sig=***&se=2'],
  ['https://a.example/?X-Amz-Signature=00ff', 'https://a.example/?X-Amz-Signature=***'],
  ['https://user:pw@git.example/x', 'https://***@git.example/x'],
  ['authorization: token abcdef', 'authorization: token ***'],
  [`-----BEGIN RSA ${'PRIVATE KEY'}-----\nMIIE\n-----END RSA ${'PRIVATE KEY'}-----`, '***'],
])('%s', (text, expected) => {
  expect(redact(text)).toBe(expected);
});

test('ordinary text stays', () => {
  const text = 'lengths_of_things, design=1, rh_5f0c2a91_1_0-3_1, https://github.com/acme/widgets/actions/runs/1?pr=2, eyJx';
  expect(redact(text)).toBe(text);
});

test('a registered secret is found in every form that it may take, whatever stands around it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }),
      fc.string({ maxLength: 7 }),
      fc.string({ maxLength: 7 }),
      (secret, before, after) => {
        fc.pre(secret.trim() === secret && secret.isWellFormed());
        const hide = createRedactor([secret]);
        expect(hide(`x${secret}y`)).not.toContain(secret);
        expect(hide(JSON.stringify({ secret }))).not.toContain(JSON.stringify(secret).slice(1, -1));
        expect(hide(encodeURIComponent(secret))).not.toContain(encodeURIComponent(secret));
        const encoded = base64(utf8Bytes(before + secret + after));
        expect(hide(encoded)).not.toBe(encoded);
        expect(hide(encoded)).toContain('***');
      },
    ),
    { numRuns: 500 },
  );
});

test('base64 and the length in UTF-8 are those of Node', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      expect(base64(utf8Bytes(text))).toBe(Buffer.from(text).toString('base64').replace(/=+$/, ''));
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    }),
  );
  expect(utf8Length('\ud800x\udc00')).toBe(Buffer.byteLength('\ud800x\udc00'));
});

test('every text of a value is redacted, names of fields too; numbers stay', () => {
  const value = { a: [CLASSIC, 1, undefined], [CLASSIC]: { b: `x ${CLASSIC}` } };
  expect(redactDeep(value, redact)).toEqual({ a: ['***', 1, undefined], '***': { b: 'x ***' } });
});

test('what holds nothing secret is not copied', () => {
  const clean = { a: ['x', 1, { b: 'y' }], c: null };
  expect(redactDeep(clean, redact)).toBe(clean);
  const mixed = { clean, rows: [clean, { token: CLASSIC }, clean] };
  const redacted = redactDeep(mixed, redact);
  expect(redacted).toEqual({ clean, rows: [clean, { token: '***' }, clean] });
  expect(redacted.clean).toBe(clean);
  expect(redacted.rows[2]).toBe(clean);
  expect(mixed.rows[1]).toEqual({ token: CLASSIC });
});
