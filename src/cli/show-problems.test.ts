import { describe, expect, it } from 'vitest';
import { showProblems } from './show-problems.ts';

const problem = { path: 'a', message: 'is wrong' };

describe('showProblems', () => {
  it('puts a caret under the column', () => {
    const text = 'version: 1\nruns: many\n';
    expect(showProblems([{ ...problem, line: 2, column: 7 }], 'p.yml', text)).toBe('p.yml:2:7: a: is wrong\n  2 | runs: many\n    |       ^');
  });

  it('keeps the caret in place in a long line, and beside characters that a terminal acts on', () => {
    const text = `${'x'.repeat(200)}\u001b[31m\tHERE${'y'.repeat(200)}`;
    const [, line = '', caret = ''] = showProblems([{ ...problem, line: 1, column: 207 }], 'p.yml', text).split('\n');
    expect(line[caret.indexOf('^')]).toBe('H');
    expect(line).not.toMatch(/\p{C}/u);
  });

  it('shows what is missing at the end of the file behind its last words', () => {
    expect(showProblems([{ ...problem, line: 3, column: 1 }], 'p.yml', 'a: [1\n\n')).toContain('  1 | a: [1\n    |      ^');
  });

  it('shows no credential, and keeps the caret in place', () => {
    const token = `ghp_${'aB3'.repeat(12)}`;
    const key = `-----BEGIN RSA ${'PRIVATE KEY'}-----\nMIIEbody\n-----END RSA ${'PRIVATE KEY'}-----`;
    const text = `runs: ${token} # x\nkey: |\n${key}\nlast: 1\n`;
    const at = (line: number, column: number): string => showProblems([{ ...problem, line, column }], 'p.yml', text);
    expect(at(1, 7)).toBe(`p.yml:1:7: a: is wrong\n  1 | runs: ${'*'.repeat(40)} # x\n    |       ^`);
    expect(at(4, 1)).toContain(`  4 | ${'*'.repeat(8)}\n`);
    expect(at(6, 1)).toContain('  6 | last: 1\n');
  });

  it('has no excerpt for an option', () => {
    expect(showProblems([{ ...problem, line: 1, column: 1, origin: '--runs' }], 'p.yml', 'a: 1\n')).toBe('--runs: is wrong');
  });
});
