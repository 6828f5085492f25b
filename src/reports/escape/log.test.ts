import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from '../../../test/support/hostile-text.ts';
import { logLine, terminalText } from './log.ts';
import { displayWidth } from './truncate.ts';
import { wrap } from './wrap.ts';

/** As actions/runner reads a line: `::name` after spaces, or `##[name` anywhere. */
const COMMAND = /^\s*::|##\[/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const ACTS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

test('a command in a name is no command in the log', () => {
  expect(logLine('x\n::add-mask::0')).toBe('x :\u200b:add-mask::0');
  expect(logLine('  ::error::x')).toMatch(/^ {2}:\u200b:error/);
  expect(logLine('a ##[error]b')).not.toContain('##[');
  expect(logLine('std::vector')).toBe('std::vector');
});

test('no made-up text is a command, moves a cursor, or turns the order of reading, also when it is broken into lines', () => {
  fc.assert(
    fc.property(hostileText, fc.integer({ min: 10, max: 100 }), (name, columns) => {
      for (const line of [logLine(name), terminalText(name), ...wrap(terminalText(name), columns, '  ')]) {
        expect(line).not.toMatch(COMMAND);
        expect(line).not.toMatch(ACTS);
      }
      for (const line of wrap(terminalText(name), columns, '  ')) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
    }),
    { numRuns: 2_000 },
  );
});
