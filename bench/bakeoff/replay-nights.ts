import { compareSamples } from '../../src/core/gate/compare-samples.ts';
import { decideRow } from '../../src/core/gate/decide-row.ts';
import { limitsOf, rulesFor } from '../../src/core/gate/gate-policy.ts';
import type { GateVerdict } from '../../src/core/result.ts';
import { benjaminiHochberg, holm } from '../../src/core/stats/multiplicity.ts';
import { SAMPLE_RULES } from './sample-rules.ts';
import type { Night } from './series.ts';

/** Slowdowns that are put on all values of one benchmark, the others being left as they are. */
export const SLOWDOWNS = [1.02, 1.05, 1.1] as const;
const ALPHA = 0.05;

/** What a rule did over all pairs of neighbouring nights. */
export interface NightScore {
  readonly rule: string;
  readonly decisions: number;
  readonly falseAlarms: number;
  readonly nights: number;
  readonly nightsWithAlarm: number;
  /** By {@link SLOWDOWNS}. */
  readonly seen: readonly number[];
  readonly inconclusive: number;
}

interface Pair {
  readonly before: readonly number[];
  readonly now: readonly number[];
}

/** Neighbouring nights, benchmark by benchmark. */
function pairsOf(nights: readonly Night[]): readonly (readonly Pair[])[] {
  return nights.slice(1).map((night, i) =>
    [...night].flatMap(([name, now]) => {
      const before = nights[i]?.get(name);
      return before === undefined ? [] : [{ before, now }];
    }),
  );
}

const slowed = (values: readonly number[], by: number): readonly number[] => (by === 1 ? values : values.map((value) => value * by));

/** Every other tool's rule; each benchmark is decided for itself. */
export function replaySampleRules(nights: readonly Night[]): readonly NightScore[] {
  const all = pairsOf(nights);
  return SAMPLE_RULES.map(([rule, alarm]) => {
    const count = (pairs: readonly Pair[], by: number): number => pairs.filter(({ before, now }) => alarm(before, slowed(now, by))).length;
    const falseByNight = all.map((pairs) => count(pairs, 1));
    return {
      rule,
      decisions: all.flat().length,
      falseAlarms: falseByNight.reduce((sum, each) => sum + each, 0),
      nights: all.length,
      nightsWithAlarm: falseByNight.filter((each) => each > 0).length,
      seen: SLOWDOWNS.map((by) => count(all.flat(), by)),
      inconclusive: 0,
    };
  });
}

/** Our gate at default settings, the whole night being one family. */
export function replayOurNights(nights: readonly Night[], adjustment: 'bh' | 'holm'): NightScore {
  const adjust = adjustment === 'bh' ? benjaminiHochberg : holm;
  const seen = SLOWDOWNS.map(() => 0);
  let decisions = 0;
  let falseAlarms = 0;
  let nightsWithAlarm = 0;
  let inconclusive = 0;
  const all = pairsOf(nights);
  for (const pairs of all) {
    const level = ALPHA / pairs.length;
    const limits = limitsOf('samples', rulesFor({}, '', { metric: 'time' }), {});
    const evidenceOf = ({ before, now }: Pair, by: number) =>
      compareSamples({ baseline: before, current: slowed(now, by), direction: 'smaller' }, limits, level);
    const plain = pairs.map((pair) => evidenceOf(pair, 1));
    const p = plain.map((evidence) => evidence.p?.worse ?? 1);
    const verdict = (i: number, evidence: (typeof plain)[number]): GateVerdict => {
      const family = p.with(i, evidence.p?.worse ?? 1);
      const better = adjust(plain.map((each) => each.p?.better ?? 1));
      const metric = { metric: 'time', unit: 'ns', direction: 'smaller' as const, value: evidence.current };
      const view = { alpha: ALPHA, worse: adjust(family)[i] ?? 1, better: better[i] ?? 1, mde: evidence.mde?.(level) ?? Number.POSITIVE_INFINITY };
      return decideRow(evidence, view, metric, metric).verdict;
    };
    let alarmed = false;
    for (const [i, evidence] of plain.entries()) {
      decisions++;
      const calm = verdict(i, evidence);
      if (calm === 'inconclusive') inconclusive++;
      if (calm === 'regressed') {
        falseAlarms++;
        alarmed = true;
      }
      for (const [e, by] of SLOWDOWNS.entries()) {
        const pair = pairs[i];
        if (pair !== undefined && verdict(i, evidenceOf(pair, by)) === 'regressed') seen[e] = (seen[e] ?? 0) + 1;
      }
    }
    if (alarmed) nightsWithAlarm++;
  }
  const rule = `OURS, default settings${adjustment === 'holm' ? ', Holm' : ''}`;
  return { rule, decisions, falseAlarms, nights: all.length, nightsWithAlarm, seen, inconclusive };
}
