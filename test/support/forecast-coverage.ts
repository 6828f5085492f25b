import { planSession } from '../../src/core/cost/plan-session.ts';
import type { Prediction } from '../../src/core/cost/prediction.ts';
import type { Arrivals } from '../../src/core/plan/plan.ts';
import { measureScenario } from '../../src/core/report/measure.ts';
import type { MetricSummary } from '../../src/core/result.ts';
import { planOf, scenarioOf } from './plans.ts';
import { requestFigures } from './request-figures.ts';

const RUNNERS = 12;
const EXECUTION = { meanMs: 40_000, cv: 0.5 };

const SHAPES: readonly Arrivals[] = [
  { model: 'open', shape: 'constant', rate: { count: 20, perMs: 60_000 }, durationMs: 120_000 },
  { model: 'closed', runs: 40, concurrency: 16 },
];

/**
 * How often a session that really happens (the real controller and target against the embedded GitHub) lies in the interval that the forecast gives.
 *
 * @param sessions of each of two load shapes
 * @returns by number: how many of all sessions lie inside
 */
export async function forecastCoverage(sessions: number): Promise<{ readonly inside: Readonly<Record<string, number>>; readonly of: number }> {
  const inside: Record<string, number> = {};
  for (const [index, arrivals] of SHAPES.entries()) {
    const plan = planOf([scenarioOf(arrivals)]);
    const { whatIf } = planSession(
      { ...plan, limits: { ...plan.limits, pollMs: 2_000 } },
      {
        fleet: { model: { pools: [{ name: 'u', runners: RUNNERS, startupMs: 10_000 }], execution: EXECUTION, failureRate: 0 } },
        jobs: () => [{ key: 'work', labels: ['ubuntu-latest'], workMs: 1 }],
      },
    );
    const [scenario] = whatIf?.scenarios ?? [];
    for (let n = 0; n < sessions; n++) {
      const { session, requests } = await requestFigures({
        arrivals,
        executionMs: EXECUTION.meanMs,
        cv: EXECUTION.cv,
        runners: RUNNERS,
        fleetSeed: 1_000 * index + n,
      });
      const [state] = session.scenarios;
      if (state === undefined) throw new Error('no scenario');
      const { metrics } = measureScenario(session, state);
      const [queue, execution] = [metrics.queue_time as MetricSummary, metrics.execution_time as MetricSummary];
      const note = (name: string, value: number | undefined, prediction: Prediction | undefined): void => {
        if (value === undefined || prediction === undefined) throw new Error(`${name} has no value`);
        inside[name] = (inside[name] ?? 0) + (value >= prediction.low && value <= prediction.high ? 1 : 0);
      };
      note('queue p50', queue.percentiles[50], scenario?.times.queue_time?.p50);
      note('queue p90', queue.percentiles[90], scenario?.times.queue_time?.p90);
      note('execution p50', execution.percentiles[50], scenario?.times.execution_time?.p50);
      note('execution p95', execution.percentiles[95], scenario?.times.execution_time?.p95);
      note('duration', (session.endedAt ?? 0) - session.startedAt, whatIf?.durationMs);
      note('requests', requests, whatIf?.requests);
    }
  }
  return { inside, of: sessions * SHAPES.length };
}
