import { LineIndex, Places, type PlanDocument, type PlanFormat, type TextProblem } from './document.ts';
import type { PlanProblem } from './problem.ts';
import { findSecrets } from './secrets.ts';
import { readToml } from './toml-document.ts';
import { readYaml } from './yaml-document.ts';

/** Largest plan, in UTF-8 bytes. */
export const MAX_PLAN_BYTES = 256 * 1024;

export type DocumentRead =
  | { readonly ok: true; readonly document: PlanDocument; readonly lines: LineIndex; readonly problems: PlanProblem[] }
  | { readonly ok: false; readonly problems: PlanProblem[] };

/**
 * A plan's text as values with places. A byte order mark and Windows line ends change nothing.
 *
 * @returns the document, where the text is sound; `problems` then holds what does not keep the rest from being
 *   checked: literal credentials, duplicate keys, infinite numbers. Never throws.
 */
export function readDocument(text: string, format: PlanFormat): DocumentRead {
  const clean = text.replace(/^\ufeff/, '');
  const bytes = utf8Length(clean);
  if (bytes > MAX_PLAN_BYTES) {
    const message = `the plan is too long: ${bytes} bytes, at most ${MAX_PLAN_BYTES}`;
    return { ok: false, problems: [{ line: 1, column: 1, path: '', message }] };
  }
  const lines = new LineIndex(clean);
  const secrets = findSecrets(clean).map((offset) =>
    lines.problem({
      offset,
      message: 'a credential stands here in clear text',
      fix: 'remove it and revoke it now; give the token by the environment (GITHUB_TOKEN, or the Action’s input "token")',
    }),
  );
  const { document, problems } = read(clean, format);
  const all = [...secrets, ...problems.map((problem) => lines.problem(problem))];
  return problems.some((problem) => problem.fatal) ? { ok: false, problems: all } : { ok: true, document, lines, problems: all };
}

function read(text: string, format: PlanFormat): { document: PlanDocument; problems: TextProblem[] } {
  try {
    if (format === 'toml') return readToml(text);
    if (format === 'yaml') return readYaml(text);
    const wrong = jsonProblem(text);
    return wrong === undefined ? readYaml(text) : { document: { value: undefined, places: new Places() }, problems: [wrong] };
  } catch (error) {
    // A parser that recurses runs out of stack on thousands of brackets.
    const message =
      error instanceof RangeError
        ? 'the plan is nested too deeply'
        : `the plan can't be read: ${error instanceof Error ? error.message : String(error)}`;
    return { document: { value: undefined, places: new Places() }, problems: [{ offset: 0, fatal: true, message }] };
  }
}

/** JSON is read by the YAML parser for the sake of the places, which would take more than JSON. */
function jsonProblem(text: string): TextProblem | undefined {
  if (text.trim() === '') return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(message)?.[1];
    const end = /end of JSON/.test(message) ? text.length : 0;
    return {
      offset: position === undefined ? end : Number(position),
      fatal: true,
      message: `the plan is not JSON: ${message.replace(/ in JSON at position.*$/s, '')}`,
    };
  }
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7ff && (code < 0xd800 || code > 0xdfff)) bytes += 2;
    else if (code > 0x7f) bytes += 1;
  }
  return bytes;
}
