import type { Arrivals } from '../src/core/plan/plan.ts';
import { type RequestCase, requestFigures } from '../test/support/request-figures.ts';

/**
 * Requests, detection lag and lost throughput of whole sessions in virtual time, side by side.
 *
 * @example node bench/requests.ts
 */
const closed = (runs: number, concurrency: number): Arrivals => ({ model: 'closed', runs, concurrency });
const open = (count: number, durationMs: number): Arrivals => ({ model: 'open', shape: 'constant', rate: { count, perMs: 60_000 }, durationMs });
const S = 1_000;
const M = 60 * S;

const CASES: Readonly<Record<string, RequestCase>> = {
  '50 runs, batched': { arrivals: closed(50, 50), limits: { detail: 'batched' } },
  '500 runs, batched': { arrivals: closed(500, 500), limits: { detail: 'batched' } },
  '500 runs, sampled': { arrivals: closed(500, 500), limits: { detail: 'sampled' } },
  '500 runs, none': { arrivals: closed(500, 500), limits: { detail: 'none' } },
  'open, 10/min for 30 min, batched': { arrivals: open(10, 30 * M), limits: { detail: 'batched' } },
  '50 runs of 2 min at once': { arrivals: closed(50, 50) },
  '500 runs of 2 min at once': { arrivals: closed(500, 500) },
  '280 runs, token of 1,000': { arrivals: closed(280, 280), tokenPerHour: 1_000 },
  '280 runs, token of 1,000, 20 places': { arrivals: closed(280, 20), tokenPerHour: 1_000 },
  '300 runs, 10 places, 2 min, token of 1,000': { arrivals: closed(300, 10), tokenPerHour: 1_000 },
  'open, 8/min for 30 min, token of 800': { arrivals: open(8, 30 * M), tokenPerHour: 800 },
  'open, 10/min for 30 min': { arrivals: open(10, 30 * M) },
  'open, 10/min, cv 1': { arrivals: open(10, 30 * M), cv: 1 },
  'open, 40/min for 10 min, 60 runners': { arrivals: open(40, 10 * M), runners: 60 },
  '100 runs of 2 min, 5 places': { arrivals: closed(100, 5) },
  '100 runs of 2 min, 20 places': { arrivals: closed(100, 20) },
  '100 runs of 2 min, 20 places, cv 1': { arrivals: closed(100, 20), cv: 1 },
  '100 runs of 5 s, 5 places': { arrivals: closed(100, 5), executionMs: 5 * S },
  '100 runs of 20 s, 10 places': { arrivals: closed(100, 10), executionMs: 20 * S },
  '100 runs of 20 s, 10 places, cv 1': { arrivals: closed(100, 10), executionMs: 20 * S, cv: 1 },
  '40 runs of 1 h, 10 places': { arrivals: closed(40, 10), executionMs: 60 * M },
  '40 runs of 20 min, 10 places, cv 0.5': { arrivals: closed(40, 10), executionMs: 20 * M, cv: 0.5 },
  '10 runs of 2 min, 1 place': { arrivals: closed(10, 1) },
};

const head = ['case', 'requests', '/run', 'pages', 'lag mean s', 'max', 'last', 'took s', 'ideal s', 'lost %', 'left'];
const rows: string[][] = [];
const only = process.argv[2];
for (const [name, one] of Object.entries(CASES)) {
  if (only !== undefined && !name.includes(only)) continue;
  const f = await requestFigures(one);
  const n = f.session.slots.size;
  const s = (ms: number): string => (ms / S).toFixed(1);
  const lost = Number.isNaN(f.idealMs) ? '' : ((f.tookMs / f.idealMs - 1) * 100).toFixed(1);
  const ideal = Number.isNaN(f.idealMs) ? '' : s(f.idealMs);
  rows.push([
    name,
    String(f.requests),
    (f.requests / n).toFixed(3),
    String(f.pages),
    s(f.lagMs.mean),
    s(f.lagMs.max),
    s(f.lagMs.last),
    s(f.tookMs),
    ideal,
    lost,
    String(f.leastLeft),
  ]);
  if (f.succeeded !== n) rows.push([`  only ${f.succeeded} of ${n} succeeded`]);
}
const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
for (const row of [head, ...rows]) {
  process.stdout.write(
    `${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}\n`,
  );
}
