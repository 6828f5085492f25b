/**
 * How well, and at what cost, the search finds what a fleet sustains: part of `npm run bench`. 1,000 simulated fleets, 2,000 trials a cell, fixed seeds, on as
 * many workers as there are processors; about three minutes on two.
 */
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { cappedCase, overloadTrial, playCase, type SearchFigures, searchCase, WORLDS, type WorldName } from '../test/support/capacity-cases.ts';
import { OVERLOAD_RULES, playRules } from '../test/support/overload-rules.ts';
import { meanWait } from '../test/support/queueing.ts';

const FLEETS = 1_000;
const ODD_FLEETS = 200;
const TRIALS = 2_000;
const RULE_TRIALS = 500;
const LOADS = [0.7, 0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.5];

type Task =
  | { readonly kind: 'search'; readonly world: WorldName; readonly from: number; readonly to: number }
  | { readonly kind: 'capped'; readonly from: number; readonly to: number }
  | { readonly kind: 'overload'; readonly runners: number; readonly load: number; readonly from: number; readonly to: number }
  | { readonly kind: 'rules'; readonly runners: number; readonly load: number; readonly from: number; readonly to: number }
  | { readonly kind: 'theory'; readonly runners: number; readonly load: number };

function work(task: Task): unknown {
  if (task.kind === 'theory') return meanWait(task.runners, task.load, 3_000_000);
  const each = Array.from({ length: task.to - task.from }, (_, n) => task.from + n);
  if (task.kind === 'search') return each.map((i) => playCase(searchCase(task.world, i), task.world === 'plain'));
  if (task.kind === 'capped') return each.map((i) => playCase(cappedCase(i), false));
  if (task.kind === 'rules') return each.map((i) => playRules(task.runners, task.load, i));
  return each.map((i) => overloadTrial(task.runners, task.load, i).verdict);
}

/** Hands tasks to workers as these become free; answers in the order of the tasks. */
async function farm(tasks: readonly Task[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  let next = 0;
  const workers = Array.from({ length: Math.min(availableParallelism(), tasks.length) }, () => new Worker(new URL(import.meta.url)));
  const run = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      let current = -1;
      const hand = (): void => {
        current = next++;
        if (current < tasks.length) worker.postMessage(tasks[current]);
        else resolve();
      };
      worker.on('message', (answer: unknown) => {
        answers[current] = answer;
        hand();
      });
      worker.on('error', reject);
      hand();
    });
  await Promise.all(workers.map(run));
  await Promise.all(workers.map((worker) => worker.terminate()));
  return answers;
}

const slices = (count: number, size: number): { readonly from: number; readonly to: number }[] =>
  Array.from({ length: Math.ceil(count / size) }, (_, i) => ({ from: i * size, to: Math.min(count, (i + 1) * size) }));

let failed = false;
function bar(text: string, good: boolean): void {
  console.log(`  ${text}${good ? '' : '  BEYOND THE BAR'}`);
  if (!good) failed = true;
}

function at(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;
const quantiles = (values: readonly number[]): string => `p50 ${at(values, 0.5).toFixed(1)}, p95 ${at(values, 0.95).toFixed(1)}`;
const errors = (all: readonly SearchFigures[]): number[] => all.flatMap(({ point }) => (point === undefined ? [] : [Math.abs(point - 1)]));

async function searches(): Promise<void> {
  console.log(`Search of ${FLEETS} fleets (10 to 100 runners, cv 0.3 to 0.7, first guess 10 to 40 % of capacity); S: an execution time`);
  const all = (await farm(slices(FLEETS, 20).map((slice) => ({ kind: 'search', world: 'plain', ...slice })))).flat() as SearchFigures[];
  const large = all.filter(({ runners }) => runners >= 20);
  const middle = large.filter(({ runners }) => runners < 30);
  const small = all.filter(({ runners }) => runners < 20);
  const spans = all.map(({ probe }) => probe.spans);
  const perRunner = all.map(({ probe }) => probe.perRunner);
  const ratios = all.map(({ probe, bisection }) => (bisection?.spans ?? 0) / probe.spans);
  bar(
    `point error p95, ${large.length} fleets from 20 runners on: ${percent(at(errors(large), 0.95))} (bar 10 %), median ${percent(at(errors(large), 0.5))}`,
    at(errors(large), 0.95) <= 0.1,
  );
  console.log(`  point error p95, ${middle.length} fleets of 20 to 29 runners: ${percent(at(errors(middle), 0.95))}`);
  bar(`point error p95, ${small.length} fleets of 10 to 19 runners: ${percent(at(errors(small), 0.95))} (bar 15 %)`, at(errors(small), 0.95) <= 0.15);
  bar(`probe: ${quantiles(spans)} S (bar p95 8)`, at(spans, 0.95) <= 8);
  bar(`probe: ${quantiles(perRunner)} runs a runner (bar p95 6)`, at(perRunner, 0.95) <= 6);
  bar(`probe against bisection at 10 % tolerance: ${at(ratios, 0.5).toFixed(1)} times fewer minutes (median; bar 6)`, at(ratios, 0.5) >= 6);
  const found = all.filter(({ interval }) => interval !== undefined);
  const inside = found.filter(({ interval = [0, 0] }) => interval[0] <= 1 && 1 <= interval[1]).length;
  bar(
    `confirmed: ${found.length} of ${all.length} found, the interval holds the truth in ${percent(inside / found.length)} of them (bar 93 %)`,
    inside >= 0.93 * all.length,
  );
  const [ours, theirs] = [all.map(({ whole }) => whole), all.map(({ bisection }) => bisection ?? { spans: 0, perRunner: 0 })];
  const median = (of: readonly { spans: number; perRunner: number }[], what: 'spans' | 'perRunner'): number =>
    at(
      of.map((each) => each[what]),
      0.5,
    );
  bar(
    `whole search: ${quantiles(ours.map((each) => each.spans))} S; bisection ${quantiles(theirs.map((each) => each.spans))} S`,
    median(ours, 'spans') <= median(theirs, 'spans'),
  );
  bar(
    `whole search: ${quantiles(ours.map((each) => each.perRunner))} runs a runner; bisection ${quantiles(theirs.map((each) => each.perRunner))}`,
    median(ours, 'perRunner') <= median(theirs, 'perRunner'),
  );
  const off = all.map(({ bisection }) => Math.abs((bisection?.point ?? 0) - 1));
  console.log(`  bisection's point is off by ${percent(at(off, 0.5))} (median), p95 ${percent(at(off, 0.95))}`);
}

async function worlds(): Promise<void> {
  console.log(`\nOther worlds, ${ODD_FLEETS} fleets each, reported as they are`);
  for (const world of WORLDS.filter((name) => name !== 'plain')) {
    const all = (await farm(slices(ODD_FLEETS, 20).map((slice) => ({ kind: 'search', world, ...slice })))).flat() as SearchFigures[];
    const found = all.filter(({ interval }) => interval !== undefined);
    const inside = found.filter(({ interval = [0, 0] }) => interval[0] <= 1 && 1 <= interval[1]).length;
    const limiters = new Map<string, number>();
    for (const { end, limiter } of all) if (end !== 'found') limiters.set(`${end}: ${limiter}`, (limiters.get(`${end}: ${limiter}`) ?? 0) + 1);
    const rest = [...limiters].map(([name, count]) => `, ${count} ${name}`).join('');
    console.log(
      `  ${world.padEnd(20)} point off by ${percent(at(errors(all), 0.5))} (p95 ${percent(at(errors(all), 0.95))}), probe ${quantiles(all.map(({ probe }) => probe.spans))} S, ${quantiles(all.map(({ probe }) => probe.perRunner))} runs a runner; ${found.length} found${rest}; interval holds the truth in ${percent(inside / found.length)}`,
    );
  }
}

async function capped(): Promise<void> {
  console.log(`\n${FLEETS} searches that a cap ends first`);
  const all = (await farm(slices(FLEETS, 50).map((slice) => ({ kind: 'capped', ...slice })))).flat() as SearchFigures[];
  const invented = all.filter(({ interval, end }) => end === 'found' && (interval === undefined || interval[1] < 1)).length;
  const ends = new Map<string, number>();
  for (const { end, limiter } of all) ends.set(`${end} (${limiter})`, (ends.get(`${end} (${limiter})`) ?? 0) + 1);
  console.log(`  ${[...ends].map(([name, count]) => `${count} ${name}`).join(', ')}`);
  bar(`${invented} invented ceilings (bar 0)`, invented === 0);
}

async function overload(): Promise<void> {
  console.log(`\nVerdict of a trial of 6 S, ${TRIALS} trials a cell: overloaded / undecided / sustained`);
  for (const runners of [10, 20, 50]) {
    for (const load of LOADS) {
      const verdicts = (await farm(slices(TRIALS, 250).map((slice) => ({ kind: 'overload', runners, load, ...slice })))).flat();
      const share = (verdict: string): number => verdicts.filter((each) => each === verdict).length / TRIALS;
      const said = share('overloaded');
      const limit = load <= 0.85 ? 0.01 : load === 0.9 ? 0.03 : 1;
      const text = `${String(runners).padStart(2)} runners at ${load.toFixed(2)}: ${percent(said, 2)} / ${percent(share('undecided'), 2)} / ${percent(share('sustained'), 2)}`;
      if (runners === 10 || (load > 0.9 && load < 1.2)) console.log(`  ${text}`);
      else if (load >= 1.2) bar(`${text} (bar 99 % overloaded)`, said >= 0.99);
      else bar(`${text} (bar ${percent(limit, 0)} overloaded)`, said <= limit);
    }
  }
}

async function rules(): Promise<void> {
  console.log(`\nRules for overload on the same ${RULE_TRIALS} trials a cell, reported: ${OVERLOAD_RULES.join(' / ')}`);
  for (const runners of [10, 20, 50]) {
    for (const load of [0.85, 0.9, 1.1, 1.2]) {
      const said = (await farm(slices(RULE_TRIALS, 125).map((slice) => ({ kind: 'rules', runners, load, ...slice })))).flat() as boolean[][];
      const shares = OVERLOAD_RULES.map((_, rule) => percent(said.filter((each) => each[rule]).length / RULE_TRIALS));
      console.log(`  ${String(runners).padStart(2)} runners at ${load.toFixed(2)}: ${shares.join(' / ')}`);
    }
  }
}

async function theory(): Promise<void> {
  console.log('\nThe fleet model against theory');
  const cells = [0.5, 0.8, 0.9].map((load) => ({ kind: 'theory', runners: 5, load }) as const);
  for (const [i, { wait, erlang, little }] of ((await farm(cells)) as ReturnType<typeof meanWait>[]).entries()) {
    const off = wait / erlang - 1;
    bar(
      `M/M/5 at ${cells[i]?.load}: mean wait ${percent(off, 2)} off Erlang C (bar 3 %); Little's law to ${percent(little, 3)} (bar 1 %)`,
      Math.abs(off) <= 0.03 && little <= 0.01,
    );
  }
}

if (isMainThread) {
  await searches();
  await worlds();
  await capped();
  await overload();
  await rules();
  await theory();
  process.exitCode = failed ? 1 : 0;
} else {
  parentPort?.on('message', (task: Task) => parentPort?.postMessage(work(task)));
}
