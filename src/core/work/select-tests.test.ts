import { describe, expect, it } from 'vitest';
import type { Plan, Scenario, Unit } from '../plan/plan.ts';
import { selectTests, shuffleTests } from './select-tests.ts';

const unit = (id: string, needs: readonly string[] = []): Unit => ({
  ...{ workflow: id, inputs: {} },
  work: { id, body: { kind: 'command', run: { shell: 'true' }, exitCode: 0, patterns: [] }, timeoutMs: 1, needs },
});
const units: readonly [Unit, ...Unit[]] = [unit('a'), unit('b', ['a']), unit('c', ['b']), ...['d', 'e', 'f', 'g', 'h'].map((id) => unit(id))];
const scenario: Scenario = {
  ...{ name: 's', test: 'suite', thresholds: [], units, arrivals: { model: 'closed', runs: 16, concurrency: 16 } },
  suite: { name: 's', files: ['s.json'], passRate: 1, requires: [] },
};
const plan = { name: 'p', target: { kind: 'local', local: { order: 'longest-first' } }, scenarios: [scenario] } as unknown as Plan;
const ids = ({ scenarios }: Plan): string[] => scenarios[0].units.map(({ workflow }) => workflow);

describe('selectTests', () => {
  it('keeps a test with what it needs, as often as before', () => {
    const selected = selectTests(plan, ['c', 'e']);
    if ('unknown' in selected) throw new Error('unknown');
    expect(ids(selected.plan)).toEqual(['a', 'b', 'c', 'e']);
    expect(selected.plan.scenarios[0]).toMatchObject({ arrivals: { runs: 8, concurrency: 8 }, suite: { leftOut: 4 } });
  });
  it('names what no suite has', () => expect(selectTests(plan, ['a', 'x'])).toMatchObject({ unknown: ['x'] }));
});

describe('shuffleTests', () => {
  it('gives another order for another seed, the same for the same, and takes the tests in it', () => {
    const first = shuffleTests(plan, '1');
    expect(ids(first)).toEqual(ids(shuffleTests(plan, '1')));
    expect(ids(first).toSorted()).toEqual(ids(plan));
    expect(new Set(['1', '2', '3', '4'].map((seed) => ids(shuffleTests(plan, seed)).join())).size).toBeGreaterThan(1);
    expect(first).toMatchObject({ target: { local: { order: 'fifo' } }, scenarios: [{ suite: { shuffle: '1' } }] });
  });
});
