/**
 * How near the workers of the local target come to the best possible end: 24 tests of unequal length, longest first, over three workers, as a user runs them;
 * their durations are known from a first session. Part of `npm run bench`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../src/core/random.ts';
import type { HarnessResult } from '../src/core/result.ts';

const WORKERS = 3;
const TESTS = 24;
const BAR = 0.95;

const root = mkdtempSync(join(tmpdir(), 'rh-bench-speed-'));
const repository = join(root, 'repository');
mkdirSync(repository);
const random = seededRandom('speed');
const seconds = Array.from({ length: TESTS }, () => Math.round((0.5 + random.next() ** 2 * 7) * 100) / 100);
const tests = seconds.map((length, i) => ({ id: `t${i}`, argv: ['sleep', String(length)] }));
writeFileSync(join(repository, 'suite.json'), JSON.stringify({ tests }));
writeFileSync(
  join(repository, 'plan.yml'),
  `version: 1\nname: speed\ntarget: { local: { workers: ${WORKERS} } }\nscenarios: { all: { suite: suite.json } }\n`,
);
for (const args of [
  ['init', '--quiet'],
  ['add', '--all'],
  ['-c', 'user.name=b', '-c', 'user.email=b@example.com', 'commit', '--quiet', '-m', 'first'],
])
  execFileSync('git', args, { cwd: repository });

/** No schedule ends earlier: the load of each worker at its best, and the longest test. */
const idealS = Math.max(seconds.reduce((sum, length) => sum + length, 0) / WORKERS, ...seconds);

function run(session: string): { readonly tookS: number; readonly parallelS: number } {
  const cli = join(import.meta.dirname, '../src/cli/main.ts');
  const { status, stderr } = spawnSync(process.execPath, [cli, 'run', 'plan.yml', '--session', session, '--report-dir', '../results'], {
    cwd: repository,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the session ended with ${status}: ${stderr}`);
  const { scenarios } = JSON.parse(readFileSync(join(root, 'results', session, 'result.json'), 'utf8')) as HarnessResult;
  const [scenario] = scenarios;
  const all = scenario?.tests?.reduce((sum, { duration = 0 }) => sum + duration, 0) ?? 0;
  return { tookS: (Date.parse(scenario?.endedAt ?? '') - Date.parse(scenario?.startedAt ?? '')) / 1_000, parallelS: all };
}

try {
  const cold = run('aaaaaaaa');
  const warm = run('bbbbbbbb');
  const share = idealS / warm.tookS;
  console.log(`${TESTS} tests of ${Math.min(...seconds)} to ${Math.max(...seconds)} s, ${WORKERS} workers, best possible ${idealS.toFixed(2)} s`);
  console.log(`durations unknown, worktrees to be built: ${cold.tookS.toFixed(2)} s (${((idealS / cold.tookS) * 100).toFixed(1)} % of the best)`);
  console.log(`longest first, worktrees warm:            ${warm.tookS.toFixed(2)} s (${(share * 100).toFixed(1)} % of the best, bar ${BAR * 100} %)`);
  console.log(`one after the other they take ${warm.parallelS.toFixed(1)} s: ${(warm.parallelS / warm.tookS).toFixed(2)} times as fast`);
  if (share < BAR) {
    console.log('  BEYOND THE BAR');
    process.exitCode = 1;
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
