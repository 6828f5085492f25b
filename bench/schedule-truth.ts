/**
 * Does the controller send when the plan says so? Part of `npm run bench`; 13 minutes, with --short one.
 *
 * The library (its engine, its GitHub target, its journal on disk) in a process of its own, on the machine's clock, over real HTTP to the embedded GitHub
 * in another process. Lateness is told by the controller (result.json), and by the stamps at which the requests came in at the server. Beside it, at the same
 * time, artillery with the same arrivals to another embedded GitHub. Nobody knows when artillery meant to send its first request, so for both there is
 * also a row that counts from the first one that came in, which makes them as good as they can be.
 */
import { loadavg } from 'node:os';
import { quantile } from '../src/core/stats/quantile.ts';
import { sortSamples } from '../src/core/stats/sorted-samples.ts';
import { type Arrival, type EvenLoad, type KeptSchedule, keepSchedule, startArrivalServer } from '../test/support/schedule/keep-schedule.ts';
import { installArtillery, runArtillery } from './support/artillery.ts';

const short = process.argv.includes('--short');
const DRIFT_BAR_MS = 10;
let good = true;

const artillery = await installArtillery();
await evenly('60/min with the spacing of a plan that says nothing', { perMinute: 60, seconds: short ? 60 : 600, mode: 'github' }, 50);
await evenly('600/min, server without limits', limitless(short ? 12 : 120), 100);
await stalled('60/min, event loop stalled for 2 s', {
  perMinute: 60,
  seconds: short ? 30 : 60,
  mode: 'github',
  stall: { afterMs: 10_500, forMs: 2_000 },
});
await stalled('600/min, event loop stalled for 2 s', { ...limitless(short ? 12 : 60), stall: { afterMs: 5_000, forMs: 2_000 } });
process.exitCode = good ? 0 : 1;

function limitless(seconds: number): EvenLoad {
  return { perMinute: 600, seconds, mode: 'ghes-3.19', spacingMs: 20, pointsPerMinute: 'no limit' };
}

/** An undisturbed schedule, beside artillery's. */
async function evenly(name: string, load: EvenLoad, p99BarMs: number): Promise<void> {
  title(name, load);
  const gapMs = 60_000 / load.perMinute;
  const planned = (load.perMinute / 60) * load.seconds;
  const [kept, peer] = await Promise.all([keepSchedule(load), artillery ? artilleryArrivals(load) : undefined]);
  const told = kept.slots.map(({ intendedAt, sentAt }) => (sentAt ?? Number.NaN) - intendedAt);
  const seen = lateAtServer(kept);
  row('', ['slots', 'arrived', 'p50', 'p99', 'max', 'drift']);
  const rows = [
    row('the controller says', figures(planned, kept.slots.length, told)),
    row('the server says', figures(planned, kept.arrivals.length, seen)),
  ];
  row('  from its first arrival', figures(planned, kept.arrivals.length, fromFirst(kept.arrivals, gapMs)));
  if (peer !== undefined) row('artillery, the same', figures(planned, peer.length, fromFirst(peer, gapMs)));
  for (const { p99, drift } of rows) {
    bar('p99', p99, p99BarMs);
    bar('drift', Math.abs(drift), DRIFT_BAR_MS);
  }
  exact(kept, planned);
}

/** Every late slot is counted, none is lost. */
async function stalled(name: string, load: EvenLoad): Promise<void> {
  title(name, load);
  const planned = (load.perMinute / 60) * load.seconds;
  const kept = await keepSchedule(load);
  const schedule = kept.result.scenarios[0]?.schedule;
  const [stall] = kept.stalls;
  if (stall === undefined || schedule === undefined) throw new Error('there was no stall, or no report of the schedule');
  // What was due in it and more than the tolerance before its end can't have been on time.
  const mustBeLate = kept.slots.filter(({ intendedAt }) => intendedAt >= stall.fromAt && intendedAt < stall.toAt - 250).length;
  const late = Math.round(schedule.lateShare * schedule.sent);
  const seen = lateAtServer(kept);
  const lateSeen = seen.filter((ms) => ms > 250).length;
  const lasting = seen.slice(-5).toSorted((a, b) => a - b)[2] ?? Number.NaN;
  console.log(`  stall of ${(stall.toAt - stall.fromAt).toFixed(0)} ms: ${mustBeLate} slots came due in it more than 250 ms before its end`);
  console.log(
    `  result.json: ${late} of ${schedule.sent} sent more than 250 ms late, max ${(schedule.lateness.max * 1_000).toFixed(0)} ms; the server saw ${lateSeen}`,
  );
  console.log(`  the last five slots: ${lasting.toFixed(0)} ms late (median); verdict of the schedule: ${schedule.invalid ?? 'kept'}`);
  if (late < mustBeLate) fail(`${mustBeLate - late} late slots were not counted`);
  exact(kept, planned);
}

async function artilleryArrivals(load: EvenLoad): Promise<readonly Arrival[]> {
  await using server = await startArrivalServer(load.mode);
  await runArtillery({ url: server.url, perMinute: load.perMinute, seconds: load.seconds });
  return await server.arrivals();
}

function lateAtServer({ slots, arrivals }: KeptSchedule): number[] {
  const at = new Map(arrivals.map((arrival) => [arrival.key, arrival.at]));
  return slots.map(({ key = '', intendedAt }) => (at.get(key) ?? Number.NaN) - intendedAt);
}

function fromFirst(arrivals: readonly Arrival[], gapMs: number): number[] {
  const first = arrivals[0]?.at ?? 0;
  return arrivals.map(({ at }, n) => at - first - n * gapMs);
}

function figures(planned: number, arrived: number, lateMs: readonly number[]) {
  const tenth = Math.max(1, Math.floor(lateMs.length / 10));
  const drift = at(lateMs.slice(-tenth), 0.5) - at(lateMs.slice(0, tenth), 0.5);
  return { planned, arrived, p50: at(lateMs, 0.5), p99: at(lateMs, 0.99), max: at(lateMs, 1), drift };
}

function at(values: readonly number[], p: number): number {
  const sorted = sortSamples(values);
  return sorted === undefined ? Number.NaN : quantile(sorted, p);
}

type Figures = ReturnType<typeof figures>;

function row(name: string, cells: Figures | readonly string[]): Figures {
  const texts = 'p50' in cells ? [cells.planned, cells.arrived, ...[cells.p50, cells.p99, cells.max, cells.drift].map((ms) => ms.toFixed(1))] : cells;
  console.log(`  ${name.padEnd(26)}${texts.map((text) => String(text).padStart(9)).join('')}`);
  return cells as Figures;
}

function title(name: string, { perMinute, seconds }: EvenLoad): void {
  console.log(`\n${name}: ${perMinute}/min for ${seconds} s (ms; load average ${loadavg()[0]?.toFixed(1)})`);
}

/** Every slot sent once, seen once, succeeded. */
function exact({ result, slots, arrivals }: KeptSchedule, planned: number): void {
  const [scenario] = result.scenarios;
  const counts = [
    slots.length,
    scenario?.ledger.planned,
    scenario?.ledger.succeeded,
    scenario?.schedule?.sent,
    new Set(arrivals.map(({ key }) => key)).size,
  ];
  if (arrivals.length === planned && counts.every((count) => count === planned)) console.log(`  counts exact: ${planned} slots, requests and runs`);
  else fail(`counts differ from ${planned}: ${counts.join(', ')}, arrivals ${arrivals.length}`);
}

function bar(name: string, ms: number, most: number): void {
  if (!(ms <= most)) fail(`${name} ${ms.toFixed(1)} ms, bar ${most} ms`);
}

function fail(what: string): void {
  good = false;
  console.log(`  BEYOND THE BAR: ${what}`);
}
