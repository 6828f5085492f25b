import type { RampSpec } from '../../plan/plan.ts';
import { formatDuration } from '../../time.ts';
import { rampLevels } from '../extent.ts';
import type { SearchEnd } from './next-trial.ts';
import { formatRate } from './rates.ts';
import { sloVerdict } from './slo.ts';
import type { Trial, TrialPlan } from './trial.ts';

/** Share of a level in which the fleet fills, and nothing is judged. */
const WARMUP_SHARE = 0.25;

/** The next level of a ramp, or why there is none: one trial a level, until one is not kept up with or misses a limit. */
export function nextLevel(ramp: RampSpec, trials: readonly Trial[]): TrialPlan | SearchEnd {
  const levels = rampLevels(ramp);
  const restarted = trials.filter(({ outcome }) => outcome.cause !== 'controller-restart');
  const last = restarted.at(-1);
  if (last?.outcome.verdict === 'invalid') return { end: 'invalid', limiter: last.outcome.cause ?? 'unknown', reason: last.outcome.reason };
  if (last !== undefined && !isKept(ramp, last)) {
    const missed = last.outcome.verdict === 'sustained';
    const reason = missed ? `${loadOf(last)} was sustained, but missed a limit` : `${loadOf(last)} was not sustained: ${last.outcome.reason}`;
    const inConclusive = last.outcome.verdict === 'undecided' && ramp.slo.length === 0;
    return {
      end: restarted.length === 1 || inConclusive ? 'inconclusive' : 'found',
      limiter: 'fleet',
      reason: restarted.length === 1 ? `the first level, ${reason}` : reason,
    };
  }
  const level = levels[restarted.length];
  if (level === undefined) {
    const reason = `the fleet kept up with every level until ${formatRate(levels.at(-1) ?? 0)}, ${formatDuration(ramp.levelMs)} each`;
    return { end: 'bound not found', limiter: 'until', reason };
  }
  return { kind: 'level', perMinute: level, durationMs: ramp.levelMs, warmupMs: WARMUP_SHARE * ramp.levelMs };
}

/** Was the level sustained, and no limit of the ramp missed? */
export function isKept(ramp: RampSpec, { outcome }: Trial): boolean {
  if (outcome.verdict !== 'sustained') return false;
  return ramp.slo.length === 0 || sloVerdict(ramp.slo, [{ plan: { kind: 'level', perMinute: 0, durationMs: 0, warmupMs: 0 }, outcome }]) !== 'missed';
}

const loadOf = ({ plan }: Trial): string => ('perMinute' in plan ? formatRate(plan.perMinute) : 'a load');
