import { UPDATE_MODES } from '../app/update-modes.ts';
import { COMMENT_MODES } from '../core/delivery/worth-telling.ts';
import { parseFailOn } from '../core/gate/exit-code.ts';
import { quote } from '../core/plan/problem.ts';
import { didYouMean } from '../core/plan/suggest.ts';
import type { Outcome } from '../core/result.ts';
import { DURATION_FORMS, parseDuration } from '../core/time.ts';
import type { UsageProblem } from './problem.ts';
import type { Environment } from './surroundings.ts';

type Converted<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string; readonly fix?: string };

interface InputSpec<T> {
  /** As in action.yml. Absent: the input may be left out, and its meaning then is the program's business. */
  readonly default?: string;
  readonly convert: (text: string) => Converted<T>;
}

const good = <T>(value: T): Converted<T> => ({ ok: true, value });
const bad = (message: string, fix?: string): Converted<never> => ({ ok: false, message, ...(fix === undefined ? {} : { fix }) });

/** Checked later, together with what it means for the plan. */
const text: InputSpec<string> = { convert: good };

const list: InputSpec<readonly string[]> = { convert: (given) => good(parts(given, /[,\r\n]/)) };
const lines: InputSpec<readonly string[]> = { convert: (given) => good(parts(given, /[\r\n]/)) };

function parts(given: string, separator: RegExp): string[] {
  return given
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function outcomes(given: string): Converted<readonly Outcome[]> {
  const parsed = parseFailOn(given);
  return parsed.ok ? good(parsed.failOn) : bad(parsed.reason.replace(/^fail-on: /, ''));
}

/** Nothing of a token may be shown, not even of a wrong one. */
function token(given: string): Converted<string> {
  if (/^[\x21-\x7e]+$/.test(given)) return good(given);
  return bad('the value holds a blank, a line end or a character that no token has', 'look at how the secret was stored');
}

function artifactName(given: string): Converted<string> {
  const wrong = /["*/:<>?\\|\r\n]/.exec(given)?.[0];
  return wrong === undefined
    ? good(given)
    : bad(`expected a name without ${quote(wrong)}, got ${quote(given)}`, 'the artifact service refuses " * / : < > ? \\ |');
}

function days(given: string): Converted<number> {
  const value = Number(given);
  return /^\d{1,3}$/.test(given) && value >= 1 && value <= 400 ? good(value) : bad(`expected a number of days from 1 to 400, got ${quote(given)}`);
}

/** Milliseconds, or `none`. */
function durationOrNone(given: string): Converted<number | 'none'> {
  const ms = given === 'none' ? given : parseDuration(given);
  return ms === undefined ? bad(`expected a span such as ${DURATION_FORMS}, or "none", got ${quote(given)}`) : good(ms);
}

function count(given: string): Converted<number> {
  return /^[1-9]\d{0,5}$/.test(given) ? good(Number(given)) : bad(`expected a whole number from 1 on, got ${quote(given)}`);
}

/** Which session is to go on. */
export type ResumeChoice =
  | { readonly kind: 'auto' | 'never' }
  /** By its id, as in the output `session-id`. */
  | { readonly kind: 'session'; readonly id: string }
  /** By an artifact of the workflow run that executed it. */
  | { readonly kind: 'artifact'; readonly id: string };

/** A session's id has 64 hex digits, and an artifact's number will not have that many. */
function resumeChoice(given: string): Converted<ResumeChoice> {
  if (given === 'auto' || given === 'never') return good({ kind: given });
  if (/^\d{1,15}$/.test(given)) return good({ kind: 'artifact', id: given });
  if (/^[0-9a-f]{16,64}$/.test(given)) return good({ kind: 'session', id: given });
  return bad(
    `expected auto, never, the id of a session or the number of an artifact, got ${quote(given)}`,
    'take the output session-id or artifact-id',
  );
}

const oneOf =
  <T extends string>(words: readonly T[]) =>
  (given: string): Converted<T> => {
    const word = words.find((one) => one === given);
    return word === undefined ? bad(`expected ${words.join(', ')}, got ${quote(given)}`, didYouMean(given, words)) : good(word);
  };

/** YAML 1.2 core schema, as @actions/core reads booleans. */
function boolean(given: string): Converted<boolean> {
  if (/^(true|True|TRUE)$/.test(given)) return good(true);
  return /^(false|False|FALSE)$/.test(given) ? good(false) : bad(`expected true or false, got ${quote(given)}`);
}

/** Every input of action.yml, in its order. A test compares the two. */
export const INPUTS = {
  plan: text,
  scenarios: list,
  test: text,
  workflow: text,
  inputs: text,
  runs: text,
  concurrency: text,
  rate: text,
  duration: text,
  repository: text,
  ref: text,
  thresholds: text,
  benchmarks: lines,
  baseline: text,
  'baseline-source': text,
  'update-baseline': { default: 'auto', convert: oneOf(UPDATE_MODES) },
  'regression-threshold': text,
  'fail-on': { default: 'breached,regressed,failed,invalid', convert: outcomes },
  token: { convert: token },
  'app-id': text,
  'private-key': text,
  'api-url': text,
  'report-dir': { default: 'runner-harness-results', convert: text.convert },
  'artifact-name': { default: 'runner-harness', convert: artifactName },
  'retention-days': { convert: days },
  'max-duration': { default: '5h30m', convert: durationOrNone },
  resume: { default: 'auto', convert: resumeChoice },
  'checkpoint-interval': { default: '10m', convert: durationOrNone },
  'checkpoint-runs': { default: '100', convert: count },
  comment: { default: 'never', convert: oneOf(COMMENT_MODES) },
  'post-run': text,
  session: text,
  'dry-run': { default: 'false', convert: boolean },
} as const satisfies Readonly<Record<string, InputSpec<unknown>>>;

/** Inputs that make a plan without a file. */
export const SHORTCUT_INPUTS = [
  'test',
  'workflow',
  'inputs',
  'runs',
  'concurrency',
  'rate',
  'duration',
] as const satisfies readonly (keyof typeof INPUTS)[];

export type InputName = keyof typeof INPUTS;
type Value<N extends InputName> = (typeof INPUTS)[N] extends { convert: (text: string) => infer C }
  ? C extends { ok: true; value: infer T }
    ? T
    : never
  : never;

/** What was given, by name; absent: nothing was given and there is no default, or it is among the problems. */
export type Inputs = { readonly [N in InputName]?: Value<N> };

/**
 * Reads every input from the variables in which the runner passes them. An input that is empty counts as not given: that is how an
 * expression without a value arrives.
 *
 * @returns what could be read, and every problem
 */
export function readInputs(env: Environment): { readonly inputs: Inputs; readonly problems: readonly UsageProblem[] } {
  const values: Partial<Record<InputName, unknown>> = {};
  const problems: UsageProblem[] = [];
  for (const [name, spec] of Object.entries(INPUTS) as [InputName, InputSpec<unknown>][]) {
    const given = env[`INPUT_${name.toUpperCase()}`]?.trim();
    const effective = given === undefined || given === '' ? spec.default : given;
    if (effective === undefined) continue;
    const converted = spec.convert(effective);
    if (converted.ok) values[name] = converted.value;
    else problems.push({ where: name, message: converted.message, ...(converted.fix === undefined ? {} : { fix: converted.fix }) });
  }
  return { inputs: values as Inputs, problems };
}
