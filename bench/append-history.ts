/**
 * How long it takes to append to a history of 5,000 points: to look for change points and drift in the series, and to add the record to the
 * document. Ends with 1 when the middle time of either is above 5 ms.
 *
 *   node bench/append-history.ts
 */
import { addRecords, emptyHistory, type HistoryRecord } from '../src/core/history/history.ts';
import { appendValue, startWatch } from '../src/core/history/series-watch.ts';
import { nextNormal, seededRandom } from '../src/core/random.ts';

const POINTS = 5000;
const TRIES = 500;
const LIMIT_MS = 5;

const random = seededRandom('append');
const valueAt = (i: number): number => 100 * (i % 700 > 350 ? 1.1 : 1) * Math.exp(0.03 * nextNormal(random));

let watch = startWatch();
for (let i = 0; i < POINTS; i++) watch = appendValue(watch, { value: valueAt(i), control: 0.01 * nextNormal(random) }).watch;

const recordAt = (i: number): HistoryRecord => ({
  id: `run-${i}`,
  measuredAt: new Date(i * 60_000).toISOString(),
  benchmarks: [{ name: 'parse', metrics: [{ metric: 'time', unit: 'ms', direction: 'smaller', value: valueAt(i) }] }],
});
const history = addRecords(
  emptyHistory('bench'),
  Array.from({ length: POINTS }, (_, i) => recordAt(i)),
);

function report(name: string, work: (i: number) => void): boolean {
  const times: number[] = [];
  for (let i = 0; i < TRIES; i++) {
    const startedAt = performance.now();
    work(i);
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(share * (TRIES - 1))] ?? Number.NaN;
  process.stdout.write(`${name}: ${at(0.5).toFixed(3)} ms, 99 % within ${at(0.99).toFixed(3)} ms\n`);
  return at(0.5) <= LIMIT_MS;
}

const quiet = report(`append a value to a series of ${POINTS}`, () => appendValue(watch, { value: valueAt(0), control: 0 }));
// The dearest case: a change of level in the window, so that every place is weighed.
let moved = watch;
for (let i = 0; i < 4; i++) moved = appendValue(moved, { value: 200, control: 0 }).watch;
const loud = report('append the value that shows a change point', () => appendValue(moved, { value: 201, control: 0 }));
const stored = report(`add a record to a document of ${POINTS}`, (i) => addRecords(history, [recordAt(POINTS + i)], POINTS + 1));
process.exitCode = quiet && loud && stored ? 0 : 1;
