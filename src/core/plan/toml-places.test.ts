import fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { expect, test } from 'vitest';
import type { Path } from './document.ts';
import { tomlPlaces } from './toml-places.ts';

/** The text from the place of a value (or its key) on. */
const at = (text: string, path: Path, part: 'key' | 'value' = 'value') => {
  const place = tomlPlaces(text).get(path);
  const offset = part === 'key' ? place?.key : place?.value;
  return offset === undefined ? undefined : text.slice(offset, offset + 15);
};

const text = `# a comment with "quotes" and [brackets]
title = "a # b" # after
"quoted key" = 'lit\\eral'
a.b.c = 1_000
list = [ "x,]", 2, # two
  { y = 3 }, [4] ]
long = """
one ""quoted"" = [x]
"""
last = 5
[table . "in.ner"]
key	=	true
inline = { p = 1.10, "q" = { r = 'z' } }
[[rows]]
n = 1
[[rows]]
n = 2
[rows.sub]
deep = 3
`;

test.each<[Path, string, string?]>([
  [['title'], '"a # b" # af', 'title = "a #'],
  [['quoted key'], "'lit\\eral'\na", '"quoted key"'],
  [['a', 'b', 'c'], '1_000\nlist =', 'c = 1_000\nli'],
  [['list', 0], '"x,]", 2, # '],
  [['list', 1], '2, # two\n  {'],
  [['list', 2, 'y'], '3 }, [4] ]\nl', 'y = 3 }, [4]'],
  [['list', 3, 0], '4] ]\nlong = '],
  [['last'], '5\n[table . "', 'last = 5\n[ta'],
  [['table', 'in.ner'], '"in.ner"]\nke', '"in.ner"]\nke'],
  [['table', 'in.ner', 'key'], 'true\ninline ', 'key\t=\ttrue\n'],
  [['table', 'in.ner', 'inline', 'q', 'r'], "'z' } }\n[[ro", "r = 'z' } }\n"],
  [['rows', 0, 'n'], '1\n[[rows]]\nn', 'n = 1\n[[row'],
  [['rows', 1, 'n'], '2\n[rows.sub]', 'n = 2\n[rows'],
  [['rows', 1, 'sub', 'deep'], '3\n', 'deep = 3\n'],
])('%j stands where it stands', (path, value, key) => {
  expect(at(text, path)?.slice(0, value.length)).toBe(value);
  if (key !== undefined) expect(at(text, path, 'key')?.slice(0, key.length)).toBe(key);
});

test('a number is told as it was written', () => {
  const places = tomlPlaces(text);
  expect(places.get(['a', 'b', 'c'])?.source).toBe('1_000');
  expect(places.get(['table', 'in.ner', 'inline', 'p'])?.source).toBe('1.10');
  expect(places.get(['list', 1])?.source).toBe('2');
});

test('every value of any TOML has a place, and what stands there is that value', () => {
  const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 3 }));
  const key = fc.oneof(fc.stringMatching(/^[a-z]{1,4}$/), fc.stringMatching(/^[ -!#-~]{1,6}$/));
  const tree = fc.dictionary(
    key,
    fc.oneof(leaf, fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { noNullPrototype: true })), { noNullPrototype: true })),
    {
      noNullPrototype: true,
    },
  );
  fc.assert(
    fc.property(tree, (value) => {
      fc.pre(!JSON.stringify(value).includes('__proto__'));
      const toml = stringify(value);
      const places = tomlPlaces(toml);
      const visit = (item: unknown, path: Path) => {
        if (Array.isArray(item)) for (const [i, each] of item.entries()) visit(each, [...path, i]);
        else if (typeof item === 'object' && item !== null) for (const [name, each] of Object.entries(item)) visit(each, [...path, name]);
        else {
          const place = places.get(path);
          expect(place, `${JSON.stringify(path)} in\n${toml}`).toBeDefined();
          // The value ends at one of the next line ends, commas or brackets: one of these prefixes is the value.
          const rest = toml.slice(place?.value).split('\n', 1)[0] ?? '';
          const ends = [rest.length, ...Array.from(rest.matchAll(/[,\]}]/g), (match) => match.index)];
          expect(ends.some((end) => isValue(rest.slice(0, end).trim(), item))).toBe(true);
        }
      };
      visit(value, []);
    }),
    { numRuns: 300 },
  );
});

function isValue(source: string, expected: unknown): boolean {
  try {
    return parse(`x = ${source}`).x === expected;
  } catch {
    return false;
  }
}

test('ends for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab =[]{}"\'\n#.,\\1'), maxLength: 80 }), (any) => {
      tomlPlaces(any);
    }),
    { numRuns: 2_000 },
  );
});
