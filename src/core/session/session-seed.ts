import type { Plan } from '../plan/plan.ts';

/** What a session that begins draws its chance from: the plan's seed, or else one that follows from the session's id. */
export const sessionSeed = (plan: Plan, sessionId: string): number => plan.seed ?? Number.parseInt(sessionId.slice(0, 8), 16);
