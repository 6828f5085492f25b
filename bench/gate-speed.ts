/** How long 10,000 rows of 30 raw values a side take: part of `npm run bench`. */
import type { BenchmarkSet } from '../src/core/gate/benchmark-set.ts';
import { compareWithBaseline } from '../src/core/gate/compare-with-baseline.ts';
import { nextNormal, seededRandom } from '../src/core/random.ts';

const ROWS = 10_000;
const VALUES = 30;
const LIMIT_SECONDS = 5;

function generate(seed: string): BenchmarkSet {
  const random = seededRandom(seed);
  const benchmarks = Array.from({ length: ROWS }, (_, row) => {
    const samples = Array.from({ length: VALUES }, () => (1 + (row % 100)) * Math.exp(0.03 * nextNormal(random)));
    const value = samples.reduce((sum, each) => sum + each, 0) / VALUES;
    return { name: `row ${row}`, metrics: [{ metric: 'time', unit: 'ms', direction: 'smaller' as const, value, n: VALUES, samples }] };
  });
  return { format: 'generated', benchmarks };
}

const [before, now] = [generate('before'), generate('now')];
const started = performance.now();
const rows = compareWithBaseline(now, before);
const seconds = (performance.now() - started) / 1_000;
const alarms = rows.filter(({ verdict }) => verdict === 'regressed').length;
console.log(`gate: ${rows.length} rows × ${VALUES} values a side in ${seconds.toFixed(2)} s (at most ${LIMIT_SECONDS} s), ${alarms} false alarms`);
if (seconds > LIMIT_SECONDS || rows.length !== ROWS) process.exitCode = 1;
