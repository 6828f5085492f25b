/**
 * The simulation by itself: `npm run simulate -- [--seeds 1000] [--from 1] [--jobs 2] [--seed N [--verbose]] [--planted [--only TEXT]]`.
 *
 * `--planted` looks for the first seed that finds each planted bug, or each whose name holds `--only`, and writes docs/planted-bugs.md.
 *
 * Exit code 1 when an invariant is broken, or a planted bug is not found within 1,000 seeds.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { PLANTED_BUGS } from '../test/simulation/planted-bugs.ts';
import { huntBug, type PlantOutcome } from '../test/simulation/replant.ts';
import { simulateSeed } from '../test/simulation/simulate-seed.ts';
import { addOutcome, emptyTally, type SeedReport, type SimulationTally } from '../test/simulation/tally.ts';

const DOCUMENT = 'docs/planted-bugs.md';
const MOST_SEEDS_A_BUG = 1_000;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    seed: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});

function count(name: 'seeds' | 'from' | 'jobs' | 'seed', text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    console.error(`--${name} takes a whole number from 1 on, got "${text}"`);
    process.exit(2);
  }
  return Number(text);
}

async function one(seed: number): Promise<boolean> {
  const outcome = await simulateSeed(seed, values.verbose ? { trace: (line) => console.log(line) } : {});
  const again = await simulateSeed(seed);
  const broken = again.fingerprint === outcome.fingerprint ? outcome.broken : [...outcome.broken, 'I7 the same seed gives other bytes'];
  console.log(
    `seed ${seed}: ${outcome.slots} slots, ${outcome.runs} runs, ${outcome.requests} requests, ${outcome.controllers} controllers, ${outcome.crashes} crashes`,
  );
  console.log(`faults: ${[...outcome.struck].map(([kind, n]) => `${kind} ${n}`).join(', ')}`);
  for (const what of broken) console.log(`BROKEN ${what}`);
  return broken.length === 0;
}

async function many(from: number, seeds: number, jobs: number): Promise<boolean> {
  const tally = emptyTally();
  const startedMs = performance.now();
  let saidMs = startedMs;
  let next = from;
  const take = (): number | undefined => (next < from + seeds ? next++ : undefined);
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('../test/simulation/seed-worker.ts', import.meta.url));
      const hand = (): void => {
        const seed = take();
        if (seed === undefined) void worker.terminate().then(() => resolve());
        else worker.postMessage(seed);
      };
      worker.on('error', reject);
      worker.on('message', (report: SeedReport) => {
        addOutcome(tally, report);
        for (const what of report.broken) console.log(`seed ${report.seed} BROKEN ${what}\n  npm run simulate -- --seed ${report.seed} --verbose`);
        if (performance.now() - saidMs > 10_000) {
          saidMs = performance.now();
          console.log(progress(tally, seeds, saidMs - startedMs));
        }
        hand();
      });
      hand();
    });
  await Promise.all(Array.from({ length: Math.min(jobs, seeds) }, work));
  console.log(progress(tally, seeds, performance.now() - startedMs));
  const { outcomes, broken, crashes, controllers, slots, runs, extraRuns, requests, virtualMs, struck } = tally;
  console.log(
    `${outcomes} seeds (${from} to ${from + seeds - 1}): ${broken} broken; ${slots} slots, ${runs} runs, ${extraRuns} late twins and doubles, ${requests} requests, ` +
      `${crashes} crashes, ${controllers} controllers, ${(virtualMs / 86_400_000).toFixed(1)} days of simulated time`,
  );
  console.log(
    `faults: ${Object.entries(struck)
      .sort(([, a], [, b]) => b - a)
      .map(([kind, n]) => `${kind} ${n}`)
      .join(', ')}`,
  );
  return broken === 0;
}

function progress(tally: SimulationTally, seeds: number, ms: number): string {
  return `${tally.outcomes} of ${seeds} seeds, ${tally.broken} broken, ${(ms / 1_000).toFixed(0)} s, ${(ms / Math.max(1, tally.outcomes)).toFixed(0)} ms a seed`;
}

async function planted(jobs: number, only: string): Promise<boolean> {
  const rows = recordedRows();
  let missed = 0;
  const chosen = PLANTED_BUGS.filter(({ name }) => name.includes(only));
  const queue = [...chosen];
  const work = async (): Promise<void> => {
    for (let bug = queue.shift(); bug !== undefined; bug = queue.shift()) {
      const { seed, broken = '' } = await huntBug(bug, 1, MOST_SEEDS_A_BUG).catch((error: unknown) => {
        console.error(String(error));
        return {} as PlantOutcome;
      });
      console.log(seed === undefined ? `NOT FOUND ${bug.name}` : `${bug.name}: seed ${seed}, ${broken.slice(0, 160)}`);
      if (seed === undefined) missed += 1;
      const invariant = /^I\d/.exec(broken)?.[0] ?? '–';
      rows.set(bug.name, `| ${bug.name} | ${bug.breaks} | \`${bug.file}\` | ${invariant} | ${seed ?? '–'} |`);
      // At once: a hunt takes minutes, and may be broken off.
      writeFileSync(DOCUMENT, document(PLANTED_BUGS.flatMap(({ name }) => rows.get(name) ?? [])));
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  console.log(`${chosen.length - missed} of ${chosen.length} planted bugs found; ${DOCUMENT} written`);
  return missed === 0;
}

/** Rows by the name of the bug, as they were found before. */
function recordedRows(): Map<string, string> {
  if (!existsSync(DOCUMENT)) return new Map();
  const rows = readFileSync(DOCUMENT, 'utf8').split('\n');
  return new Map(PLANTED_BUGS.flatMap(({ name }) => rows.filter((row) => row.startsWith(`| ${name} |`)).map((row) => [name, row] as const)));
}

function document(rows: readonly string[]): string {
  return `<!-- Written by npm run simulate -- --planted. Do not edit. -->
# Planted bugs: the tester is tested

\`npm test\` runs 1,000 seeds of the simulation (\`test/simulation\`): the real engine and the real GitHub target on a virtual clock, against the embedded
GitHub with at least five kinds of fault and at least one crash of the controller in each seed. To know that it would notice, each bug below is put into
a copy of the source, and seeds are run from 1 on until an invariant breaks. The last column is the first seed that does; \`npm test\` runs it again.

| invariant | what must hold |
|-|-|
| I1 | every slot is counted once, in one box; no key is sent twice; nothing is sent whose intent is not durable, or while an earlier try may still appear |
| I2 | every run that the server made of a dispatch is counted or listed, and its slot says what became of it |
| I3 | no run of the session is alive when it has ended |
| I4 | limits: spacing, concurrency, points, pauses, budget and its reserve |
| I5 | numbers equal the world's own: queue and execution times with their percentiles, clock offsets within what is said of them, requests |
| I6 | the journal, read again, gives the same result |
| I7 | the same seed gives the same bytes |
| I8 | everything ends when the faults do |
| I9 | no token stands in journal, result or warnings |

| bug | what it breaks | where | found by | seed |
|-|-|-|-|-|
${rows.join('\n')}
`;
}

const jobs = count('jobs', values.jobs);
const good =
  values.seed !== undefined
    ? await one(count('seed', values.seed))
    : values.planted
      ? await planted(jobs, values.only)
      : await many(count('from', values.from), count('seeds', values.seeds), jobs);
process.exitCode = good ? 0 : 1;
