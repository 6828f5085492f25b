/**
 * Runs tests in worktrees, kills the harness and its tests at random, resumes, and looks whether every test was accounted for once and nothing was
 * left: `npm run soak:local -- --tests 1000 --workers 8 --kills 10`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { soakLocally } from '../test/soak/local-soak.ts';

const { values } = parseArgs({
  options: {
    tests: { type: 'string', default: '1000' },
    workers: { type: 'string', default: '8' },
    kills: { type: 'string', default: '10' },
    'test-kills': { type: 'string', default: '30' },
    life: { type: 'string', default: '8000' },
    seed: { type: 'string' },
  },
});
const seed = values.seed ?? new Date().toISOString().slice(0, 10);
const folder = mkdtempSync(join(tmpdir(), 'runner-harness-soak-'));
console.log(`${values.tests} tests over ${values.workers} workers, ${values.kills} kills of the harness, seed ${seed}, in ${folder}`);
const { kills, testKills, interrupted, seconds, differences } = await soakLocally({
  ...{ folder, seed, tests: Number(values.tests), workers: Number(values.workers), kills: Number(values.kills) },
  ...{ testKills: Number(values['test-kills']), longestLifeMs: Number(values.life) },
});
console.log(`${kills} kills of the harness, ${testKills} of tests, ${interrupted} attempts broken off, ${seconds.toFixed(0)} s`);
for (const difference of differences.slice(0, 20)) console.log(`  ${difference}`);
console.log(
  differences.length === 0 ? 'Every test is accounted for once, no process and no worktree is left.' : `${differences.length} differences.`,
);
if (differences.length === 0) rmSync(folder, { recursive: true, force: true });
process.exitCode = differences.length === 0 ? 0 : 1;
