/**
 * Everything that must hold, in the order in which it fails fastest: `node scripts/test.ts [PART…]`.
 *
 * Every part runs, also after a failure, so that one run shows all of it; what failed is said again at the end. The last line is
 * `N passed, N failed`: tests, plus one check for each static part. The exit code is 1 when anything failed or a part ran no test at all.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTests, type Tally } from './tally.ts';
import { runNode, runTool } from './tool.ts';

/** No part may hang for ever; far beyond its budget in CONTRIBUTING.md. */
const PART_LIMIT_MS = 600_000;

const PARTS: Readonly<Record<string, () => Promise<Tally>>> = {
  lint: () => check(() => runTool('@biomejs/biome', ['check', '--error-on-warnings'], { timeoutMs: PART_LIMIT_MS })),
  types: () => check(() => runTool('typescript/tsc', ['-b'], { timeoutMs: PART_LIMIT_MS })),
  unit: () => tests('unit'),
  contract: () => tests('contract'),
  simulation: () => tests('simulation'),
  conformance: () => tests('conformance'),
  cli: () => tests('cli'),
  action: () => tests('action'),
  dist: () => check(() => runNode(['scripts/check-dist.ts'], { timeoutMs: PART_LIMIT_MS })),
};

async function check(run: () => Promise<{ code: number }>): Promise<Tally> {
  const { code } = await run();
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

async function tests(project: string): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'runner-harness-test-'));
  const file = join(folder, 'report.json');
  try {
    const { code } = await runTool('vitest', ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {
      timeoutMs: PART_LIMIT_MS,
    });
    return countTests(code, readReport(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}; none named runs all.`);
  process.exit(2);
}

const lines: string[] = [];
const failures: string[] = [];
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const [name, run] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n=== ${name}`);
  const startedMs = performance.now();
  const tally = await run();
  const seconds = (performance.now() - startedMs) / 1000;
  sum.passed += tally.passed;
  sum.failed += tally.failed;
  sum.skipped += tally.skipped;
  failures.push(...(tally.failures ?? []));
  const note = tally.note === undefined ? '' : `  ${tally.note}`;
  lines.push(
    `${name.padEnd(12)}${String(tally.passed).padStart(6)} passed ${String(tally.failed).padStart(4)} failed ${String(tally.skipped).padStart(4)} skipped ${seconds.toFixed(1).padStart(7)} s${note}`,
  );
}
if (failures.length > 0) console.log(`\n=== failed\n${failures.join('\n\n')}`);
console.log(`\n${lines.join('\n')}\n\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 ? 0 : 1;
