import { describe, expect, it } from 'vitest';
import { planOf, scenarioOf } from '../../../test/support/plans.ts';
import { apply } from './apply.ts';
import type { SessionEvent } from './event.ts';
import type { Session, SlotState } from './session.ts';
import { unansweredBecause } from './unanswered.ts';

const T0 = Date.UTC(2026, 0, 5, 8);
const OFFSET = { offsetMs: 70_400, residualMs: 500 };

/** A session that sent one slot after three seconds, and one that told the server's clock after ten. */
function sent(keyed: boolean, clock?: typeof OFFSET): { session: Session; slot: SlotState } {
  const plan = planOf([scenarioOf({ model: 'closed', runs: 2, concurrency: 2 }, { units: [{ workflow: 'work.yml', inputs: {} }] })]);
  const events: readonly (readonly [number, SessionEvent])[] = [
    [0, { type: 'session_started', sessionId: 'abcdef0123456789', generation: 1, seed: 1, plan, version: '0' }],
    [0, { type: 'controller_started', epoch: 1, version: '0' }],
    [0, { type: 'prepared', target: 't', units: [[{ workflow: 'work.yml', keyed }]], warnings: [], ...(clock === undefined ? {} : { clock }) }],
    [0, { type: 'scenario_started', scenario: 0 }],
    [3, { type: 'issued', slot: '0-0', scenario: 0, n: 0, unit: 0 }],
    [3, { type: 'intent', slot: '0-0', attempt: 1, key: 'rh_abcdef01_1_0-0_1' }],
  ];
  let session: Session | undefined;
  for (const [atS, event] of events) session = apply(session, { at: T0 + atS * 1_000, event });
  const slot = session?.slots.get('0-0');
  if (session === undefined || slot === undefined) throw new Error('no slot');
  return { session, slot };
}

describe('where to look for the run of a dispatch that was never answered', () => {
  it('is told by its key, where runs show it', () => {
    const { session, slot } = sent(true);
    expect(unansweredBecause(session, slot, 'stopped by SIGINT')).toBe(
      'stopped by SIGINT before its answer came: look for rh_abcdef01_1_0-0_1 in the list of runs',
    );
  });

  it('is told by workflow and time where no run shows a key: the server’s time, if it is known', () => {
    const { session, slot } = sent(false, OFFSET);
    expect(unansweredBecause(session, slot, 'stopped by SIGINT')).toBe(
      'stopped by SIGINT before its answer came: look for a run made about 2026-01-05T08:01:13Z in the list of runs of work.yml, which shows no key',
    );
  });

  it('says whose time it is where the server’s is not known', () => {
    const { session, slot } = sent(false);
    expect(unansweredBecause(session, slot, 'stopped by SIGINT')).toContain("made about 2026-01-05T08:00:03Z (this machine's clock) in the list");
  });
});
