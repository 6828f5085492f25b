import { describe, expect, it } from 'vitest';
import { nextNormal, seededRandom } from '../random.ts';
import { type Appended, appendValue, type SeriesValue, startWatch, type WatchOptions } from './series-watch.ts';

/** Lognormal noise with this coefficient of variation. */
function noisy(seed: string, cv: number, levels: readonly number[]): number[] {
  const random = seededRandom(seed);
  return levels.map((level) => level * Math.exp(cv * nextNormal(random)));
}

const level = (count: number, value: number): number[] => Array<number>(count).fill(value);

function watch(values: readonly SeriesValue[], options: WatchOptions = {}): { last: Appended['watch']; appended: Appended[] } {
  let last = startWatch(options);
  const appended = values.map((value) => {
    const answer = appendValue(last, value);
    last = answer.watch;
    return answer;
  });
  return { last, appended };
}

const plain = (values: readonly number[]): SeriesValue[] => values.map((value) => ({ value }));

describe('a series under watch', () => {
  it('finds a step of 10 % in 3 % noise, where it is and soon', () => {
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      const { last } = watch(plain(noisy(seed, 0.03, [...level(60, 100), ...level(40, 110)])));
      expect(last.changePoints).toHaveLength(1);
      const [found] = last.changePoints;
      expect(Math.abs((found?.index ?? 0) - 60)).toBeLessThanOrEqual(2);
      expect(found?.noticedAt).toBeLessThan(75);
      expect(found?.change).toBeGreaterThan(0.05);
      expect(found?.change).toBeLessThan(0.15);
      expect(found?.p).toBeLessThan(0.001);
    }
  });

  it('finds an improvement as well, and the way back', () => {
    const { last } = watch(plain(noisy('dip', 0.02, [...level(40, 100), ...level(40, 80), ...level(40, 100)])));
    expect(last.changePoints.map(({ change }) => Math.sign(change))).toEqual([-1, 1]);
  });

  it('calls at most one change in 1,000 values of pure noise, whether it is 1 % or 20 %', () => {
    let changes = 0;
    let values = 0;
    for (const cv of [0.01, 0.05, 0.2]) {
      for (let seed = 0; seed < 5; seed++) {
        const { last } = watch(plain(noisy(`noise ${cv} ${seed}`, cv, level(400, 50))));
        changes += last.changePoints.length + last.drifts.length;
        values += 400;
      }
    }
    expect(changes / values).toBeLessThanOrEqual(0.001);
  });

  it('raises an alarm for five steps of 1 %, none of which any rule would see', () => {
    for (const seed of ['p', 'q', 'r', 's', 't']) {
      const steps = [0, 1, 2, 3, 4, 5].flatMap((step) => level(50, 100 * 1.01 ** step));
      const { last, appended } = watch(plain(noisy(seed, 0.01, steps)));
      const alarms = [...last.changePoints, ...last.drifts];
      expect(alarms.length, seed).toBeGreaterThan(0);
      expect(alarms.every(({ change }) => change >= 0.025)).toBe(true);
      // Before the third step there is nothing to tell.
      expect(appended.findIndex(({ changePoint, drift }) => changePoint !== undefined || drift !== undefined)).toBeGreaterThan(100);
    }
  });

  it('calls the climb a drift when every step is out of the window of the one before', () => {
    const steps = [0, 1, 2, 3, 4, 5].flatMap((step) => level(150, 100 * 1.01 ** step));
    const { last } = watch(plain(noisy('slow', 0.005, steps)));
    expect(last.changePoints).toEqual([]);
    expect(last.drifts[0]?.change).toBeGreaterThan(0.03);
    expect(last.drifts[0]?.noticedAt).toBeGreaterThan(449);
  });

  it('blames another machine, not the benchmark, when all benchmarks move together', () => {
    const machine = [...level(50, 0), ...level(50, Math.log(1.25))];
    const own = noisy(
      'own',
      0.03,
      machine.map((step) => 200 * Math.exp(step)),
    );
    const others = noisy('others', 0.02, machine.map(Math.exp));
    const together = own.map((value, i) => ({ value, control: Math.log(others[i] ?? 1) }));
    expect(watch(together).last.changePoints).toEqual([]);
    expect(watch(plain(own)).last.changePoints).toHaveLength(1);
  });

  it('still sees a benchmark that moves alone', () => {
    const own = noisy('own', 0.03, [...level(50, 200), ...level(50, 240)]);
    const others = noisy('others', 0.1, level(100, 1));
    const values = own.map((value, i) => ({ value, control: Math.log(others[i] ?? 1) }));
    expect(watch(values).last.changePoints).toHaveLength(1);
  });

  it('sees any change of what has no noise: 1,000 instructions, then 1,001', () => {
    const { last } = watch(plain([...level(20, 1000), ...level(10, 1001)]));
    expect(last.changePoints).toEqual([
      { index: 20, noticedAt: 24, before: expect.closeTo(1000, 6), after: expect.closeTo(1001, 6), change: expect.closeTo(0.001, 9), p: 0 },
    ]);
    expect(watch(plain(level(200, 7))).last.changePoints).toEqual([]);
  });

  it('refuses values that have no ratio, and options that make no sense', () => {
    expect(() => appendValue(startWatch(), { value: 0 })).toThrow('got 0');
    expect(() => appendValue(startWatch(), { value: Number.NaN })).toThrow('got NaN');
    expect(() => startWatch({ fewest: 1 })).toThrow('from 2, got 1');
    expect(() => startWatch({ window: 8 })).toThrow("can't hold two levels of 5");
  });
});
