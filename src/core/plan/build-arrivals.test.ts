import { expect, test } from 'vitest';
import { parsePlan } from './parse-plan.ts';
import type { Arrivals, Plan, Scenario } from './plan.ts';

function planOf(scenarios: string, target = 'github: { workflow: simple.yml, inputs: { a: 1 } }'): Plan {
  const text = `version: 1\nname: t\ntarget: { ${target} }\nscenarios:\n${scenarios}\n`;
  const read = parsePlan(text, { format: 'yaml', readFile: (path) => ({ ok: true, text: path === 'trace.csv' ? 'at\n10\n12.5\n11' : '' }) });
  if (!read.ok) throw new Error(read.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return read.plan;
}
const scenario = (keys: string, target?: string): Scenario => planOf(`  one: { ${keys} }`, target).scenarios[0];
const perMinute = (count: number) => ({ count, perMs: 60_000 });
const flat = (count: number, durationMs: number) => ({ from: perMinute(count), to: perMinute(count), durationMs });
const none = perMinute(0);

test.each<[string, Arrivals]>([
  ['test: load, rate: 10/min, duration: 30m', { model: 'open', shape: 'constant', rate: perMinute(10), durationMs: 1_800_000 }],
  [
    'test: load, rate: 10/min, duration: 30m, arrivals: poisson',
    { model: 'open', shape: 'segments', segments: [flat(10, 1_800_000)], spacing: 'poisson' },
  ],
  ['test: endurance, rate: 1/min, duration: 4h', { model: 'open', shape: 'constant', rate: perMinute(1), durationMs: 14_400_000 }],
  ['test: load, bursts: [10, 20, 10], every: 5m', { model: 'open', shape: 'bursts', sizes: [10, 20, 10], everyMs: 300_000 }],
  [
    'test: spike, rate: 5/min, peak: 60/min, peak-duration: 2m, duration: 15m',
    { model: 'open', shape: 'segments', segments: [flat(5, 390_000), flat(60, 120_000), flat(5, 390_000)], spacing: 'even' },
  ],
  [
    'test: load, executor: ramping-arrival-rate, start-rate: 5/min, stages: [{ duration: 5m, target: 30/min }, { duration: 0s, target: 10/min }, { duration: 1m, target: 0 }]',
    {
      model: 'open',
      shape: 'segments',
      segments: [{ from: perMinute(5), to: perMinute(30), durationMs: 300_000 }, flat(10, 0), { from: perMinute(10), to: none, durationMs: 60_000 }],
      spacing: 'even',
    },
  ],
  [
    'test: load, executor: constant-arrival-rate, time-unit: 1m, rate: 30, duration: 5m',
    { model: 'open', shape: 'constant', rate: perMinute(30), durationMs: 300_000 },
  ],
  [
    'test: load, executor: ramping-arrival-rate, time-unit: 1m, start-rate: 0, stages: [{ duration: 5m, target: 30 }]',
    { model: 'open', shape: 'segments', segments: [{ from: none, to: perMinute(30), durationMs: 300_000 }], spacing: 'even' },
  ],
  [
    'test: load, stairs: { from: 5/min, step: 150/h, levels: 3, every: 2m, ramp: 30s }',
    {
      model: 'open',
      shape: 'segments',
      segments: [
        flat(5, 120_000),
        { from: perMinute(5), to: perMinute(7.5), durationMs: 30_000 },
        flat(7.5, 120_000),
        { from: perMinute(7.5), to: perMinute(10), durationMs: 30_000 },
        flat(10, 120_000),
      ],
      spacing: 'even',
    },
  ],
  [
    'test: load, sine: { mean: 10/min, amplitude: 8/min, period: 1h, phase: 15m }, duration: 2h',
    { model: 'open', shape: 'sine', mean: perMinute(10), amplitude: perMinute(8), periodMs: 3_600_000, phaseMs: 900_000, durationMs: 7_200_000 },
  ],
  ['test: load, trace: trace.csv', { model: 'open', shape: 'trace', source: 'trace.csv', offsetsMs: [0, 1_000, 2_500] }],
  ['test: performance', { model: 'closed', runs: 10, concurrency: 5 }],
  ['test: performance, executor: shared-iterations, vus: 4, iterations: 30', { model: 'closed', runs: 30, concurrency: 4 }],
  ['test: performance, executor: per-vu-iterations, vus: 4, iterations: 30', { model: 'closed', runs: 120, concurrency: 4 }],
  [
    'test: performance, executor: constant-vus, vus: 4, duration: 5m',
    { model: 'closed', shape: 'places', segments: [{ from: 4, to: 4, durationMs: 300_000 }] },
  ],
  [
    'test: performance, executor: ramping-vus, stages: [{ duration: 5m, target: 10 }, { duration: 1m, target: 0 }]',
    {
      model: 'closed',
      shape: 'places',
      segments: [
        { from: 1, to: 10, durationMs: 300_000 },
        { from: 10, to: 0, durationMs: 60_000 },
      ],
    },
  ],
  // One dispatch a second at the most, and the search begins at a tenth.
  ['test: stress', { model: 'adaptive', shape: 'search', search: { initial: perMinute(6), maxRate: perMinute(60), slo: [] } }],
  [
    'test: stress, initial: 5/min, max-rate: 30/min, max-runs: 500, duration: 2h',
    {
      model: 'adaptive',
      shape: 'search',
      search: { initial: perMinute(5), maxRate: perMinute(30), slo: [], maxRuns: 500, maxDurationMs: 7_200_000 },
    },
  ],
  [
    'test: stress, initial: 5/min, increment: 5/min, until: 30/min, every: 5m',
    { model: 'adaptive', shape: 'ramp', ramp: { initial: perMinute(5), increment: perMinute(5), until: perMinute(30), levelMs: 300_000, slo: [] } },
  ],
  ['test: load, rate: 100 jobs/min, duration: 5m, jobs-per-run: 50', { model: 'open', shape: 'constant', rate: perMinute(2), durationMs: 300_000 }],
])('%s', (keys, arrivals) => {
  expect(scenario(keys).arrivals).toEqual(arrivals);
});

test('pools: a unit for each, its size from the file or from the simulated fleet', () => {
  const keys = `test: scalability, over: { inputs.runs_on: [pool-4, '"pool-8"'] }, max-rate: 30/min`;
  const { arrivals, units } = scenario(
    keys,
    'simulated: { workflow: simple.yml, startup: 3s, pools: { pool-4: { runners: 4 }, pool-8: { runners: 8, startup: 9s } } }',
  );
  expect(units.map(({ inputs }) => inputs)).toEqual([{ runs_on: 'pool-4' }, { runs_on: '"pool-8"' }]);
  expect(arrivals.shape === 'search' && arrivals.search.pools).toEqual([
    { label: 'pool-4', unit: 0, size: 4 },
    { label: 'pool-8', unit: 1, size: 8 },
  ]);
  const sized = scenario(`${keys}, sizes: [40, 80]`).arrivals;
  expect(sized.shape === 'search' && sized.search.pools?.map(({ size }) => size)).toEqual([40, 80]);
});

test('a simulated fleet of pools', () => {
  const { target } = planOf(
    '  one: { test: performance }',
    'simulated: { workflow: simple.yml, startup: 3s, pools: { a: { runners: 4 }, b: { runners: 8, startup: 9s } } }',
  );
  expect(target).toMatchObject({
    fleet: {
      runners: 12,
      pools: [
        { label: 'a', runners: 4, startupMs: 3_000 },
        { label: 'b', runners: 8, startupMs: 9_000 },
      ],
    },
  });
});

test('units: what one does not say is as in the scenario, then as in the target', () => {
  const { units, weights, jobsPerRun } = scenario(
    'test: performance, ref: main, inputs: { b: 2 }, jobs-per-run: 16, units: [{ workflow: x.yml, weight: 3 }, { repository: acme/other, ref: dev, inputs: { a: 9 } }]',
  );
  expect(units).toEqual([
    { workflow: 'x.yml', ref: 'main', inputs: { a: '1', b: '2', count: '16' } },
    { workflow: 'simple.yml', repository: 'acme/other', ref: 'dev', inputs: { a: '9', b: '2', count: '16' } },
  ]);
  expect([weights, jobsPerRun]).toEqual([[3, 1], 16]);
  expect(scenario('test: performance, units: [{ workflow: a.yml }, { workflow: b.yml }]').weights).toBeUndefined();
});

test('when a scenario begins, what of it counts, and what becomes of late slots', () => {
  const keys = (more: string) => `test: load, rate: 1/min, duration: 10m${more}`;
  const { scenarios } = planOf(
    [
      `  a: { ${keys('')} }`,
      `  b: { ${keys(', start: 0s, late: drop')} }`,
      `  c: { ${keys(', start: 90s, late: { policy: catch-up, bound: 30s }')} }`,
      `  d: { ${keys(', after: [a, c], late: shift, warmup: 2m, graceful-stop: 5m')} }`,
      `  e: { ${keys(', after: b, start: 1m, late: catch-up, graceful-stop: 0s')} }`,
    ].join('\n'),
  );
  expect(scenarios.map(({ begin, late, warmupMs, gracefulStopMs }) => [begin, late, warmupMs, gracefulStopMs])).toEqual([
    [undefined, undefined, undefined, undefined],
    [{ kind: 'at', offsetMs: 0 }, { kind: 'drop', afterMs: 1_000 }, undefined, undefined],
    [{ kind: 'at', offsetMs: 90_000 }, { kind: 'catch-up', maxLateMs: 30_000 }, undefined, undefined],
    [{ kind: 'after', scenarios: [0, 2], delayMs: 0 }, { kind: 'shift' }, 120_000, 300_000],
    [{ kind: 'after', scenarios: [1], delayMs: 60_000 }, { kind: 'catch-up' }, undefined, 0],
  ]);
});

test('thresholds in their long form, and a budget', () => {
  const plan = planOf(
    `  one: { test: performance, thresholds: { queue_time: [{ expr: p(90)<60s, window: 5m, for: 3, abort: true, delay: 2m, min-n: 30 }, max<1h] } }
budget: { api-requests: 800/h, runner-minutes: 3000, cost: $20, wall-time: 8h }`,
  );
  expect(plan.scenarios[0].thresholds).toEqual([
    {
      ...{ metric: 'queue_time', expression: 'p(90)<60s', aggregation: { kind: 'percentile', p: 90 }, comparison: '<', limit: 60 },
      ...{ windowMs: 300_000, inARow: 3, abort: true, delayMs: 120_000, minN: 30 },
    },
    { metric: 'queue_time', expression: 'max<1h', aggregation: { kind: 'max' }, comparison: '<', limit: 3_600 },
  ]);
  expect(plan.budget).toEqual({ apiRequests: { count: 800, perMs: 3_600_000 }, runnerMinutes: 3_000, costUsd: 20, wallTimeMs: 28_800_000 });
});
