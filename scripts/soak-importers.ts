/**
 * Feeds the importers broken files: `node scripts/soak-importers.ts [COUNT=200000] [FIRST_SEED=0]`. Ends with 1 at the first crash, wrong answer or
 * file that takes longer than a second of the processor's time, and says its seed.
 */
import { readFileSync } from 'node:fs';
import { IMPORTERS } from '../src/core/benchmarks/importers.ts';
import { readBenchmarks } from '../src/core/benchmarks/read-benchmarks.ts';
import { FIXTURES, filesIn } from '../test/support/benchmark-files.ts';
import { wrongWith } from '../test/support/check-benchmark-read.ts';
import { drawFrom, mutate } from '../test/support/mutate.ts';

const LIMIT_MS = 1_000;
const count = Number(process.argv[2] ?? 200_000);
const first = Number(process.argv[3] ?? 0);
const texts = filesIn(FIXTURES).map((path) => readFileSync(new URL(path, FIXTURES), 'utf8'));
const formats = IMPORTERS.map(({ format }) => format);
let read = 0;
let slowest = { ms: 0, seed: 0 };
const begin = performance.now();
for (let seed = first; seed < first + count; seed++) {
  const draw = drawFrom(seed);
  const text = mutate(texts, draw);
  const format = draw() < 0.3 ? formats[Math.floor(draw() * formats.length)] : undefined;
  const start = process.cpuUsage();
  let wrong: string | undefined;
  try {
    const answer = readBenchmarks(text, { source: 'file', ...(format !== undefined && { format }) });
    wrong = wrongWith(answer);
    if (answer.ok) read++;
  } catch (error) {
    wrong = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const ms = process.cpuUsage(start).user / 1_000;
  if (ms > slowest.ms) slowest = { ms, seed };
  if (ms > LIMIT_MS) wrong ??= `took ${Math.round(ms)} ms`;
  if (wrong !== undefined) {
    console.error(`seed ${seed}${format === undefined ? '' : ` (format ${format})`}: ${wrong}\n${JSON.stringify(text.slice(0, 2_000))}`);
    process.exit(1);
  }
}
const seconds = (performance.now() - begin) / 1_000;
console.log(
  `${count} broken files in ${seconds.toFixed(1)} s: ${read} read, ${count - read} refused; the slowest took ${slowest.ms.toFixed(1)} ms (seed ${slowest.seed})`,
);
