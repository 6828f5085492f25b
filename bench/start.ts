/** How long the bundle takes to its first own line, from a standing start: part of `npm run bench`. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../scripts/tool.ts';
import { figures } from './support/figures.ts';

const TRIALS = 10;
const BAR_MS = 200;
const BUNDLE = join(ROOT, 'dist', 'index.js');

const folder = mkdtempSync(join(tmpdir(), 'rh-bench-'));
try {
  writeFileSync(join(folder, 'output'), '');
  writeFileSync(join(folder, 'state'), '');
  const took: number[] = [];
  for (let n = 0; n < TRIALS; n++) took.push(await start());
  console.log(`dist/index.js: ${statSync(BUNDLE).size.toLocaleString('en')} bytes`);
  const sorted = took.toSorted((a, b) => a - b);
  const median = ((sorted[TRIALS / 2 - 1] ?? 0) + (sorted[TRIALS / 2] ?? 0)) / 2;
  console.log(`all: ${sorted.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  if (!figures('cold start, median', [median], 'ms', BAR_MS)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Without any input it says what is missing, and ends. */
async function start(): Promise<number> {
  const startedMs = performance.now();
  const env = { PATH: '/usr/bin:/bin', GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STATE: join(folder, 'state'), GITHUB_WORKSPACE: folder };
  const child = spawn(process.execPath, [BUNDLE], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return await new Promise((resolve, reject) => {
    let took: number | undefined;
    child.stdout.once('data', () => {
      took = performance.now() - startedMs;
    });
    child.once('error', reject);
    child.once('close', () => (took === undefined ? reject(new Error('it said nothing')) : resolve(took)));
  });
}
