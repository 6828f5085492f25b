import { nextNormal, type RandomSource, seededRandom } from '../../src/core/random.ts';
import type { Night, ScalarSeries, Suite } from './series.ts';

/*
 * Data of the same shape as the real ones, for where these are absent. They are made after what the real ones show: all series of a run share the
 * machine's mood, single runs fall out by tens of per cent, and every hundred runs or so a toolchain moves one series for good.
 */

const SUITES: readonly (readonly [name: string, runs: number, series: number, mood: number, own: number])[] = [
  ['rust', 300, 2, 0.09, 0.015],
  ['go', 280, 2, 0.06, 0.01],
  ['javascript', 280, 2, 0.065, 0.008],
  ['python', 230, 2, 0.086, 0.012],
  ['c++', 205, 2, 0.1, 0.014],
  ['criterion', 112, 6, 0.1, 0.08],
  ['catch2', 149, 2, 0.12, 0.08],
  ['julia', 97, 2, 0.06, 0.06],
  ['jmh', 70, 1, 0.05, 0.05],
];

/** Runs of unchanged code on hosted machines. */
export function generateHistory(seed = 'history twin'): readonly Suite[] {
  return SUITES.map(([name, runs, count, mood, own]) => {
    const random = seededRandom(`${seed}/${name}`);
    const moods = Array.from({ length: runs }, () => mood * nextNormal(random) + (random.next() < 0.03 ? 0.3 * random.next() : 0));
    const series = Array.from({ length: count }, (_, i): ScalarSeries => {
      const bigger = name === 'javascript' || name === 'python';
      let level = Math.log(1_000 * 10 ** i);
      const follows = 0.8 + 0.3 * random.next();
      const values = moods.map((shared) => {
        if (random.next() < 0.004) level += 0.1 * nextNormal(random);
        const noise = own * nextNormal(random) * (random.next() < 0.05 ? 3 : 1);
        const log = level + follows * shared + noise;
        return Math.exp(bigger ? 2 * level - log : log);
      });
      const direction = bigger ? 'bigger' : 'smaller';
      return { name: `fib(${10 * (i + 1)})`, unit: bigger ? 'ops/sec' : 'ns/iter', direction, toolDirection: direction, undirected: false, values };
    });
    return { name, runs, series };
  });
}

/** Thirteen nights of 101 benchmarks, 25 values each, of one unchanged program on one machine. */
export function generateNights(seed = 'nights twin'): readonly Night[] {
  const benchmarks = Array.from({ length: 101 }, (_, i) => {
    const random = seededRandom(`${seed}/${i}`);
    return {
      name: `BenchmarkTwin${i}`,
      level: 10 ** (2 + 6 * random.next()),
      scatter: 0.006 * Math.exp(0.75 * nextNormal(random)),
      drift: 0.0007 * Math.exp(0.9 * nextNormal(random)),
      random,
    };
  });
  return Array.from({ length: 13 }, () => {
    return new Map(
      benchmarks.map(({ name, level, scatter, drift, random }) => {
        const tonight = level * Math.exp(drift * nextNormal(random));
        return [name, Array.from({ length: 25 }, () => tonight * Math.exp(noise(random, scatter))).sort((a, b) => a - b)] as const;
      }),
    );
  });
}

/** Lognormal with the odd straggler, always late. */
function noise(random: RandomSource, scatter: number): number {
  return scatter * nextNormal(random) + (random.next() < 0.05 ? 8 * scatter * random.next() : 0);
}
