import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPlaces, lineAt, placeOf } from './json-places.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('jsonPlaces', () => {
  it.each([
    ['[1, 2, x]', 7],
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['[1 2]', 3],
    ['["a\nb"]', 1],
    ['[1', 2],
    ['', 0],
    ['[1]]', 3],
    ['{]', 1],
    ['01', 1],
  ])('finds the error in %j at %i', (text, at) => {
    expect(jsonPlaces(text).errorAt).toBe(at);
  });

  it('knows where the elements of the outermost array begin', () => {
    expect(jsonPlaces('[ {"a":[1,2]},\n "x", 3 ]').elements).toEqual([2, 16, 21]);
    expect(jsonPlaces('{"a":[1]}').elements).toEqual([]);
  });

  it('agrees with JSON.parse on what is JSON', () => {
    const nearJson = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', ']', '}', '"', '\\', '1', ':', '\n', '-', 'e'))
      .map(([text, at, extra]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + extra + text.slice(place + (at % 2));
      });
    fc.assert(
      fc.property(fc.oneof(nearJson, fc.json(), fc.string()), (text) => {
        expect(jsonPlaces(text).errorAt === undefined).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes deep and long input without a stack or a hang', () => {
    expect(jsonPlaces('['.repeat(200_000)).errorAt).toBe(200_000);
    expect(jsonPlaces(`"${'\\n'.repeat(200_000)}`).errorAt).toBe(0);
  });
});

describe('lineAt', () => {
  it('counts from 1', () => {
    expect([0, 1, 2, 4].map((at) => lineAt('a\nb\nc', at))).toEqual([1, 1, 2, 3]);
  });
});

describe('placeOf', () => {
  const text = '{\n"a": [1, {"b\\"": [true, "x,]"]}],\n"c": {"a": NaN, "d": null}\n}';

  it.each([
    [[], '{'],
    [['a'], '[1'],
    [['a', 0], '1,'],
    [['a', 1, 'b"', 1], '"x,]"'],
    [['c', 'd'], 'null'],
  ])('%j begins where it stands', (path, begins) => expect(text.slice(placeOf(text, path))).toMatch(startsWith(begins)));

  it.each([
    [['z'], '{'],
    [['a', 9], '[1'],
    [['a', 'x'], '[1'],
    [['c', 'd', 'e'], 'null'],
  ])('%j leads to the innermost that is there', (path, begins) => expect(text.slice(placeOf(text, path))).toMatch(startsWith(begins)));

  const startsWith = (begins: string): RegExp => new RegExp(`^${begins.replace(/[[{\]]/g, '\\$&')}`);
});
