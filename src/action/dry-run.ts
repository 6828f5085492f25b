import { mostSlots, slotCount } from '../core/load/extent.ts';
import { type Schedule, scenarioSeed, scheduleOf } from '../core/load/schedule.ts';
import { slotUnit } from '../core/load/slot-unit.ts';
import { describeScenario } from '../core/plan/describe-scenario.ts';
import type { Plan, Scenario } from '../core/plan/plan.ts';
import { formatKey, slotId } from '../core/session/key.ts';
import { sessionSeed } from '../core/session/session-seed.ts';
import { formatDuration } from '../core/time.ts';

/** Most dispatches shown of one scenario: a log of ten thousand lines helps nobody. */
const MOST_SHOWN = 1_000;

export interface DryScenario {
  readonly heading: string;
  readonly lines: readonly string[];
}

/**
 * What a plan would send: every dispatch with its instant and its payload, as lines.
 *
 * Refs that only GitHub knows (a repository's default branch) are named as that; the key is sent to workflows that have the input.
 */
export function dryRun(plan: Plan, sessionId: string): readonly DryScenario[] {
  return plan.scenarios.map((scenario, index) => {
    const total = slotCount(scenario.arrivals);
    const shown = Math.min(total ?? 1, MOST_SHOWN);
    const own = scenarioSeed(sessionSeed(plan, sessionId), index);
    const schedule = scheduleOf(scenario.arrivals, own);
    const lines = Array.from({ length: shown }, (_, n) => dispatchOf(scenario, slotUnit(scenario, own, n), index, n, sessionId, whenOf(schedule, n)));
    const more = total === undefined ? [`and more like this, ${howMany(scenario)}`] : total > shown ? [`and ${total - shown} more like these`] : [];
    return { heading: `${scenario.name} (${scenario.test}): ${describeScenario(scenario)}`, lines: [...lines, ...more] };
  });
}

/** Where only the session will tell how many there are. */
function howMany({ arrivals }: Scenario): string {
  if (arrivals.model === 'closed') return 'one for each place that becomes free';
  const most = mostSlots(arrivals);
  return Number.isFinite(most) ? `${most} at most, as the answers come` : 'as the answers come';
}

function dispatchOf(scenario: Scenario, unitIndex: number, index: number, n: number, sessionId: string, when: string): string {
  const unit = scenario.units[unitIndex] ?? scenario.units[0];
  const slot = slotId(index, n);
  const key = formatKey({ session: sessionId, generation: 1, slot, attempt: 1 });
  const payload = JSON.stringify({ ref: unit.ref ?? '(default branch)', inputs: { ...unit.inputs, harness_key: key } });
  return `${slot} ${when} POST /repos/${unit.repository ?? '(this repository)'}/actions/workflows/${unit.workflow}/dispatches ${payload}`;
}

function whenOf(schedule: Schedule, n: number): string {
  if (schedule.model === 'adaptive') return 'at once';
  if (schedule.model === 'open') return `at +${formatDuration(schedule.offsetsMs[n] ?? 0)}`;
  return n < schedule.concurrency ? 'at once' : `when ${n - schedule.concurrency + 1} ${n === schedule.concurrency ? 'has' : 'have'} ended`;
}
