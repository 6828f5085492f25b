import { expect, test } from 'vitest';
import { killPlan } from '../soak/kill-plan.ts';
import { killedSession } from '../soak/killed-session.ts';

/** Ten kills in two sessions; `npm run soak` does hundreds, in real time. */
test.concurrent.for([0, 1])('killed at five instants and left alone, session %i tells the truth', async (n) => {
  // Ten times as fast, because what a killed dispatch leaves open takes minutes to be certain.
  const session = await killedSession(killPlan('ci', n, 5), { speed: 10 });
  expect(session.differences, `killed ${session.killed.join('; ')}\n${session.log}`).toEqual([]);
  expect(session.kills).toBeGreaterThan(2);
});
