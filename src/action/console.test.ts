import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hostileText } from '../../test/support/hostile-text.ts';
import { createConsole } from './console.ts';

let written = '';
beforeEach(() => {
  written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

/** What the runner takes as a command: actions/runner, ActionCommand.TryParseV2 and TryParse. */
const isCommand = (line: string): boolean => line.trimStart().startsWith('::') || line.includes('##[');

test('no text becomes a command, whatever it holds and however it is said', () => {
  const console = createConsole([]);
  fc.assert(
    fc.property(hostileText, (text) => {
      written = '';
      console.line(text);
      expect(written.split('\n').filter(isCommand)).toEqual([]);
      written = '';
      console.annotate({ level: 'warning', title: text, message: text });
      console.problem({ where: '', message: text, place: { file: text, line: 1, column: 1 } }, text);
      console.group(text, [text]);
      const commands = written.split('\n').filter(isCommand);
      expect(commands.map((line) => /^::([a-z]+)/.exec(line)?.[1])).toEqual(['warning', 'error', 'group', 'endgroup']);
    }),
  );
});

test('a secret is masked by the runner and never written by us, in no form', () => {
  const secret = 's3cr3t-of-nobody/+=';
  const console = createConsole([secret]);
  expect(written.trim()).toBe(`::add-mask::${secret}`);
  written = '';
  console.line(`as it is: ${secret}, in a URL: ${encodeURIComponent(secret)}, encoded: ${Buffer.from(`x:${secret}`).toString('base64')}`);
  console.annotate({ level: 'error', title: secret, message: secret });
  expect(written).not.toContain(secret);
  expect(written).toContain('as it is: ***, in a URL: ***');
  for (const shift of [0, 1, 2])
    expect(written).not.toContain(
      Buffer.from(secret.slice(shift, shift + 12))
        .toString('base64')
        .slice(0, 12),
    );
});
