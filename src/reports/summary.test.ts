import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { hostileText } from '../../test/support/hostile-text.ts';
import { HOSTILE_NAMES, sampleInput, withText } from '../../test/support/sample-result.ts';
import type { ReportInput } from '../core/result.ts';
import { renderSummary, SMALLEST_SUMMARY_BYTES, SUMMARY_LIMIT_BYTES } from './summary.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

const parse = (markdown: string): Node => fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
const walk = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(walk)];
const count = (nodes: readonly Node[], type: string): number => nodes.filter((node) => node.type === type).length;

const OUR_HTML = new Set([
  '<details><summary>Requests by endpoint</summary>',
  '<details><summary>Comparisons that passed</summary>',
  '</details>',
  '<sub>',
  '</sub>',
]);

/** The frame of a summary: what must be the same whatever the names are. */
function frameOf(markdown: string): Record<string, number> {
  const nodes = walk(parse(markdown));
  return Object.fromEntries(
    ['heading', 'table', 'tableRow', 'tableCell', 'code', 'list', 'thematicBreak', 'html'].map((type) => [type, count(nodes, type)]),
  );
}

function expectInert(input: ReportInput, text: string): void {
  const markdown = renderSummary(withText(input, text));
  const nodes = walk(parse(markdown));
  for (const html of nodes.filter((node) => node.type === 'html')) expect(OUR_HTML, markdown).toContain(html.value);
  for (const type of ['image', 'imageReference', 'definition', 'footnoteDefinition', 'footnoteReference', 'linkReference', 'blockquote', 'delete']) {
    expect(count(nodes, type), `${type} in ${markdown}`).toBe(0);
  }
  for (const link of nodes.filter((node) => node.type === 'link')) expect(link.url).toMatch(/^https?:\/\//);
  for (const table of nodes.filter((node) => node.type === 'table')) {
    const widths = new Set(table.children?.map((row) => row.children?.length));
    expect(widths.size, markdown).toBe(1);
  }
  expect(frameOf(markdown)).toEqual(frameOf(renderSummary(withText(input, 'name'))));
}

test('the summary of a session that breached a threshold', () => {
  expect(renderSummary(sampleInput())).toMatchSnapshot();
});

test('the summary of a session that passed', () => {
  expect(renderSummary(sampleInput({ outcome: 'passed' }))).toMatchSnapshot();
});

test('the verdict and its reason come first', () => {
  const [heading, , why, , facts] = renderSummary(sampleInput()).split('\n');
  expect(heading).toBe('## ❌ Breached: weekly mega-test');
  expect(why).toMatch(/^Threshold breached in "steady", queue_time p\(90\)&lt;30s: 13 of 49 values lie above 30 s/);
  expect(facts).toBe('**50 runs** planned: 46 succeeded, 2 failed, 1 timed out, 1 lost · took 12m21s · on acme/widgets on api.github.com');
  const passed = renderSummary(sampleInput({ outcome: 'passed' })).split('\n');
  expect(passed[2]).toBe('All 50 runs succeeded, 2 of 2 thresholds held, no regression in 3 comparisons.');
});

test.each(HOSTILE_NAMES.map((name) => [name]))('%j, in every place that takes a text from outside, changes nothing but that text', (name) => {
  expectInert(sampleInput({ runs: 13 }), name);
});

test('made-up texts in every place change nothing but the text', () => {
  const input = sampleInput({ runs: 13 });
  fc.assert(
    fc.property(hostileText, (text) => expectInert(input, text)),
    { numRuns: 60 },
  );
});

test('several scenarios: every table says which', () => {
  const input = sampleInput();
  const [steady] = input.result.scenarios;
  if (steady === undefined) throw new Error('the sample has a scenario');
  const two = { ...input.result, scenarios: [steady, { ...steady, name: 'calm', leftRunning: [], extraRuns: [] }] };
  const runs = [...input.runs, ...input.runs.map((run) => ({ ...run, scenario: 'calm' }))];
  const markdown = renderSummary({ result: two, runs, jobs: [] });
  expect(markdown).toContain('**100 runs** planned: 92 succeeded, 4 failed, 2 timed out, 2 lost');
  expect(markdown).toContain('### Times: steady');
  expect(markdown).toContain('### Times: calm');
  expect(markdown).toMatch(/\| verdict +\| scenario \| metric/);
  expect(markdown).toMatch(/\| run +\| scenario \| became/);
  expect(markdown).toContain('- **calm:** 50 jobs');
});

const manyThresholds = (input: ReportInput, factor: number): ReportInput => ({
  ...input,
  result: {
    ...input.result,
    scenarios: input.result.scenarios.map((scenario) => ({ ...scenario, thresholds: Array(factor).fill(scenario.thresholds).flat() })),
    warnings: Array.from({ length: factor }, (_, i) => `warning ${i}: ${'全'.repeat(200)}`),
  },
});

test('a summary over GitHub’s limit is cut by rank: the verdict stays, the least important goes first, each cut is named', () => {
  const input = manyThresholds(sampleInput(), 2_000);
  const whole = renderSummary(input, { limitBytes: 100_000_000 });
  const fitted = renderSummary(input, { wholeAt: 'the artifact runner-harness' });
  expect(Buffer.byteLength(whole)).toBeGreaterThan(SUMMARY_LIMIT_BYTES);
  expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(SUMMARY_LIMIT_BYTES);
  expect(Buffer.byteLength(fitted)).toBeGreaterThan(SUMMARY_LIMIT_BYTES * 0.95);
  expect(fitted.startsWith('## ❌ Breached')).toBe(true);
  expect(fitted).toMatch(/_\d+ of 10 lines of “slowest runs” are cut here to fit the page; the whole is in the artifact runner-harness\._/);
  expect(fitted).toContain('### Thresholds: 2000 of 6000 held');
  expect(count(walk(parse(fitted)), 'table')).toBeGreaterThan(0);
});

test('at every limit the summary fits, parses, and begins with the verdict', () => {
  const input = manyThresholds(sampleInput({ titles: HOSTILE_NAMES }), 40);
  const whole = Buffer.byteLength(renderSummary(input));
  fc.assert(
    fc.property(fc.integer({ min: SMALLEST_SUMMARY_BYTES, max: whole + 10 }), (limitBytes) => {
      const fitted = renderSummary(input, { limitBytes });
      expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(limitBytes);
      expect(fitted.startsWith('## ❌ Breached')).toBe(true);
      if (limitBytes < whole) expect(fitted).toMatch(/cut/);
      for (const html of walk(parse(fitted)).filter((node) => node.type === 'html')) expect(OUR_HTML).toContain(html.value);
    }),
    { numRuns: 40 },
  );
  expect(() => renderSummary(input, { limitBytes: 100 })).toThrow('needs 8192 bytes, got a limit of 100');
});

test('a session in which nothing happened has a summary too', () => {
  const { result } = sampleInput({ runs: 0 });
  const empty = { ...result, outcome: 'error' as const, reasons: [], scenarios: [], warnings: [] };
  const { gate: _, ...withoutGate } = empty;
  const markdown = renderSummary({ result: withoutGate, runs: [], jobs: [] });
  expect(markdown).toMatch(/^## 💥 Error: weekly mega-test\n\nThe session could not go on\./);
  expect(markdown).not.toContain('###  ');
});
