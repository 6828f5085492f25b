import { expect, test } from 'vitest';
import { parsePlan } from './parse-plan.ts';

const problems = (scenarios: string, more = '') => {
  const text = `version: 1\nname: t\ntarget: { github: { workflow: simple.yml } }\nscenarios:\n${scenarios}\n${more}`;
  const read = parsePlan(text, { format: 'yaml' });
  return read.ok ? [] : read.problems;
};

test.each<[string, ...string[]]>([
  [
    '{ test: load, rate: 120/min, duration: 10m }',
    '28 scenarios.one.rate: asks for 120 runs a minute, and one token can send 60: one every 1 s (limits.mutation-spacing), so that its 1,200 dispatches take 1,199 s at least: lower the rate to 60/min, or set limits.mutation-spacing to 500ms, or let one dispatch start a matrix of jobs',
  ],
  [
    '{ test: load, start-rate: 5/min, stages: [{ duration: 10m, target: 30/min }, { duration: -5m, target: 0 }] }',
    '97 scenarios.one.stages.1.duration: stage 2 would start at 10m and end at 5m, before it starts: a duration is more than 0; "0s" goes to the target at once',
  ],
  [
    '{ test: spike, rate: 5/min, peak: 4/min, peak-duration: 20m, duration: 15m }',
    '42 scenarios.one.peak: the peak of 4/min is no higher than the rate of 5/min: raise it, or write "test: load"',
    '64 scenarios.one.peak-duration: the peak lasts 20m, and the whole test 15m: it would begin 2m30s before the start: make it shorter than duration',
  ],
  [
    '{ test: stress, initial: 30/min, max-rate: 20/min, slo: { queue_tme: p(90)<60s } }',
    '66 scenarios.one.slo.queue_tme: unknown metric "queue_tme": did you mean "queue_time"? known: queue_time, execution_time, wait_time, wait_time_from_sent, total_time, orchestration_time, release_latency, dispatch_lateness, dispatch_latency, detection_lag, run_execution_time, failed, shed, lost',
  ],
  [
    '{ test: stress, initial: 30/min, max-rate: 20/min }',
    '51 scenarios.one.max-rate: the search would begin at 30/min, above its end at 20/min: raise max-rate, or begin lower',
  ],
  [
    '{ test: stress, max-rate: 200/min }',
    '34 scenarios.one.max-rate: asks for 200 runs a minute at its peak, and one token can send 60: one every 1 s (limits.mutation-spacing): lower the rate to 60/min, or let one dispatch start a matrix of jobs',
  ],
  [
    '{ test: stress, initial: 30/min, increment: 5/min }',
    '3 scenarios.one.until: is missing: expected a rate such as "10/min", "0.5/s", "100/h", "1/day", "500/10s": the simple ramp takes initial, increment, until and every; without them the breaking point is searched for',
    '3 scenarios.one.every: is missing: expected a duration such as "500ms", "30s", "5m", "1h30m", "2d"',
  ],
  [
    '{ test: load, bursts: [100, 10], every: 1m }',
    '30 scenarios.one.bursts: sends 100 runs in burst 1, which takes 1m40s at one every 1 s (limits.mutation-spacing), and the next burst comes 1m after it: make the bursts smaller or rarer, or let one dispatch start a matrix of jobs',
  ],
  [
    '{ test: load, rate: 1/min, bursts: [1], duration: 5m }',
    '35 scenarios.one.bursts: "bursts" and "rate" both say how runs arrive: keep one of them',
  ],
  [
    '{ test: load, sine: { mean: 5/min, amplitude: 6/min, period: 1h }, duration: 2h }',
    '54 scenarios.one.sine.amplitude: a mean of 5/min less 6/min is a rate below 0: an amplitude is at most the mean',
  ],
  [
    '{ test: load, rate: 1/min, duration: 5m, warmup: 10m }',
    '57 scenarios.one.warmup: the last run is sent 5m after the start, and 10m are warm-up: nothing would be measured: make it shorter',
  ],
  [
    '{ test: scalability, over: { inputs.runs_on: [a, b] }, sizes: [4] }',
    '70 scenarios.one.sizes: has 1 size for 2 pools: one for each value of over, in its order',
  ],
  [
    '{ test: load, stages: [{ duration: 5m, target: 0 }] }',
    '30 scenarios.one.stages: no run is ever sent: every stage is at rate 0 or takes no time: give a stage a target above 0 and a duration',
  ],
  ['{ test: load, trace: nowhere.csv }', '29 scenarios.one.trace: nobody can read files here: give parsePlan a readFile'],
  [
    '{ executor: constant-vus, vus: 3 }',
    '3 scenarios.one.test: is missing: expected "performance", "load", "stress", "spike", "endurance", "scalability" or "suite": write "test: performance" beside the executor',
  ],
  [
    '{ test: performance, executor: ramping-vus, vus: 3, runs: 5 }',
    '3 scenarios.one.stages: is missing: expected stages such as "[{ duration: 5m, target: 10 }]"',
    '52 scenarios.one.vus: "vus" does not belong to "executor: ramping-vus": remove it',
    '60 scenarios.one.runs: "runs" is said by vus and iterations where there is an executor: remove it',
  ],
  [
    '{ test: load, rate: 100 jobs/min, duration: 5m }',
    '28 scenarios.one.rate: is a rate of jobs, and nothing says how many jobs a run has: add jobs-per-run, or say it in runs',
  ],
  [
    '{ test: load, rate: 1/min, duration: 5m, late: { policy: shift, bound: 3s }, thresholds: { queue_time: { expr: p(90)<60s, for: 3, abrt: true } } }',
    '72 scenarios.one.late.bound: shift drops nothing, so it has no bound: remove it',
    '130 scenarios.one.thresholds.queue_time.for: "for" counts windows, and there is none: add a window, such as "window: 5m"',
    '138 scenarios.one.thresholds.queue_time.abrt: unknown key "abrt": did you mean "abort"?',
  ],
  [
    '{ test: load, rate: 1/min, duration: 5m, jobs-per-run: 10, inputs: { count: 5 } }',
    '49 scenarios.one.jobs-per-run: is sent as the input count, and inputs.count says another number: keep one of them',
  ],
])('%s', (scenario, ...expected) => {
  expect(
    problems(`  one: ${scenario}`).map(({ column, path, message, fix }) => `${column} ${path}: ${message}${fix === undefined ? '' : `: ${fix}`}`),
  ).toEqual(expected);
});

test.each([
  [
    'each other',
    ['a: { test: performance, after: b }', 'b: { test: performance, after: a }'],
    'a waits for b, b waits for a: none of them would ever begin',
  ],
  [
    'the one behind',
    ['a: { test: performance, after: b }', 'b: { test: performance }'],
    'a waits for b, b comes after a in the file: none of them would ever begin',
  ],
  ['itself', ['a: { test: performance, after: [a] }'], 'a would wait for itself'],
  ['nobody', ['calm: { test: performance }', 'b: { test: performance, after: [calm, clam] }'], 'the plan has no scenario "clam"'],
])('a scenario that waits for %s', (_, scenarios, message) => {
  expect(problems(scenarios.map((one) => `  ${one}`).join('\n')).map((problem) => problem.message)).toEqual([message]);
});

test('scenarios that wait for each other in a sensible way are fine', () => {
  const all = [
    'a: { test: performance }',
    'b: { test: performance, start: 0s }',
    'c: { test: performance, after: [a, b], start: 5m }',
    'd: { test: performance }',
  ];
  expect(problems(all.map((one) => `  ${one}`).join('\n'))).toEqual([]);
});
