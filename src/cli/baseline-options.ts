import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { GateOrder } from '../app/gate-order.ts';
import { openBaselineStore } from '../app/open-baseline-store.ts';
import { systemClock } from '../app/system-clock.ts';
import { buildPlan } from '../core/plan/build-plan.ts';
import { checkPlan } from '../core/plan/check-plan.ts';
import type { BaselineSpec } from '../core/plan/plan.ts';
import { quote } from '../core/plan/problem.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** What says where a baseline is and by which rules is judged. */
export interface BaselineOptions {
  readonly baseline: string;
  readonly threshold?: string;
  readonly rule?: readonly string[];
  readonly id?: string;
}

/** Gates over files of other tools share this id, on both faces. */
export const FILES_GATE = 'benchmarks';

/**
 * Reads a baseline from options, by the rules of the plan file.
 *
 * @throws UsageError with every problem, each with its option
 */
export function readBaselineSpec({ baseline, threshold, rule = [], id }: BaselineOptions): BaselineSpec {
  const from = /^(file|artifact|git):/.test(baseline) ? baseline : `file:${baseline}`;
  const raw = {
    version: 1,
    name: 'gate',
    target: { simulated: {} },
    scenarios: { none: { test: 'performance', workflow: 'none.yml' } },
    baseline: { from, ...(threshold === undefined ? {} : { regression: threshold }), ...(id === undefined ? {} : { id }), rules: rule.map(readRule) },
  };
  const checked = checkPlan(raw);
  const { baseline: spec } = checked.ok ? buildPlan(checked.file).plan : {};
  if (spec !== undefined) return spec;
  const text = (checked.ok ? [] : checked.problems).map((one) => {
    const [, key, place] = one.path;
    const option =
      key === 'regression'
        ? `--threshold ${threshold}`
        : key === 'rules'
          ? `--rule ${rule[Number(place)]}`
          : key === 'id'
            ? `--id ${id}`
            : `--baseline ${baseline}`;
    return `${option}: ${one.message}${one.fix === undefined ? '' : `: ${one.fix}`}`;
  });
  throw new UsageError(text.join('\n'));
}

/** `metric=queue_time,margin=5%` as a rule of the plan file. */
function readRule(text: string): Record<string, unknown> {
  const rule: Record<string, unknown> = {};
  for (const part of text.split(',')) {
    const [, key, value] = /^\s*([a-z-]+)\s*=\s*(.*?)\s*$/.exec(part) ?? [];
    if (key === undefined || value === undefined || key in rule) {
      throw new UsageError(`--rule ${text}: expected KEY=VALUE, each key once, got ${quote(part)}`, {
        fix: 'such as --rule "metric=queue_time,margin=5%"',
      });
    }
    rule[key] = key === 'must-exist' && /^(true|false)$/.test(value) ? value === 'true' : value;
  }
  return rule;
}

/** What `--update-baseline [WHEN]` says. */
export type UpdateOption = string | true | undefined;

/**
 * The gate that the options ask for.
 *
 * @param id where the options name none
 * @throws UsageError; GateInputError where such a baseline can't be had here
 */
export function gateOrderOf(spec: BaselineSpec, id: string, update: UpdateOption, world: Pick<World, 'cwd' | 'env'>): GateOrder {
  if (update !== undefined && update !== true && update !== 'passed' && update !== 'always') {
    throw new UsageError(`--update-baseline ${update}: expected "passed" or "always"`, {
      fix: 'write it after the files, or --update-baseline=passed',
    });
  }
  const remote = spec.from.kind === 'git' ? originOf(world.cwd) : undefined;
  const token = world.env.GITHUB_TOKEN ?? world.env.GH_TOKEN;
  const git = remote === undefined ? undefined : { remote, env: world.env, ...(token !== undefined && token !== '' && { token }) };
  const store = openBaselineStore(spec.from, { clock: systemClock(), cwd: world.cwd, ...(git !== undefined && { git }) });
  return {
    spec,
    id: spec.id ?? id,
    store,
    update: update === 'always' ? 'always' : 'auto',
    standing: update !== undefined ? 'source' : spec.from.kind === 'file' ? 'first' : 'other',
    remedy: 'add --update-baseline to record this run',
  };
}

/** Address of the remote, its credentials left out; a path is told from the folder on. */
function originOf(cwd: string): string | undefined {
  try {
    const text = execFileSync('git', ['remote', 'get-url', 'origin'], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5_000,
    }).trim();
    if (/^\.{0,2}\//.test(text)) return resolve(cwd, text);
    if (!URL.canParse(text) || !text.startsWith('http')) return text;
    const url = new URL(text);
    url.username = '';
    url.password = '';
    return url.href;
  } catch {
    // No git, no repository, no remote: whoever needs one says so.
    return undefined;
  }
}
