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

test('several workflows take turns', () => {
  expect(sentence(closed(4, 2), unit('medium.yml'), unit('simple.yml'))).toBe('4 runs of simple.yml, medium.yml in turn, 2 at a time');
});

test('half a run a second', () => {
  expect(describeRate({ count: 0.5, perMs: 1_000 })).toBe('0.5 runs a second');
});
