import { describe, expect, it } from 'vitest';
import { nextNormal, seededRandom } from '../random.ts';
import { addBlock, type BlockValues, nextBlock, type SequentialState, sequentialChange, startSequential } from './sequential.ts';

/** Plays a comparison to its end on a machine that gets slower all the time. */
function play(start: SequentialState, factors: Readonly<Record<string, number>>, seed: string, scatter = 0.02): SequentialState {
  const random = seededRandom(seed);
  let state = start;
  let time = 0;
  for (let order = nextBlock(state); order !== undefined; order = nextBlock(state)) {
    const values = new Map<string, { base: number[]; head: number[] }>(Object.keys(factors).map((name) => [name, { base: [], head: [] }]));
    for (const revision of order) {
      time++;
      for (const [name, factor] of Object.entries(factors)) {
        const value = (revision === 'head' ? factor : 1) * Math.exp(0.01 * time + scatter * nextNormal(random));
        values.get(name)?.[revision].push(value);
      }
    }
    state = addBlock(state, values as unknown as ReadonlyMap<string, BlockValues>);
  }
  return state;
}
const verdicts = ({ rows }: SequentialState): Record<string, string | undefined> =>
  Object.fromEntries(rows.map(({ name, verdict }) => [name, verdict]));

describe('a comparison in turns', () => {
  it('balances the order: base head head base, head base base head', () => {
    let state = startSequential({ rows: ['a'] });
    expect(nextBlock(state)).toEqual(['base', 'head', 'head', 'base']);
    state = addBlock(state, new Map([['a', { base: [1, 1.1], head: [1, 1] }]]));
    expect(nextBlock(state)).toEqual(['head', 'base', 'base', 'head']);
  });

  it('tells slower, faster and equal apart on a machine that drifts by 1 % a run, and stops', () => {
    const end = play(startSequential({ rows: ['slow', 'fast', 'equal'] }), { slow: 1.08, fast: 0.92, equal: 1 }, 'three');
    expect(verdicts(end)).toEqual({ slow: 'regressed', fast: 'improved', equal: 'passed' });
    expect(end.blocks).toBeLessThan(25);
    const slow = end.rows[0];
    const { change, ci95 } = slow === undefined ? { change: 0 } : sequentialChange(slow);
    expect(change).toBeCloseTo(0.08, 1);
    expect(ci95?.[0]).toBeLessThan(change);
    expect(ci95?.[1]).toBeGreaterThan(change);
  });

  it('never needs more blocks for a larger change, however few there are', () => {
    for (let seed = 0; seed < 50; seed++) {
      const blocks = [1.1, 1.3, 2, 10].map((factor) => play(startSequential({ rows: ['a'] }), { a: factor }, `larger/${seed}`, 0.03).blocks);
      expect(blocks).toEqual(blocks.toSorted((x, y) => y - x));
    }
  });

  it('takes the direction of each row', () => {
    const end = play(startSequential({ rows: ['ops'], bigger: new Set(['ops']) }), { ops: 0.9 }, 'ops');
    expect(verdicts(end)).toEqual({ ops: 'regressed' });
  });

  it('keeps a verdict that has fallen', () => {
    let state = play(startSequential({ rows: ['a'] }), { a: 1 }, 'kept');
    const { decidedAt } = state.rows[0] ?? {};
    for (let i = 0; i < 10; i++) state = addBlock(state, new Map([['a', { base: [1, 1], head: [2, 2] }]]));
    expect(state.rows[0]).toMatchObject({ verdict: 'passed', decidedAt });
  });

  it('is inconclusive when the budget ends first, and for a row that never has values', () => {
    const end = play(startSequential({ rows: ['noisy', 'gone'], maxBlocks: 4 }), { noisy: 1.03 }, 'budget', 0.3);
    expect(verdicts(end)).toEqual({ noisy: 'inconclusive', gone: 'inconclusive' });
    expect(end.blocks).toBe(4);
  });

  it('fails few gates without a change, and sees +5 %', () => {
    let alarms = 0;
    let seen = 0;
    for (let i = 0; i < 300; i++) {
      if (verdicts(play(startSequential({ rows: ['a'] }), { a: 1 }, `calm ${i}`, 0.04)).a === 'regressed') alarms++;
      if (verdicts(play(startSequential({ rows: ['a'] }), { a: 1.05 }, `slow ${i}`, 0.04)).a === 'regressed') seen++;
    }
    expect(alarms).toBeLessThanOrEqual(8);
    expect(seen).toBeGreaterThan(270);
  });

  it('refuses plans and values that make no sense', () => {
    expect(() => startSequential({ rows: [] })).toThrow('at least one row');
    expect(() => startSequential({ rows: ['a'], margin: 0.1 })).toThrow('got 0.05 with a margin of 0.1');
    expect(() => startSequential({ rows: ['a'], minBlocks: 1 })).toThrow('got 1 and 60');
    expect(() => startSequential({ rows: ['a'], alpha: 0 })).toThrow('got 0');
    expect(() => addBlock(startSequential({ rows: ['a'] }), new Map([['a', { base: [1, 0], head: [1, 1] }]]))).toThrow(
      'a: a value must be a number above 0, got 0',
    );
  });
});
