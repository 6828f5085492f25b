import { interleavedPlan } from '../app/interleaved-plan.ts';
import { INTERLEAVE_DEFAULTS } from '../core/interleave/interleaved-scenario.ts';
import { commandLeaf } from '../core/plan/local-keys.ts';
import { INTERLEAVED_METRICS, type InterleavedMetric, type InterleaveSpec, type TargetSpec, type Unit } from '../core/plan/plan.ts';
import { didYouMean } from '../core/plan/suggest.ts';
import { present } from '../core/report/rows.ts';
import { DURATION_FORMS, parseDuration } from '../core/time.ts';
import { executePlan } from './execute-plan.ts';
import type { InterleaveOptions } from './interleave-options.ts';
import { detectOf, readBlocks, share } from './interleave-values.ts';
import { planFor } from './plan-for.ts';
import type { ReadPlan } from './plan-or-error.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** @returns the exit code of the outcome */
export async function interleaveGate(options: InterleaveOptions, world: World): Promise<number> {
  const { tokenEnv, apiUrl, session, speed, failOn, reportDir, json, color } = options;
  const run = { ...present({ tokenEnv, apiUrl, session, speed, failOn, json }), reportDir, color };
  return await executePlan(await planOf(options, world), run, world);
}

async function planOf(options: InterleaveOptions, world: World): Promise<ReadPlan> {
  const { workflow, command, inputs, repository, seed } = options;
  const spec = specOf(options);
  if (workflow === undefined && command === undefined)
    throw new UsageError('--interleave needs a --workflow or a --command to run', { fix: 'such as --workflow simple.yml' });
  const target = options.target ?? (command === undefined ? undefined : 'local');
  const work = command === undefined ? undefined : workOf(command, options, target);
  const { plan, notes } = await planFor(
    undefined,
    { workflow: workflow ?? 'simple.yml', runs: '1', concurrency: '1', ...present({ inputs, repository, target, seed }) },
    world.cwd,
  );
  const [scenario] = plan.scenarios;
  const made = interleavedPlan({
    unit: work ?? scenario.units[0],
    spec,
    target: withSlowHead(plan.target, spec, options.slowHead),
    limits: plan.limits,
    ...present({ seed: plan.seed }),
  });
  return { plan: made, notes };
}

/** The test that `--command` asks for. */
function workOf(command: string, { workflow, inputs, repository }: InterleaveOptions, target: string | undefined): Unit {
  const odd = Object.entries({ '--workflow': workflow, '--inputs': inputs, '--repository': repository }).filter(([, value]) => value !== undefined);
  if (odd.length > 0)
    throw new UsageError(`${odd.map(([flag]) => flag).join(', ')}: a --command is run here, without a workflow`, { fix: 'leave out one of them' });
  if (target !== 'local')
    throw new UsageError(`--command "${command}": the target ${target} runs workflows only`, { fix: 'add --target local, or name a --workflow' });
  const read = commandLeaf.safeParse(command);
  if (!read.success) throw new UsageError(`--command "${command}": ${read.error.issues[0]?.message ?? 'is no command'}`);
  return { workflow: read.data.id, inputs: {}, work: read.data };
}

function specOf(options: InterleaveOptions): InterleaveSpec {
  const { interleave = '', threshold, detect, maxBlocks, maxDuration, metrics } = options;
  const [, base, head] = /^([^\s.](?:(?!\.\.)\S)*)\.\.([^\s.]\S*)$/.exec(interleave) ?? [];
  if (base === undefined || head === undefined)
    throw new UsageError(`--interleave ${interleave}: expected BASE..HEAD, two branches or tags`, { fix: 'such as --interleave main..feature' });
  const margin = threshold === undefined ? INTERLEAVE_DEFAULTS.margin : share('--threshold', threshold);
  const detected = detectOf(detect, margin, threshold ?? '1%');
  const blocks = maxBlocks === undefined ? INTERLEAVE_DEFAULTS.maxBlocks : readBlocks(maxBlocks);
  const maxDurationMs = maxDuration === undefined ? undefined : parseDuration(maxDuration);
  if (maxDuration !== undefined && maxDurationMs === undefined)
    throw new UsageError(`--max-duration: expected a span, got "${maxDuration}"`, { fix: `write it as ${DURATION_FORMS}` });
  const chosen = metrics === undefined ? INTERLEAVE_DEFAULTS.metrics : [...new Set(metrics.split(',').map((name) => metricOf(name.trim())))];
  return { base, head, metrics: chosen, margin, detect: detected, maxBlocks: blocks, ...present({ maxDurationMs }) };
}

function metricOf(name: string): InterleavedMetric {
  const found = INTERLEAVED_METRICS.find((one) => one === name);
  if (found !== undefined) return found;
  const near = didYouMean(name, [...INTERLEAVED_METRICS]);
  throw new UsageError(`--metrics: "${name}" can't be compared in turns${near === undefined ? '' : `, ${near}`}`, {
    fix: `there are ${INTERLEAVED_METRICS.join(', ')}`,
  });
}

function withSlowHead(target: TargetSpec, { base, head }: InterleaveSpec, slowHead: string | undefined): TargetSpec {
  if (slowHead === undefined) return target;
  if (target.kind !== 'simulated') {
    throw new UsageError('--slow-head is for the embedded GitHub: nobody can make a real branch slower', {
      fix: 'leave it out, or add --target simulated',
    });
  }
  if (base === head) throw new UsageError(`--slow-head: base and head are both ${head}, and one branch has one speed`, { fix: 'name two' });
  return { ...target, fleet: { ...target.fleet, slowRefs: { [head]: 1 + share('--slow-head', slowHead) } } };
}
