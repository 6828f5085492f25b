import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../src/core/random.ts';
import type { HarnessResult } from '../../src/core/result.ts';
import { carries, listProcesses } from '../../src/targets/local/process/process-tree.ts';
import { createRepository } from '../support/local-repository.ts';

/** How a session of local tests is mistreated. */
export interface LocalSoak {
  /** An empty folder. */
  readonly folder: string;
  readonly seed: string;
  readonly tests: number;
  readonly workers: number;
  /** How often the harness itself is killed with SIGKILL, and resumed. */
  readonly kills: number;
  /** Longest time from a start of the harness to its kill. */
  readonly longestLifeMs: number;
  /** How often a test's process is killed meanwhile; about. */
  readonly testKills: number;
}

export interface LocalSoakResult {
  readonly kills: number;
  readonly testKills: number;
  readonly interrupted: number;
  readonly seconds: number;
  /** What is not as it must be; empty: all is well. */
  readonly differences: readonly string[];
}

const CLI = join(import.meta.dirname, '../../src/cli/main.ts');
const SESSION = '50a450a4';

/** Kills a session of tests again and again, lets it come to its end, and compares what it says with what must be. */
export async function soakLocally(options: LocalSoak): Promise<LocalSoakResult> {
  const { folder, seed, tests, workers, kills, longestLifeMs } = options;
  const random = seededRandom(seed);
  const began = performance.now();
  const expected = new Map<string, 'passed' | 'failed'>();
  const list = Array.from({ length: tests }, (_, i) => {
    const fails = random.next() < 0.15;
    expected.set(`t${i}`, fails ? 'failed' : 'passed');
    const pause = (random.next() * 0.15).toFixed(3);
    // Each leaves traces, children among them, and must not see those of another.
    const command = `test ! -e trace || exit 7; echo ${i} > trace; sleep 30 & sleep ${pause}; ${fails ? 'exit 1' : 'echo done'}`;
    return { id: `t${i}`, command, timeout: 60, ...(fails ? {} : { expected_patterns: ['done'] }) };
  });
  const plan = `version: 1\nname: soak\ntarget: { local: { workers: ${workers}, worktrees: ../trees, preserve-failed: false } }\nscenarios: { all: { suite: suite.json, pass-rate: 0% } }\n`;
  const repository = createRepository(join(folder, 'repository'), {
    'plan.yml': plan,
    'suite.json': JSON.stringify({ tests: list }),
    'a.txt': 'a\n',
  });
  const before = snapshot(repository);
  const results = join(folder, 'results');
  mkdirSync(results);
  const start = (...args: string[]): ChildProcess =>
    spawn(process.execPath, [CLI, ...args, '--report-dir', results, '--no-color'], { cwd: repository, stdio: ['ignore', 'ignore', 'pipe'] });
  let killed = 0;
  let testsKilled = 0;
  let said = '';
  const differences: string[] = [];
  for (let life = 0; ; life++) {
    const harness = start(...(life === 0 ? ['run', 'plan.yml', '--session', SESSION] : ['resume', SESSION]));
    harness.stderr?.on('data', (text) => (said = `${said}${text}`.slice(-4_000)));
    const ended = new Promise<number | null>((resolve) => harness.once('exit', (code) => resolve(code)));
    const endsAt = performance.now() + (killed < kills ? 300 + random.next() * longestLifeMs : Number.POSITIVE_INFINITY);
    let code: number | null | undefined;
    while (code === undefined && performance.now() < endsAt) {
      code = await Promise.race([ended, sleep(100).then(() => undefined)]);
      if (code === undefined && testsKilled < options.testKills && random.next() < 0.2 && killOneTest(random.next())) testsKilled++;
    }
    if (code === undefined) {
      harness.kill('SIGKILL');
      await ended;
      killed++;
      continue;
    }
    if (code === 0) break;
    if (life > 0 && said.includes('has not begun')) continue;
    // Killed before its journal had a first event: it is begun again.
    if (said.includes('no session') || said.includes('there is nothing to resume')) {
      life = -1;
      said = '';
      continue;
    }
    differences.push(`the harness ended with ${code}: ${said.slice(-600)}`);
    break;
  }
  const left = mine();
  if (left.length > 0) differences.push(`${left.length} processes are left`);
  if (snapshot(repository) !== before) differences.push('the working tree of the user has changed');
  const interrupted = differences.length === 0 ? compare(join(results, SESSION), expected, differences) : 0;
  const trees = readdirSync(join(folder, 'trees')).filter((name) => /^wt-/.test(name));
  if (trees.length > workers) differences.push(`${trees.length} worktrees for ${workers} workers`);
  return { kills: killed, testKills: testsKilled, interrupted, seconds: (performance.now() - began) / 1_000, differences };
}

/** Each test once, with its own end. */
function compare(folder: string, expected: ReadonlyMap<string, string>, differences: string[]): number {
  const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as HarnessResult;
  const [scenario] = result.scenarios;
  if (scenario?.tests === undefined) {
    differences.push('the result has no tests');
    return 0;
  }
  const { planned, ...boxes } = scenario.ledger;
  const sum = Object.values(boxes).reduce((total, box) => total + box, 0);
  if (planned !== expected.size || sum !== planned)
    differences.push(`the ledger has ${planned} planned and ${sum} accounted for, of ${expected.size} tests`);
  if (scenario.extraRuns.length > 0) differences.push(`${scenario.extraRuns.length} extra runs`);
  const seen = new Map<string, string>();
  let interrupted = 0;
  for (const { id, status, error, signal, interrupted: broken } of scenario.tests) {
    interrupted += broken;
    if (seen.has(id)) differences.push(`${id} is accounted for twice`);
    seen.set(id, status);
    // A test that was killed three times from outside is given up.
    if (status !== expected.get(id) && signal !== 'SIGKILL') differences.push(`${id}: ${status} (${error ?? ''}), expected ${expected.get(id)}`);
  }
  for (const id of expected.keys()) if (!seen.has(id)) differences.push(`${id} is missing`);
  return interrupted;
}

/** Processes of the session's tests. */
function mine() {
  return listProcesses().filter(({ marker }) => carries(marker, (name) => name.startsWith(`rh_${SESSION}_`)));
}

function killOneTest(choice: number): boolean {
  const all = mine();
  // The one that leads its group is the test itself.
  const leaders = all.filter(({ pid, group }) => pid === group);
  const victim = leaders[Math.floor(choice * leaders.length)];
  if (victim === undefined) return false;
  try {
    process.kill(victim.pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** Every file of a working tree with its content and times, but for git's own. */
function snapshot(root: string): string {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !`${entry.parentPath}/`.includes('/.git/'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return entries.map((path) => `${path}\n${readFileSync(path, 'base64')}`).join('\n');
}

/** For scripts: an empty folder at a path. */
export function emptyFolder(path: string): string {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, '.keep'), '');
  return path;
}
