/**
 * Measures what has a bar: `npm run bench [-- NAME…]`. Each part is a process of its own, prints its numbers and fails beyond its bar.
 */
import { runNode } from '../scripts/tool.ts';

const PARTS = {
  gate: 'bench/gate-speed.ts',
  history: 'bench/append-history.ts',
  signals: 'bench/signals.ts',
  memory: 'bench/memory.ts',
  resume: 'bench/resume.ts',
  start: 'bench/start.ts',
  worktrees: 'bench/worktrees.ts',
  schedule: 'bench/schedule-truth.ts',
  'local-speed': 'bench/local-speed.ts',
  'what-if': 'bench/what-if.ts',
  capacity: 'bench/capacity.ts',
} as const;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}; none named runs all.`);
  process.exit(2);
}
let failed = 0;
for (const [name, file] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n=== ${name}`);
  if ((await runNode([file])).code !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
