import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { hostileText } from '../../../test/support/hostile-text.ts';
import { HOSTILE_NAMES } from '../../../test/support/sample-result.ts';
import { stripControls } from './controls.ts';
import { markdownCodeBlock, markdownLink, markdownText, markdownUrl } from './markdown.ts';
import { tableLines } from './markdown-table.ts';
import { displayWidth, truncate } from './truncate.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

const parse = (markdown: string): Node => fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
const walk = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(walk)];
const types = (node: Node): string[] => walk(node).map((one) => one.type);
const textOf = (node: Node | undefined): string =>
  node === undefined
    ? ''
    : walk(node)
        .map((one) => one.value ?? '')
        .join('');
const visible = (text: string): string => text.replaceAll('\u200b', '');
const shown = (text: string): string => truncate(stripControls(text).trim(), 120);

/** What GitHub makes of text after parsing: mentions, references, and addresses that the parser left alone. */
const GITHUB_ACTS = /@[\w-]|#\d|\bgh-\d|:\/\/|\bwww\.|\p{L}@\p{L}/iu;

/** In every place, the text shows as itself and nothing else comes of it. */
function expectInert(name: string): void {
  const text = markdownText(name);
  const expected = visible(shown(name));
  const places: readonly [markdown: string, allowed: readonly string[]][] = [
    [text, ['root', 'paragraph', 'text']],
    [`- ${text}`, ['root', 'list', 'listItem', 'paragraph', 'text']],
    [`before ${text} after`, ['root', 'paragraph', 'text']],
    [tableLines([['name'], ['n', 'end']], [[text, '1']]).join('\n'), ['root', 'table', 'tableRow', 'tableCell', 'text']],
  ];
  for (const [markdown, allowed] of places) {
    const tree = parse(markdown);
    expect(
      types(tree).filter((type) => !allowed.includes(type)),
      markdown,
    ).toEqual([]);
    for (const node of walk(tree)) expect(node.value ?? '', markdown).not.toMatch(GITHUB_ACTS);
  }
  expect(visible(textOf(parse(text)))).toBe(expected);
  const cells = walk(parse(places[3]?.[0] ?? '')).filter((node) => node.type === 'tableCell');
  expect(cells).toHaveLength(4);
  expect(visible(textOf(cells[2]))).toBe(expected);
}

test.each(HOSTILE_NAMES.map((name) => [name]))('%j shows as itself and does nothing', (name) => {
  expectInert(name);
});

test('no made-up name becomes anything but text, in a paragraph, a list, or a table, by a real parser', () => {
  fc.assert(fc.property(hostileText, expectInert), { numRuns: 2_000 });
});

test('a link takes any label, and web addresses only', () => {
  fc.assert(
    fc.property(hostileText, (name) => {
      const links = walk(parse(`| a |\n| - |\n| ${markdownLink(name, 'https://github.com/acme/widgets/actions/runs/1')} |`)).filter(
        (one) => one.type === 'link',
      );
      expect(links.map((link) => link.url)).toEqual(['https://github.com/acme/widgets/actions/runs/1']);
      expect(visible(textOf(links[0]))).toBe(displayWidth(shown(name)) === 0 ? '–' : visible(shown(name)));
      for (const link of walk(parse(markdownLink('x', name))).filter((one) => one.type === 'link')) expect(link.url).toMatch(/^https?:\/\//i);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['//evil.example', undefined],
  ['https://user:pass@evil.example/', undefined],
  ['https://evil.example\n/', undefined],
  ['https://a.example/x y', undefined],
  ['http://127.0.0.1:8080/acme/w', 'http://127.0.0.1:8080/acme/w'],
  ['https://a.example/(x)|"<y>', 'https://a.example/%28x%29%7C%22%3Cy%3E'],
])('the address %s becomes %s', (url, expected) => {
  expect(markdownUrl(url)).toBe(expected);
});

test('commands in a code block stay what they are, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 1, maxLength: 4 }), (commands) => {
      const tree = parse(markdownCodeBlock(commands, 'sh'));
      expect(types(tree)).toEqual(['root', 'code']);
      expect(tree.children?.[0]?.value).toBe(commands.map(stripControls).join('\n'));
    }),
    { numRuns: 1_000 },
  );
});

test('names that people really use stay readable in the source', () => {
  expect(markdownText('queue_time p(90) of build.yml (ubuntu-24.04)')).toBe('queue_time p(90) of build.yml (ubuntu-24.04)');
  expect(markdownText('a|b <script> @octocat #1')).toBe('a&#124;b &lt;script&gt; @&#8203;octocat #&#8203;1');
});

test('a table refuses what was not escaped', () => {
  expect(() => tableLines([['a']], [['x|y']])).toThrow('not escaped: "x|y"');
  expect(() => tableLines([['a']], [['x\ny']])).toThrow('not escaped');
  expect(() => tableLines([['a'], ['b']], [['x']])).toThrow('1 cells, its table 2 columns');
});
