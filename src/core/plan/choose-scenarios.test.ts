import { expect, test } from 'vitest';
import { planOf, scenarioOf } from '../../../test/support/plans.ts';
import { chooseScenarios } from './choose-scenarios.ts';
import type { Begin } from './plan.ts';

const scenario = (name: string, begin?: Begin) =>
  scenarioOf({ model: 'closed', runs: 1, concurrency: 1 }, { name, ...(begin !== undefined && { begin }) });
const plan = planOf([
  scenario('a'),
  scenario('b', { kind: 'at', offsetMs: 0 }),
  scenario('c', { kind: 'after', scenarios: [0, 1], delayMs: 60_000 }),
  scenario('d', { kind: 'after', scenarios: [2], delayMs: 0 }),
]);
const begins = (names: readonly string[]) => chooseScenarios(plan, names).scenarios.map(({ name, begin }) => [name, begin]);

test('those left out are named, so that nobody takes them for lost', () => {
  expect(chooseScenarios(plan, ['d', 'b']).leftOut).toEqual(['a', 'c']);
  expect(chooseScenarios(plan, ['d', 'c', 'b', 'a'])).toEqual(plan);
});

test('what is left waits for what is left', () => {
  expect(begins(['b', 'c', 'd'])).toEqual([
    ['b', { kind: 'at', offsetMs: 0 }],
    ['c', { kind: 'after', scenarios: [0], delayMs: 60_000 }],
    ['d', { kind: 'after', scenarios: [1], delayMs: 0 }],
  ]);
  expect(begins(['a', 'd'])).toEqual([
    ['a', undefined],
    ['d', undefined],
  ]);
});
