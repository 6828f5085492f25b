import { bad, good, type JsonMeta, type LeafProblem, leaf, textLeaf, unexpected } from './leaf.ts';
import type { UnitInputs } from './plan.ts';
import { quote, show } from './problem.ts';

/** GitHub takes 25 inputs; one is the harness's own. */
export const MAX_INPUTS = 24;
/** The workflow input that carries a dispatch's key. */
export const KEY_INPUT = 'harness_key';
/** GitHub's limit for all inputs of a dispatch together, in characters. */
export const MAX_INPUTS_LENGTH = 65_535;

export const REPOSITORY_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,38}/[A-Za-z0-9._-]{1,100}$';

export const repositoryLeaf = (description: string) =>
  textLeaf({ description, pattern: REPOSITORY_PATTERN, examples: ['acme/widgets'] }, 'a repository as owner/name', (text) => {
    if (new RegExp(REPOSITORY_PATTERN).test(text) && !/\/\.{1,2}$/.test(text)) return undefined;
    const url = /^(?:https?:\/\/|git@|ssh:\/\/git@)[^/:]+[/:]([\w-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(text);
    return url?.[1] === undefined ? {} : { fix: `write ${url[1]}` };
  });

export const WORKFLOW_PATTERN = '^((\\.github/workflows/)?[^/\\\\\\s][^/\\\\]*\\.ya?ml|[0-9]{1,20})$';

export const workflowLeaf = (description: string) =>
  textLeaf(
    { description, pattern: WORKFLOW_PATTERN, examples: ['simple.yml'] },
    'a workflow: its file name such as "simple.yml", or its numeric id',
    (text) => {
      if (new RegExp(WORKFLOW_PATTERN).test(text) && text.length <= 255 && !hasControls(text)) return undefined;
      return /^[\w-]+$/.test(text) ? { fix: `did you mean "${text}.yml"?` } : {};
    },
  );

/** A branch or tag. What git forbids in names is refused; a SHA is refused because GitHub dispatches on branches and tags only. */
export const refLeaf = (description: string) =>
  textLeaf(
    { description, minLength: 1, maxLength: 255, not: { pattern: '^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$' }, examples: ['main'] },
    'a branch or a tag',
    (text) => {
      if (/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)) {
        return {
          message: `${quote(text)} is a commit's SHA: GitHub starts workflows on branches and tags only`,
          fix: 'name the branch, or tag the commit',
        };
      }
      const forbidden = text === '' || text.length > 255 || hasControls(text) || /[\s~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$|\.lock$/.test(text);
      return forbidden ? {} : undefined;
    },
  );

/** Input names as GitHub takes them. */
const INPUT_NAME = '^[A-Za-z_][A-Za-z0-9_-]*$';

/** Inputs of a workflow. Numbers and booleans become the texts that GitHub takes. */
export const inputsLeaf = (meta: JsonMeta) =>
  leaf<UnitInputs>(
    {
      type: 'object',
      propertyNames: { pattern: INPUT_NAME, not: { const: KEY_INPUT } },
      additionalProperties: { type: ['string', 'number', 'boolean'] },
      maxProperties: MAX_INPUTS,
      examples: [{ seconds: 30 }],
      ...meta,
    },
    (value) => {
      if (!isGroup(value)) return unexpected('inputs as names with values', value);
      const problems: LeafProblem[] = [];
      const inputs: [string, string][] = [];
      for (const [name, each] of Object.entries(value)) {
        if (name === KEY_INPUT) {
          const fix = 'remove it: the harness sets it for each run';
          problems.push({ path: [name], atKey: true, message: `"${KEY_INPUT}" is the harness's own input`, fix });
        } else if (!new RegExp(INPUT_NAME).test(name)) {
          const message = `${quote(name)} can't be the name of an input: letters, digits, - and _, beginning with a letter or _`;
          problems.push({ path: [name], atKey: true, message });
        }
        if (typeof each === 'string') inputs.push([name, each]);
        else if (typeof each === 'number' || typeof each === 'boolean') inputs.push([name, String(each)]);
        else {
          const fix = each === null ? 'write "" for the empty text' : 'GitHub takes texts: write JSON as a text, in quotes';
          problems.push({ path: [name], message: `expected a text, a number, true or false, got ${show(each)}`, fix });
        }
      }
      return problems.length > 0 ? { ok: false, problems } : good(Object.fromEntries(inputs));
    },
  );

/** A name for people, on one line. */
export const nameLeaf = (description: string) =>
  textLeaf({ description, minLength: 1, maxLength: 100, examples: ['weekly mega-test'] }, 'a name of 1 to 100 characters on one line', (text) =>
    text.trim() === '' || text.length > 100 || hasControls(text) ? {} : undefined,
  );

/** The plan format's version. */
export const versionLeaf = leaf<1>({ const: 1, description: 'Version of the plan format: 1.' }, (value) => {
  if (value === 1) return good(1);
  if (value === undefined) return bad('is missing: expected 1', 'write "version: 1"');
  return value === '1'
    ? bad('expected the number 1, got the text "1"', 'remove the quotes')
    : unexpected('1, the only version of the plan format', value);
});

/** A map of the plan, as opposed to lists, texts and nothing. */
export function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Control characters: C0, DEL and C1. */
export function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || (code >= 127 && code < 160)) return true;
  }
  return false;
}
