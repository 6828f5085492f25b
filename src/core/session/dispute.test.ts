import { describe, expect, it } from 'vitest';
import { planOf, scenarioOf } from '../../../test/support/plans.ts';
import { apply } from './apply.ts';
import { isDisputed } from './dispute.ts';
import type { SessionEvent } from './event.ts';
import type { Session, SlotState } from './session.ts';

const T0 = Date.UTC(2026, 0, 5, 8);

interface Sent {
  readonly atS: number;
  readonly answered?: string;
}

/** A session without keys that sent its slots at these seconds; those that were answered have a run. */
function sessionOf(sent: readonly Sent[], ref?: readonly string[]): Session {
  let session: Session | undefined;
  const note = (atS: number, event: SessionEvent): void => {
    session = apply(session, { at: T0 + atS * 1_000, event });
  };
  const units = sent.map((_, n) => ({ workflow: 'work.yml', keyed: false, ref: ref?.[n] ?? 'main' }));
  const [first = { workflow: 'work.yml', inputs: {} }, ...others] = units.map(({ workflow }) => ({ workflow, inputs: {} }));
  const plan = planOf([scenarioOf({ model: 'closed', runs: sent.length, concurrency: sent.length }, { units: [first, ...others] })]);
  note(0, { type: 'session_started', sessionId: 'abcdef0123456789', generation: 1, seed: 1, plan, version: '0' });
  note(0, { type: 'controller_started', epoch: 1, version: '0' });
  note(0, { type: 'prepared', target: 't', units: [units], warnings: [] });
  note(0, { type: 'scenario_started', scenario: 0 });
  for (const [n, { atS, answered }] of sent.entries()) {
    const slot = `0-${n}`;
    note(atS, { type: 'issued', slot, scenario: 0, n, unit: n });
    note(atS, { type: 'intent', slot, attempt: 1, key: `k${n}` });
    if (answered !== undefined) note(atS + 1, { type: 'acked', slot, key: `k${n}`, runId: answered, url: 'u', by: 'circumstance' });
  }
  if (session === undefined) throw new Error('no session');
  return session;
}

const slotOf = (session: Session, n: number): SlotState => session.slots.get(`0-${n}`) as SlotState;
const madeAt = (atS: number) => ({
  runId: '9',
  title: 'work',
  status: 'queued',
  conclusion: null,
  attempt: 1,
  createdAt: T0 + atS * 1_000,
  url: 'u',
});

describe('whose a run without a key may be', () => {
  it('is left to the dispatch that was sent last before it, while that one has no answer', () => {
    const session = sessionOf([{ atS: 10 }, { atS: 50 }]);
    expect(isDisputed(session, slotOf(session, 0), madeAt(51))).toBe(true);
    expect(isDisputed(session, slotOf(session, 1), madeAt(51))).toBe(false);
  });

  it('is nobody else’s when the later ones have theirs, or were sent after it', () => {
    const answered = sessionOf([{ atS: 10 }, { atS: 50, answered: '8' }]);
    expect(isDisputed(answered, slotOf(answered, 0), madeAt(51))).toBe(false);
    const session = sessionOf([{ atS: 10 }, { atS: 50 }]);
    expect(isDisputed(session, slotOf(session, 0), madeAt(11))).toBe(false);
  });

  it('is never disputed by all: of dispatches of the same instant one may have it', () => {
    const session = sessionOf([{ atS: 10 }, { atS: 10 }, { atS: 10 }]);
    expect([0, 1, 2].map((n) => isDisputed(session, slotOf(session, n), madeAt(11)))).toEqual([true, true, false]);
  });

  it('does not concern dispatches of other workflows or branches', () => {
    const session = sessionOf([{ atS: 10 }, { atS: 50 }], ['main', 'next']);
    expect(isDisputed(session, slotOf(session, 0), madeAt(51))).toBe(false);
  });
});
