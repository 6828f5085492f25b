import { parseShare } from '../gate/threshold-rule.ts';
import { buildPlan } from './build-plan.ts';
import { checkPlan } from './check-plan.ts';
import type { Path } from './document.ts';
import type { PlanParse } from './parse-plan.ts';
import type { PathProblem } from './path-problem.ts';
import { quote } from './problem.ts';
import { findSecrets, redactSecrets } from './secrets.ts';
import { scaleSpans, suiteScenarios } from './suite.ts';
import { traceReader } from './trace-reader.ts';

/** A one-scenario plan as it is typed: every value a text, absent or empty where nothing was given. */
export interface Shortcuts {
  /** A kind of test (default: `performance`), or `suite`: a baseline, a load, a spike and a stress test, one after the other. */
  readonly test?: string;
  readonly target?: string;
  readonly workflow?: string;
  readonly repository?: string;
  readonly ref?: string;
  /** Lines `name: value` or `name=value`; a value is a text as it stands. */
  readonly inputs?: string | Readonly<Record<string, string>>;
  /** Default 10. */
  readonly runs?: string;
  /** Default 5. */
  readonly concurrency?: string;
  /** `10/min` */
  readonly rate?: string;
  /** `30m`; a bare number is minutes, and a note says so. */
  readonly duration?: string;
  /** `load`: `10, 20, 10`, in place of a rate; with `every`. */
  readonly bursts?: string;
  readonly every?: string;
  /** Open models: `even` (default) or `poisson`. */
  readonly arrivals?: string;
  /** `spike` */
  readonly peak?: string;
  readonly peakDuration?: string;
  /** `stress`, `scalability`: the search. */
  readonly initial?: string;
  readonly maxRate?: string;
  readonly maxRuns?: string;
  /** Lines `metric: expression`. */
  readonly slo?: string;
  /** `stress`: the simple ramp, with `initial` and `every`. */
  readonly increment?: string;
  readonly until?: string;
  /** `scalability`: `runs_on=pool-4,pool-8`, an input and its values. */
  readonly over?: string;
  readonly sizes?: string;
  /** A matrix unit: so many jobs with one dispatch. */
  readonly jobsPerRun?: string;
  /** Every span of the test times this, 0 to 1: for trying a long one out. */
  readonly scale?: string;
  /** Lines `metric: expression`. */
  readonly thresholds?: string;
  /** `10%` */
  readonly regressionThreshold?: string;
  /** `file:PATH` */
  readonly baseline?: string;
  readonly seed?: string;
  /** Default: the workflow's name, or the test's. */
  readonly name?: string;
}

/** How problems call the values: the Action's inputs, or the command line's options. */
export type Spelling = (name: keyof Shortcuts) => string;
export const asInput: Spelling = (name) => kebab(name);
export const asFlag: Spelling = (name) => `--${kebab(name)}`;

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (name: string): string => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/**
 * A plan without a file, from the inputs of the Action or the options of the command line. It goes through the same checks as a file; problems name the
 * input or option in `origin`.
 *
 * @param spell {@link asInput} or {@link asFlag}
 * @example planFromShortcuts({ test: 'load', workflow: 'simple.yml', rate: '10/min', duration: '30' }, asFlag) // notes: ['--duration 30 is read as 30m']
 */
export function planFromShortcuts(given: Shortcuts, spell: Spelling): PlanParse {
  const reader = new Reader(given, spell);
  const raw = reader.plan();
  const trace = traceReader();
  const checked = checkPlan(raw, trace);
  if (checked.ok && reader.problems.length === 0) {
    const { plan, notes } = buildPlan(checked.file, trace);
    const [scenario] = plan.scenarios;
    if (plan.scenarios.length > 1) return { ok: true, plan, notes: [...reader.notes, ...notes] };
    const named = notes.map((note) => note.replace(`scenario ${SCENARIO}`, `scenario ${scenario.test}`));
    return { ok: true, plan: { ...plan, scenarios: [{ ...scenario, name: scenario.test }] }, notes: [...reader.notes, ...named] };
  }
  const others: ShortcutProblem[] = (checked.ok ? [] : checked.problems).map((problem) => ({ ...problem, name: shortcutAt(problem) }));
  return {
    ok: false,
    problems: [...reader.problems, ...others].map(({ name, line, path, message, fix }) => ({
      line: line ?? 1,
      column: 1,
      path: path.map(String).map(redactSecrets).join('.'),
      origin: spell(name),
      message: redactSecrets(message),
      ...(fix !== undefined && { fix: redactSecrets(fixFor(fix, spell)) }),
    })),
  };
}

/** Key of the one scenario while it is checked; the plan's scenario is named after its test. */
const SCENARIO = 'shortcut';

type ShortcutProblem = Omit<PathProblem, 'part'> & { readonly name: keyof Shortcuts; readonly line?: number };

/** The value that a problem of the plan is about. */
function shortcutAt({ path, message }: PathProblem): keyof Shortcuts {
  const [first, , third] = path;
  if (first === 'scenarios')
    return third === undefined ? (message === 'has no workflow' ? 'workflow' : 'rate') : (camel(String(third)) as keyof Shortcuts);
  if (first === 'baseline') return path[1] === 'regression' ? 'regressionThreshold' : 'baseline';
  return first === 'thresholds' || first === 'target' || first === 'seed' || first === 'name' ? first : 'test';
}

/** The advice of the plan file speaks of keys; here there are inputs and options. */
function fixFor(fix: string, spell: Spelling): string {
  if (fix.startsWith('name one here or in the target'))
    return `name it, such as ${spell('workflow')}${spell('workflow').startsWith('--') ? ' ' : ': '}simple.yml`;
  // Of the other shapes, only bursts can be typed.
  if (fix === 'or bursts, stages, stairs, sine or trace') return spell('test').startsWith('--') ? `or ${spell('bursts')}` : 'or write a plan file';
  return fix.replaceAll(/"test: (\w+)"/g, (_, kind: string) => (spell('test').startsWith('--') ? `--test ${kind}` : `"test: ${kind}"`));
}

class Reader {
  readonly problems: ShortcutProblem[] = [];
  readonly notes: string[] = [];
  readonly #given: Shortcuts;
  readonly #spell: Spelling;

  constructor(given: Shortcuts, spell: Spelling) {
    this.#given = given;
    this.#spell = spell;
  }

  plan(): Record<string, unknown> {
    const test = this.#text('test') ?? 'performance';
    const workflow = this.#text('workflow');
    const common = {
      ...this.#texts('workflow', 'repository', 'ref'),
      ...defined('inputs', this.#inputs()),
      ...defined('jobs-per-run', this.#number('jobsPerRun')),
    };
    const load = {
      ...this.#texts('rate', 'arrivals', 'peak', 'initial', 'increment', 'until'),
      ...defined('max-rate', this.#text('maxRate')),
      ...defined('runs', this.#number('runs')),
      ...defined('concurrency', this.#number('concurrency')),
      ...defined('max-runs', this.#number('maxRuns')),
      ...defined('bursts', this.#numbers('bursts')),
      ...defined('sizes', this.#numbers('sizes')),
      ...defined('over', this.#over()),
      ...defined('slo', this.#rules('slo')),
      ...defined('duration', this.#span('duration')),
      ...defined('peak-duration', this.#span('peakDuration')),
      ...defined('every', this.#span('every')),
    };
    const scenarios =
      test === 'suite'
        ? suiteScenarios(common, load, (key, fix) =>
            this.#complain(camel(key) as keyof Shortcuts, ['scenarios', 'suite', key], `${quote(key)} is no part of the suite`, fix),
          )
        : { [SCENARIO]: { test, ...common, ...load } };
    const scale = this.#scale();
    if (scale !== undefined) scaleSpans(scenarios, scale);
    const baseline = this.#text('baseline');
    const regression = this.#share();
    for (const name of (Object.keys(this.#given) as (keyof Shortcuts)[]).filter((one) => one !== 'inputs')) {
      const text = this.#text(name);
      if (text !== undefined && findSecrets(text).length > 0)
        this.#complain(name, ['scenarios', SCENARIO, name], 'a credential stands here in clear text');
    }
    return {
      version: 1,
      name: this.#text('name') ?? workflow ?? test,
      target: this.#text('target') ?? 'github',
      ...defined('seed', this.#number('seed')),
      scenarios,
      ...defined('thresholds', this.#rules('thresholds')),
      ...(baseline !== undefined && { baseline: { from: baseline, ...defined('regression', regression) } }),
    };
  }

  #complain(name: keyof Shortcuts, path: Path, message: string, fix?: string, line?: number): void {
    this.problems.push({ name, path, message, ...(fix !== undefined && { fix }), ...(line !== undefined && { line }) });
  }

  #text(name: Exclude<keyof Shortcuts, 'inputs'>): string | undefined {
    const text = this.#given[name]?.trim();
    return text === '' ? undefined : text;
  }

  #texts(...names: ('workflow' | 'repository' | 'ref' | 'rate' | 'arrivals' | 'peak' | 'initial' | 'increment' | 'until')[]): Record<string, string> {
    return Object.fromEntries(names.flatMap((name) => Object.entries(defined(name, this.#text(name)))));
  }

  #number(name: 'runs' | 'concurrency' | 'seed' | 'maxRuns' | 'jobsPerRun'): number | undefined {
    const text = this.#text(name);
    if (text === undefined) return undefined;
    if (/^-?\d{1,15}$/.test(text)) return Number(text);
    this.#complain(name, name === 'seed' ? ['seed'] : ['scenarios', SCENARIO, name], `expected a whole number, got ${quote(text)}`);
    return undefined;
  }

  /** Checked also without a baseline: then it is for benchmarks, and no part of the plan. */
  #share(): string | undefined {
    const text = this.#text('regressionThreshold');
    if (text === undefined || (parseShare(text) !== undefined && text.endsWith('%'))) return text;
    const message = `expected a percentage from 0% to 100%, such as 10%, got ${quote(text)}`;
    this.#complain('regressionThreshold', ['baseline', 'regression'], message, /^\d+(\.\d+)?$/.test(text) ? `write ${text}%` : undefined);
    return undefined;
  }

  /** `10, 20, 10`, with or without brackets. */
  #numbers(name: 'bursts' | 'sizes'): number[] | undefined {
    const text = this.#text(name)?.replace(/^\[(.*)\]$/s, '$1');
    if (text === undefined) return undefined;
    const parts = text.split(/[\s,]+/).filter((part) => part !== '');
    if (parts.length > 0 && parts.every((part) => /^\d{1,9}$/.test(part))) return parts.map(Number);
    this.#complain(name, ['scenarios', SCENARIO, name], `expected whole numbers such as 10,20,10, got ${quote(text)}`);
    return undefined;
  }

  /** `runs_on=pool-4,pool-8`; a value with a comma in it needs a plan file. */
  #over(): Record<string, string[]> | undefined {
    const text = this.#text('over');
    if (text === undefined) return undefined;
    const [, input, values] = /^(?:inputs\.)?([^=\s]+)\s*=\s*(.+)$/s.exec(text) ?? [];
    if (input !== undefined && values !== undefined) return { [`inputs.${input}`]: values.split(',').map((value) => unquoted(value.trim())) };
    this.#complain('over', ['scenarios', SCENARIO, 'over'], `expected an input with its values, such as runs_on=pool-4,pool-8, got ${quote(text)}`);
    return undefined;
  }

  #scale(): number | undefined {
    const text = this.#text('scale');
    if (text === undefined) return undefined;
    if (this.#text('target') !== 'simulated') {
      this.#complain(
        'scale',
        ['scale'],
        'is for the simulated target: a real test that is shorter finds out less',
        'shorten its spans, or try it on the simulated target',
      );
      return undefined;
    }
    const scale = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (scale > 0 && scale <= 1) return scale;
    this.#complain('scale', ['scale'], `expected a number more than 0 and at most 1, such as 0.01, got ${quote(text)}`);
    return undefined;
  }

  #span(name: 'duration' | 'peakDuration' | 'every'): string | undefined {
    const text = this.#text(name);
    if (text === undefined || !/^\d+(\.\d+)?$/.test(text)) return text;
    const label = this.#spell(name);
    this.notes.push(`${label}${label.startsWith('--') ? '' : ':'} ${text} is read as ${text}m (minutes)`);
    return `${text}m`;
  }

  #lines(text: string): { line: number; text: string }[] {
    return text
      .split(/\r\n|\r|\n/)
      .map((each, i) => ({ line: i + 1, text: each.trim() }))
      .filter((each) => each.text !== '' && !each.text.startsWith('#'));
  }

  #inputs(): Record<string, string> | undefined {
    const { inputs } = this.#given;
    if (inputs === undefined || (typeof inputs === 'string' && inputs.trim() === '')) return undefined;
    const path = ['scenarios', SCENARIO, 'inputs'];
    const pairs = new Map<string, string>();
    if (typeof inputs === 'string') {
      for (const { line, text } of this.#lines(inputs)) {
        const [, name, value] = /^([^:=\s]+)\s*[:=]\s*(.*)$/.exec(text) ?? [];
        if (name === undefined || value === undefined)
          this.#complain('inputs', path, `expected a line "name: value", got ${quote(text)}`, undefined, line);
        else if (pairs.has(name)) this.#complain('inputs', [...path, name], `the input ${quote(name)} stands here twice`, 'keep one of them', line);
        else pairs.set(name, unquoted(value));
      }
    } else for (const [name, value] of Object.entries(inputs)) pairs.set(name, value);
    for (const [name, value] of pairs) {
      if (findSecrets(value).length > 0) this.#complain('inputs', [...path, name], 'a credential stands here in clear text');
    }
    return Object.fromEntries(pairs);
  }

  #rules(name: 'thresholds' | 'slo'): Record<string, string[]> | undefined {
    const text = this.#text(name);
    if (text === undefined) return undefined;
    const rules = new Map<string, string[]>();
    for (const { line, text: each } of this.#lines(text)) {
      const [, metric, expression] = /^([^:\s]+)\s*:\s*(.+)$/.exec(each) ?? [];
      if (metric === undefined || expression === undefined) {
        this.#complain(name, [name], `expected a line "metric: expression", such as "queue_time: p(90)<60s", got ${quote(each)}`, undefined, line);
      } else rules.set(metric, [...(rules.get(metric) ?? []), unquoted(expression)]);
    }
    return Object.fromEntries(rules);
  }
}

const defined = <T>(key: string, value: T | undefined): Record<string, T> => (value === undefined ? {} : { [key]: value });

/** `"a b"` and `'a b'` as people write them who think of YAML. */
const unquoted = (text: string): string =>
  /^"([^"\\]*)"$|^'([^']*)'$/
    .exec(text)
    ?.slice(1)
    .find((part) => part !== undefined) ?? text;
