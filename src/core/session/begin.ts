import type { ScenarioState, Session } from './session.ts';

/**
 * When a scenario that has not started may start.
 *
 * @returns an instant, perhaps past; `undefined` while it waits for others to end
 */
export function beginsAt(session: Session, state: ScenarioState): number | undefined {
  const begin = state.scenario.begin ?? { kind: 'previous' };
  switch (begin.kind) {
    case 'at':
      return session.startedAt + begin.offsetMs;
    case 'previous':
      return state.index === 0 ? session.startedAt : session.scenarios[state.index - 1]?.endedAt;
    case 'after': {
      let last = session.startedAt;
      for (const index of begin.scenarios) {
        const endedAt = session.scenarios[index]?.endedAt;
        if (endedAt === undefined) return undefined;
        last = Math.max(last, endedAt);
      }
      return last + begin.delayMs;
    }
  }
}
