import type { Path, Places } from './document.ts';
import { quote, show } from './problem.ts';
import { readDocument } from './read-document.ts';
import { redactSecrets } from './secrets.ts';
import { suggest } from './suggest.ts';
import { isGroup } from './unit-leaves.ts';

/** One `--set`, as it was given, and where it goes. */
export interface Override {
  /** `--set scenarios.calm.runs=20` */
  readonly origin: string;
  readonly path: Path;
}

export interface OverrideProblem {
  readonly origin: string;
  readonly path: Path;
  readonly message: string;
  readonly fix?: string;
}

/**
 * Sets values of a plan from the command line: `scenarios.calm.runs=20`. The value is read as YAML (`20` is a number, `"20"` and `10/min` are texts,
 * `[p(90)<60s]` is a list). Groups on the way are made where they are missing, but for scenarios: a new one is a typing mistake.
 *
 * @param raw plain values of the plan; not changed
 * @returns the changed values and the places that were set; whether keys and values are right is for {@link checkPlan} to say
 */
export function applyOverrides(
  raw: unknown,
  sets: readonly string[],
): { readonly value: unknown; readonly overrides: readonly Override[]; readonly problems: readonly OverrideProblem[] } {
  const value: unknown = isGroup(raw) ? structure(raw) : raw;
  const overrides: Override[] = [];
  const problems: OverrideProblem[] = [];
  for (const set of sets) {
    const origin = redactSecrets(`--set ${set}`);
    const [, dotted = '', text = ''] = /^([^=]*)=(.*)$/s.exec(set) ?? [];
    const path = dotted.trim().split('.');
    const complain = (message: string, fix?: string) => problems.push({ origin, path, message, ...(fix !== undefined && { fix }) });
    if (!set.includes('=') || path.some((key) => key === '')) {
      complain('expected KEY=VALUE with the keys joined by dots', 'such as --set scenarios.calm.runs=20');
      continue;
    }
    const read = readDocument(text, 'yaml');
    if (!read.ok || read.problems.length > 0) {
      complain(`the value can't be read: ${(read.problems[0] ?? { message: 'unknown' }).message}`, 'a text with special characters stands in quotes');
      continue;
    }
    const given = read.document.value;
    const coerced = coercedNumbers(given, path, read.document.places);
    for (const { source, sent } of coerced) complain(`${source} is a number here and would be sent as "${sent}"`, `write ${quote(source)} in quotes`);
    if (coerced.length > 0) continue;
    if (!isGroup(value)) continue;
    const wrong = put(value, path, given);
    if (wrong === undefined) overrides.push({ origin, path });
    else complain(wrong.message, wrong.fix);
  }
  return { value, overrides, problems };
}

/** Inputs in the given value that would not be sent as they were typed; see {@link numberTexts}. */
function coercedNumbers(given: unknown, at: Path, places: Places): { source: string; sent: string }[] {
  const found: { source: string; sent: string }[] = [];
  const look = (value: unknown, below: Path) => {
    const source = places.get(below)?.source;
    if (isGroup(value)) for (const [key, each] of Object.entries(value)) look(each, [...below, key]);
    else if (typeof value === 'number' && source !== undefined && source !== String(value) && [...at, ...below].at(-2) === 'inputs') {
      found.push({ source, sent: String(value) });
    }
  };
  look(given, []);
  return found;
}

/** A copy in which groups may be changed; the rest is shared. */
function structure(group: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(group).map(([key, value]) => [key, isGroup(value) ? structure(value) : value]));
}

function put(root: Record<string, unknown>, path: readonly string[], value: unknown): { message: string; fix?: string } | undefined {
  let group = root;
  for (const [depth, key] of path.entries()) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') return { message: `the key "${key}" is not allowed` };
    const known = Object.hasOwn(group, key);
    if (depth === 1 && path[0] === 'scenarios' && !known) {
      const near = suggest(key, Object.keys(group));
      return {
        message: `the plan has no scenario ${quote(key)}`,
        fix: near === undefined ? `it has ${Object.keys(group).join(', ')}` : `did you mean "${near}"?`,
      };
    }
    if (depth === path.length - 1) {
      group[key] = value;
      return undefined;
    }
    let next = known ? group[key] : {};
    // `target: simulated` is a short form that has no room for settings.
    if (depth === 0 && key === 'target' && next === path[1]) next = { [String(next)]: {} };
    if (!isGroup(next)) return { message: `${path.slice(0, depth + 1).join('.')} is ${show(next)}, no group of keys`, fix: 'set it as a whole' };
    group[key] = next;
    group = next;
  }
  return undefined;
}
