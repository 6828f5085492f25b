import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from '../../test/support/hostile-text.ts';
import { sampleInput, withText } from '../../test/support/sample-result.ts';
import { displayWidth } from './escape/truncate.ts';
import { renderTerminal } from './terminal.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ANSI_COLOUR = /\u001b\[\d+m/g;

test('the report of a session that breached a threshold', () => {
  expect(renderTerminal(sampleInput())).toMatchSnapshot();
});

test('the report of a session that passed', () => {
  expect(renderTerminal(sampleInput({ outcome: 'passed' }))).toMatchSnapshot();
});

test('the verdict comes first, and colour changes nothing but colour', () => {
  const plain = renderTerminal(sampleInput());
  expect(plain.split('\n')[0]).toBe('BREACHED  weekly mega-test');
  const coloured = renderTerminal(sampleInput(), { colour: true });
  expect(coloured).not.toBe(plain);
  expect(coloured.replace(ANSI_COLOUR, '')).toBe(plain);
});

test('no line but commands and links is wider than the terminal', () => {
  for (const columns of [50, 80, 120]) {
    const lines = renderTerminal(sampleInput(), { columns }).split('\n');
    for (const line of lines.filter((one) => !/https:|gh run cancel/.test(one))) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
  }
});

test('made-up texts in every place are no commands and act on nothing', () => {
  const input = sampleInput({ runs: 13 });
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const line of renderTerminal(withText(input, text)).split('\n')) {
        expect(line).not.toMatch(/^\s*::|##\[/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }
    }),
    { numRuns: 300 },
  );
});
