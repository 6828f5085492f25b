import { conduct } from '../../src/app/conduct.ts';
import type { SessionEvent } from '../../src/core/session/event.ts';
import { Stopper } from '../../src/engine/stopper.ts';
import { planOf, scenarioOf } from '../../test/support/plans.ts';
import { scriptedTarget } from '../../test/support/scripted-target.ts';
import { virtualClock } from '../../test/support/virtual-clock.ts';

/** Executes a session of so many runs in virtual time, 200 at a time, with its journal on disk. */
export async function longSession(root: string, runs: number, onEvent: (event: SessionEvent) => void) {
  const clock = virtualClock();
  return await clock.run(
    conduct({
      plan: planOf([scenarioOf({ model: 'closed', runs, concurrency: 200 })]),
      sessionId: 'abcdef0123456789',
      reportRoot: root,
      createTarget: () => scriptedTarget(clock),
      clock,
      stop: { signal: new Stopper(), reason: () => ({ kind: 'signal', signal: 'SIGINT' }) },
      version: 'bench',
      resume: 'auto',
      onEvent: ({ event }) => onEvent(event),
    }),
  );
}
