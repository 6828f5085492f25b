import type { Plan, Scenario } from '../../src/core/plan/plan.ts';
import { reportOf } from '../../src/core/report/report-of.ts';
import type { HarnessResult, ScenarioResult } from '../../src/core/result.ts';
import type { JournalEntry, StopReason } from '../../src/core/session/event.ts';
import type { Session } from '../../src/core/session/session.ts';
import { runSession } from '../../src/engine/run-session.ts';
import { Stopper } from '../../src/engine/stopper.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createMemoryJournal } from '../../src/stores/journal/memory-journal.ts';
import { planOf } from './plans.ts';
import { type Script, type ScriptedTarget, scriptedTarget } from './scripted-target.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

export interface PlayOptions {
  readonly plan?: Partial<Plan>;
  readonly script?: Script;
  /** The controller does not go on between these two instants, in ms from the beginning: whoever sleeps until then sleeps on. */
  readonly stall?: readonly [fromMs: number, toMs: number];
  /** The controller is suspended so long after the beginning. */
  readonly suspendAfterMs?: number;
  /** Events of controllers before this one. */
  readonly entries?: readonly JournalEntry[];
  readonly seed?: number;
}

export interface Played {
  readonly session: Session;
  readonly result: HarnessResult;
  readonly target: ScriptedTarget;
  readonly clock: VirtualClock;
  readonly entries: readonly JournalEntry[];
  /** Of the session's beginning. */
  readonly beganAt: number;
  readonly of: (name: string) => ScenarioResult;
}

/** Executes scenarios on a virtual clock against a target in which every run starts 2 s after it was made. */
export async function play(scenarios: readonly [Scenario, ...Scenario[]], options: PlayOptions = {}): Promise<Played> {
  const { entries = [], stall, suspendAfterMs, seed = 1 } = options;
  const clock = virtualClock(entries.at(-1)?.at);
  const beganAt = clock.now();
  const target = scriptedTarget(clock, options.script);
  const journal = createMemoryJournal(entries);
  const stopper = new Stopper();
  if (suspendAfterMs !== undefined) void clock.sleepUntil(beganAt + suspendAfterMs).then(() => stopper.abort());
  const reason: StopReason = { kind: 'suspended', message: 'its time was over' };
  const session = await clock.run(
    runSession({
      plan: planOf(scenarios, options.plan),
      sessionId: 'abcdef0123456789',
      generation: 1,
      seed,
      version: '0.0.0',
      target,
      journal,
      clock: stall === undefined ? clock : stalling(clock, beganAt + stall[0], beganAt + stall[1]),
      stop: { signal: stopper, reason: () => reason },
    }),
  );
  const { result } = reportOf(session, { cancelCommand: ({ runId }) => `gh run cancel ${runId}` });
  const of = (name: string): ScenarioResult => {
    const found = result.scenarios.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no scenario ${name} in the result`);
    return found;
  };
  return { session, result, target, clock, entries: [...journal.read()], beganAt, of };
}

function stalling(clock: Clock, fromAt: number, toAt: number): Clock {
  return {
    now: () => clock.now(),
    sleepUntil: (at, signal) => clock.sleepUntil(at > fromAt && at < toAt ? toAt : at, signal),
  };
}
