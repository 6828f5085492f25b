/**
 * Where things stand in a JSON text: `JSON.parse` tells what is wrong, but not always where, and nothing about what is right. Linear in the
 * text and without recursion, so that no input can hang it or exhaust the stack.
 */
export interface JsonPlaces {
  /** Where the text stops being JSON; absent: nowhere. */
  readonly errorAt?: number;
  /** Where each element of the outermost array begins. */
  readonly elements: readonly number[];
}

const BLANK = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in texts
const PLAIN_TEXT = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** What may come next. */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

/** Looks through a JSON text for the first error and for the elements of its outermost array. */
export function jsonPlaces(text: string): JsonPlaces {
  const open: ('{' | '[')[] = [];
  const elements: number[] = [];
  let expected: Expected = 'value';
  let at = after(BLANK, text, 0) ?? 0;
  const valueEnded = (): Expected => (open.length === 0 ? 'nothing' : ', or end');
  while (at < text.length) {
    const char = text[at] ?? '';
    const errorAt = at;
    const wantsValue = expected === 'value' || expected === 'value or ]';
    if (wantsValue && char !== ']' && open.length === 1 && open[0] === '[') elements.push(at);
    if (wantsValue && (char === '{' || char === '[')) {
      open.push(char);
      expected = char === '{' ? 'key or }' : 'value or ]';
      at++;
    } else if (wantsValue && char !== ']') {
      const end = char === '"' ? stringEnd(text, at) : after(SCALAR, text, at);
      if (end === undefined) return { errorAt, elements };
      expected = valueEnded();
      at = end;
    } else if ((expected === 'key' || expected === 'key or }') && char === '"') {
      const end = stringEnd(text, at);
      if (end === undefined) return { errorAt, elements };
      expected = ':';
      at = end;
    } else if (expected === ':' && char === ':') {
      expected = 'value';
      at++;
    } else if (expected === ', or end' && char === ',') {
      expected = open.at(-1) === '{' ? 'key' : 'value';
      at++;
    } else if ((char === '}' || char === ']') && closes(char, open.at(-1), expected)) {
      open.pop();
      expected = valueEnded();
      at++;
    } else {
      return { errorAt, elements };
    }
    at = after(BLANK, text, at) ?? at;
  }
  return expected === 'nothing' ? { elements } : { errorAt: text.length, elements };
}

function closes(char: '}' | ']', opened: '{' | '[' | undefined, expected: Expected): boolean {
  if (char === '}') return opened === '{' && (expected === 'key or }' || expected === ', or end');
  return opened === '[' && (expected === 'value or ]' || expected === ', or end');
}

function after(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function stringEnd(text: string, start: number): number | undefined {
  let at: number | undefined = start + 1;
  for (;;) {
    at = after(PLAIN_TEXT, text, at) ?? at;
    if (text[at] === '"') return at + 1;
    at = after(ESCAPE, text, at);
    if (at === undefined) return undefined;
  }
}

/** The line, from 1, in which a place of the text stands. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/**
 * Where the value at a path begins; where the path leads nowhere, the innermost value on it that exists. Without recursion, and linear in the
 * text for each step.
 *
 * @param text what `JSON.parse` takes, perhaps with bare `NaN` and `Infinity`
 * @example placeOf('{"a":[1,2]}', ['a', 1]) // 8
 */
export function placeOf(text: string, path: readonly (string | number)[]): number {
  let at = after(BLANK, text, 0) ?? 0;
  for (const step of path) {
    const child = childAt(text, at, step);
    if (child === undefined) return at;
    at = child;
  }
  return at;
}

function childAt(text: string, container: number, step: string | number): number | undefined {
  const isArray = text[container] === '[';
  if (isArray !== (typeof step === 'number') || (!isArray && text[container] !== '{')) return undefined;
  let at = after(BLANK, text, container + 1) ?? container + 1;
  for (let index = 0; at < text.length && text[at] !== ']' && text[at] !== '}'; index++) {
    let found = index === step;
    if (!isArray) {
      const end = text[at] === '"' ? stringEnd(text, at) : undefined;
      if (end === undefined) return undefined;
      found = text.slice(at, end) === JSON.stringify(step);
      at = after(BLANK, text, end) ?? end;
      at = after(BLANK, text, at + 1) ?? at + 1;
    }
    if (found) return at;
    at = after(BLANK, text, valueEnd(text, at)) ?? text.length;
    if (text[at] === ',') at = after(BLANK, text, at + 1) ?? at + 1;
  }
  return undefined;
}

/** Behind the value that begins here. */
function valueEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const char = text[at] ?? '';
    if (char === '"') at = stringEnd(text, at) ?? text.length;
    else if (depth === 0 && (char === ',' || char === ']' || char === '}')) return at;
    else {
      if (char === '{' || char === '[') depth++;
      if (char === '}' || char === ']') depth--;
      at++;
      if (depth === 0 && (char === '}' || char === ']')) return at;
    }
  }
  return text.length;
}
