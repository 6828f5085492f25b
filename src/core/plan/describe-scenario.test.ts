import { expect, test } from 'vitest';
import { describeRate, describeScenario } from './describe-scenario.ts';
import type { Arrivals, Scenario, Unit } from './plan.ts';

const unit = (workflow: string): Unit => ({ workflow, inputs: {} });
const sentence = (arrivals: Arrivals, ...more: Unit[]) => {
  const scenario: Scenario = {
    name: 'x',
    test: arrivals.model === 'open' ? 'load' : 'performance',
    arrivals,
    units: [unit('simple.yml'), ...more],
    thresholds: [],
  };
  return describeScenario(scenario);
};
const closed = (runs: number, concurrency: number): Arrivals => ({ model: 'closed', runs, concurrency });
const open = (count: number, perMs: number, durationMs: number): Arrivals => ({
  model: 'open',
  shape: 'constant',
  rate: { count, perMs },
  durationMs,
});

test.each([
  [closed(30, 5), '30 runs of simple.yml, 5 at a time'],
  [closed(30, 1), '30 runs of simple.yml, one after the other'],
  [closed(5, 5), '5 runs of simple.yml, all at once'],
  [closed(1, 5), '1 run of simple.yml'],
  [open(10, 60_000, 1_800_000), '10 runs a minute for 30m: 300 runs of simple.yml, evenly spaced'],
  [open(1, 86_400_000, 60_000), '1 run a day for 1m: 1 run of simple.yml'],
  [open(500, 10_000, 20_000), '500 runs every 10s for 20s: 1000 runs of simple.yml, evenly spaced'],
])('%j', (arrivals, text) => {
  expect(sentence(arrivals)).toBe(text);
});

const perMinute = (count: number) => ({ count, perMs: 60_000 });
const stage = (from: number, to: number, minutes: number) => ({ from: perMinute(from), to: perMinute(to), durationMs: minutes * 60_000 });

test.each<[Arrivals, string]>([
  [
    { model: 'open', shape: 'segments', segments: [stage(5, 5, 6.5), stage(60, 60, 2), stage(5, 5, 6.5)], spacing: 'even' },
    '5 runs a minute for 6m30s, 60 for 2m, 5 for 6m30s: 185 runs of simple.yml, evenly spaced',
  ],
  [
    { model: 'open', shape: 'segments', segments: [stage(0, 0, 1), stage(0, 30, 5), stage(30, 0, 5)], spacing: 'poisson' },
    'nothing for 1m, from 0 to 30 runs a minute in 5m, from 30 to 0 in 5m: 150 runs of simple.yml, at random (Poisson)',
  ],
  [
    { model: 'open', shape: 'segments', segments: Array.from({ length: 8 }, (_, n) => stage(n + 1, n + 1, 1)), spacing: 'even' },
    '1 run a minute for 1m, 2 for 1m, 3 for 1m, 4 for 1m, 5 for 1m, … (8 in all): 36 runs of simple.yml, evenly spaced',
  ],
  [{ model: 'open', shape: 'bursts', sizes: [10, 10, 10], everyMs: 300_000 }, '3 bursts of 10, one every 5m: 30 runs of simple.yml'],
  [{ model: 'open', shape: 'bursts', sizes: [7], everyMs: 60_000 }, 'a burst of 7: 7 runs of simple.yml'],
  [
    {
      model: 'open',
      shape: 'sine',
      mean: perMinute(10),
      amplitude: { count: 240, perMs: 3_600_000 },
      periodMs: 3_600_000,
      phaseMs: 0,
      durationMs: 7_200_000,
    },
    '10 runs a minute, 4 more and less every 1h, for 2h: 1200 runs of simple.yml',
  ],
  [{ model: 'open', shape: 'trace', source: 'a.csv', offsetsMs: [0, 60_000] }, 'a.csv replayed over 1m: 2 runs of simple.yml'],
  [
    { model: 'closed', shape: 'places', segments: [{ from: 4, to: 4, durationMs: 600_000 }] },
    'runs of simple.yml for 10m, as many as come over 4 places',
  ],
  [
    {
      model: 'closed',
      shape: 'places',
      segments: [
        { from: 1, to: 10, durationMs: 300_000 },
        { from: 10, to: 10, durationMs: 60_000 },
      ],
    },
    'runs of simple.yml for 6m, as many as come over 10 places at most (1 to 10 for 5m, 10 for 1m)',
  ],
])('%j', (arrivals, text) => {
  expect(sentence(arrivals)).toBe(text);
});

test('weighted units say their shares', () => {
  const scenario: Scenario = {
    name: 'x',
    test: 'load',
    arrivals: closed(4, 2),
    units: [unit('a.yml'), unit('b.yml'), unit('b.yml')],
    weights: [3, 2, 1],
    jobsPerRun: 16,
    thresholds: [],
  };
  expect(describeScenario(scenario)).toBe('4 runs of a.yml (50%), b.yml #2 (33%), b.yml #3 (17%), 2 at a time, 16 jobs each');
});

test('several workflows take turns', () => {
  expect(sentence(closed(4, 2), unit('medium.yml'), unit('simple.yml'))).toBe('4 runs of simple.yml, medium.yml in turn, 2 at a time');
});

test('half a run a second', () => {
  expect(describeRate({ count: 0.5, perMs: 1_000 })).toBe('0.5 runs a second');
});
