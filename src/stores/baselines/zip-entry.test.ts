import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readZipEntry } from './zip-entry.ts';

const LIMITS = { maxEntries: 100, maxBytes: 1_000_000, maxRatio: 200 };
const read = (archive: Uint8Array, name = 'a.json') => readZipEntry(archive, name, LIMITS);
const reason = (archive: Uint8Array): string => {
  const answer = read(archive);
  return answer.kind === 'refused' ? answer.reason : answer.kind;
};

/** Overwrites four bytes of the first directory entry. */
function patch(archive: Uint8Array, offset: number, value: number): Uint8Array {
  const copy = archive.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at < copy.length - 4; at++) {
    if (view.getUint32(at, true) === 0x02014b50) {
      view.setUint32(at + offset, value, true);
      return copy;
    }
  }
  throw new Error('no entry');
}

describe('readZipEntry', () => {
  it('reads a file, packed or stored, among others', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), fc.constantFrom(0 as const, 6 as const), (text, level) => {
        const archive = zipSync({ 'other.txt': strToU8('x'), 'a.json': [strToU8(text), { level }] });
        const answer = readZipEntry(archive, 'a.json', { ...LIMITS, maxRatio: 10_000 });
        expect(answer.kind === 'found' && new TextDecoder().decode(answer.bytes)).toBe(new TextDecoder().decode(strToU8(text)));
      }),
    );
    expect(read(zipSync({ 'b.json': strToU8('1') })).kind).toBe('absent');
  });

  it.each(['../a.json', 'x/../../a.json', '/etc/passwd', 'C:\\a.json', '..\\a.json', 'a\0.json'])('refuses an archive with the path %j', (path) => {
    expect(reason(zipSync({ 'a.json': strToU8('1'), [path]: strToU8('2') }))).toContain('leads out of its folder');
  });

  it('refuses a symbolic link', () => {
    const archive = zipSync({ 'a.json': [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] });
    expect(reason(archive)).toContain('a link');
  });

  it('refuses a bomb by what it claims, and by what it does', () => {
    const zeros = new Uint8Array(900_000);
    expect(reason(zipSync({ 'a.json': [zeros, { level: 9 }] }))).toContain('a bomb');
    // It claims 100 bytes and would inflate to 900,000.
    expect(reason(patch(zipSync({ 'a.json': [zeros, { level: 9 }] }), 24, 100))).toContain('has not the size that it says');
    expect(reason(zipSync({ 'a.json': [new Uint8Array(1_000_001), { level: 0 }] }))).toContain('more than the 1000000');
  });

  it('refuses a hundred thousand entries at once', () => {
    const many = zipSync({ 'a.json': strToU8('1') });
    const view = new DataView(many.buffer);
    view.setUint16(many.length - 22 + 10, 50_000, true);
    expect(reason(many)).toContain('50000 entries');
  });

  it('refuses what is no archive, is cut off or damaged', () => {
    const archive = zipSync({ 'a.json': strToU8('{"some":"text"}') });
    expect(reason(strToU8('<html>404</html>'))).toContain('no zip archive');
    expect(reason(archive.slice(0, -5))).toContain('cut off');
    expect(reason(patch(archive, 42, 9999))).toContain('not where the directory says');
    expect(reason(patch(archive, 20, 9999))).toContain('cut off');
    expect(reason(patch(archive, 10, 99))).toContain('packed by method 99');
  });

  it('never throws, whatever byte is changed', () => {
    const archive = zipSync({ 'a.json': strToU8('{"some":"text","some":"text"}'), 'b.json': strToU8('{}') });
    fc.assert(
      fc.property(fc.nat(archive.length - 1), fc.nat(255), (at, value) => {
        const copy = archive.slice();
        copy[at] = value;
        return typeof read(copy).kind === 'string';
      }),
      { numRuns: 2000 },
    );
  });
});
