import type { SearchSpec } from '../../plan/plan.ts';
import type { CapacityReport, CapacityTrial } from '../../result.ts';
import type { AdaptiveArrivals, SearchEnds } from './next-search-trial.ts';
import { trialsOf } from './next-search-trial.ts';
import { boundsOf, type SearchEnd, sloLoads } from './next-trial.ts';
import { isKept } from './ramp.ts';
import { formatRate } from './rates.ts';
import { fitScaling } from './scaling.ts';
import { sloRuns } from './slo.ts';
import type { Trial } from './trial.ts';

/** What the trials of a scenario found, for the result. */
export function capacityReport(arrivals: AdaptiveArrivals, trials: readonly Trial[], ends: SearchEnds): CapacityReport {
  if (arrivals.shape === 'ramp') return reportOfRamp(arrivals, trials, ends[0]);
  const { search } = arrivals;
  if (search.pools === undefined || search.pools.length === 0) return reportOfSearch(search, trials, ends[0]);
  return reportOfPools(search, search.pools, trials, ends);
}

function reportOfSearch(spec: SearchSpec, trials: readonly Trial[], { end, limiter, reason }: SearchEnd): CapacityReport {
  const { low, high } = boundsOf(trials);
  const probe = trials.find(({ outcome }) => outcome.probe !== undefined)?.outcome.probe;
  const found = end === 'found' && low !== undefined && high !== undefined;
  const within = probe !== undefined && found && probe.perMinute >= low && probe.perMinute <= high;
  const slo = spec.slo.length === 0 ? undefined : sloOf(spec, trials);
  return {
    verdict: end,
    ...(found && { perMinute: within ? probe.perMinute : Math.sqrt(low * high), interval: [low, high] as const }),
    limiter,
    reason: found || low === undefined ? reason : `${reason}; ${formatRate(low)} was sustained`,
    ...(probe !== undefined && {
      probe: { concurrent: probe.concurrent, executionTime: probe.executionMs / 1_000, n: probe.n, perMinute: probe.perMinute, ci95: probe.ci95 },
    }),
    ...(slo !== undefined && { slo }),
    trials: trials.map(trialOf),
  };
}

function sloOf(spec: SearchSpec, trials: readonly Trial[]): NonNullable<CapacityReport['slo']> {
  const expression = spec.slo.map(({ metric, expression: text }) => `${metric}: ${text}`).join(', ');
  const loads = sloLoads(spec, trials);
  const met = loads.find(({ verdict }) => verdict === 'met');
  const above = loads.findLast(({ perMinute, verdict }) => verdict !== 'met' && (met === undefined || perMinute > met.perMinute));
  if (met === undefined) {
    const tried = loads.map(({ perMinute }) => formatRate(perMinute)).join(', ');
    const reason = loads.length === 0 ? 'no load was held long enough to judge it' : `none of the loads tried (${tried}) met it with 95 % certainty`;
    return { expression, reason };
  }
  const beyond =
    above === undefined
      ? ''
      : `; ${formatRate(above.perMinute)} ${above.verdict === 'missed' ? 'missed it' : `was not proven (a percentile takes ${sloRuns(spec.slo)} runs)`}`;
  return { perMinute: met.perMinute, expression, reason: `${formatRate(met.perMinute)} met it with 95 % certainty${beyond}` };
}

function reportOfRamp(
  { ramp }: Extract<AdaptiveArrivals, { shape: 'ramp' }>,
  trials: readonly Trial[],
  { end, limiter, reason }: SearchEnd,
): CapacityReport {
  const loads = (kept: boolean): number[] =>
    trials.flatMap((trial) =>
      'perMinute' in trial.plan && trial.outcome.verdict !== 'invalid' && isKept(ramp, trial) === kept ? [trial.plan.perMinute] : [],
    );
  const low = Math.max(...loads(true));
  const high = Math.min(...loads(false));
  const found = end === 'found' && Number.isFinite(low) && Number.isFinite(high);
  return {
    verdict: end,
    ...(found && { perMinute: low, interval: [low, high] as const }),
    limiter,
    reason: found ? `${reason}. One trial a level, none repeated` : reason,
    trials: trials.map(trialOf),
  };
}

function reportOfPools(spec: SearchSpec, pools: NonNullable<SearchSpec['pools']>, trials: readonly Trial[], ends: SearchEnds): CapacityReport {
  const reports = pools.map((pool, i) => {
    const end = ends[i] ?? ends[0];
    return { label: pool.label, ...(pool.size !== undefined && { size: pool.size }), capacity: reportOfSearch(spec, trialsOf(trials, i), end) };
  });
  const first = reports[0]?.capacity.perMinute;
  const withSpeedUp = reports.map((report) => {
    const { perMinute } = report.capacity;
    return { ...report, ...(first !== undefined && perMinute !== undefined && { speedUp: perMinute / first }) };
  });
  const points = reports.flatMap(({ size, capacity }) => {
    const n = size ?? capacity.probe?.concurrent;
    return n === undefined || capacity.perMinute === undefined ? [] : [{ size: n, perMinute: capacity.perMinute }];
  });
  const scaling = fitScaling(points);
  const worst = (['invalid', 'inconclusive', 'bound not found', 'found'] as const).find((verdict) =>
    reports.some(({ capacity }) => capacity.verdict === verdict),
  );
  const telling = reports.find(({ capacity }) => capacity.verdict === worst);
  const best = reports
    .filter(({ capacity }) => capacity.perMinute !== undefined)
    .toSorted((a, b) => (b.capacity.perMinute ?? 0) - (a.capacity.perMinute ?? 0))[0];
  const all = worst === 'found' && best !== undefined;
  return {
    verdict: worst ?? 'inconclusive',
    ...(all && best.capacity.perMinute !== undefined && { perMinute: best.capacity.perMinute }),
    ...(all && best.capacity.interval !== undefined && { interval: best.capacity.interval }),
    limiter: all ? 'fleet' : (telling?.capacity.limiter ?? 'unknown'),
    reason: all
      ? `${best.label} sustains most of ${reports.length} pools: ${best.capacity.reason}`
      : `${telling?.label ?? 'a pool'}: ${telling?.capacity.reason ?? ''}`,
    trials: trials.map(trialOf),
    pools: withSpeedUp,
    ...(scaling !== undefined && { scaling }),
  };
}

function trialOf({ plan, outcome, startedAt }: Trial): CapacityTrial {
  return {
    kind: plan.kind,
    perMinute: plan.kind === 'probe' ? plan.fromPerMinute : plan.perMinute,
    ...(startedAt !== undefined && { startedAt: new Date(startedAt).toISOString(), endedAt: new Date(startedAt + outcome.durationMs).toISOString() }),
    runs: outcome.runs,
    verdict: outcome.verdict,
    reason: outcome.reason,
    ...(outcome.cause !== undefined && { cause: outcome.cause }),
  };
}
