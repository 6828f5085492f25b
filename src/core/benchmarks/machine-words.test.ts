import { describe, expect, it } from 'vitest';
import { archWord, osWord } from './machine-words.ts';

describe('machine words', () => {
  it.each([
    ['linux', 'linux'],
    ['Linux (Fedora 20)', 'linux'],
    ['Linux 6.8.0-1017-azure', 'linux'],
    ['Ubuntu 24.04.1 LTS (Noble Numbat)', 'linux'],
    ['Darwin', 'darwin'],
    ['macOS Catalina 10.15.4 (19E287) [Darwin 19.4.0]', 'darwin'],
    ['Windows 11 (10.0.26200.8037/25H2)', 'windows'],
    ['FreeBSD', 'freebsd'],
  ])('%s is %s', (text, word) => expect(osWord(text)).toBe(word));

  it.each([
    ['x86_64', 'x64'],
    ['amd64', 'x64'],
    ['X64', 'x64'],
    ['x64-linux', 'x64'],
    ['arm64', 'arm64'],
    ['aarch64', 'arm64'],
    ['riscv64', 'riscv64'],
  ])('%s is %s', (text, word) => expect(archWord(text)).toBe(word));
});
