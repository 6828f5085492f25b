/**
 * Memory of a controller with 10,000 runs: part of `npm run bench`. It is the real bundle as its own process, against the embedded GitHub in
 * this one, forty times as fast; the kernel tells the most that it ever held (VmHWM), so it runs on Linux only.
 */
import { readFileSync } from 'node:fs';
import { createSimulator } from '../src/simulator/create-simulator.ts';
import { swiftTime } from '../test/soak/swift-time.ts';
import { WORKFLOWS } from '../test/support/action-scenario.ts';
import { Runner } from '../test/support/runner-env.ts';
import { figures } from './support/figures.ts';

const RUNS = Number(process.env.RUNS ?? 10_000);
const SPEED = 40;
const BAR_MB = 200;

const { clock, env } = swiftTime(SPEED);
await using scenario = await open();
const { github, runner } = scenario;
const startedMs = performance.now();
const step = runner.start({ plan: 'plan.yml', 'artifact-name': 'none', 'max-duration': 'none' });
const pid = step.process.pid ?? 0;
let held = 0;
let said = 0;
const look = setInterval(() => {
  held = Math.max(held, heldMb());
  const made = github.requests.filter(({ path }) => path.endsWith('/dispatches')).length;
  if (made - said < 1_000) return;
  said = made;
  console.log(`  ${made} runs sent: ${held.toFixed(0)} MB at most, ${((performance.now() - startedMs) / 1_000).toFixed(0)} s`);
}, 250);
const end = await step.end;
clearInterval(look);
console.log(
  `${end.outputs['runs-planned']} runs, ${end.outputs['runs-succeeded']} succeeded, ${github.requests.length} requests, ${((performance.now() - startedMs) / 1_000).toFixed(0)} s`,
);
const good = figures(`memory at ${RUNS} runs`, [held], 'MB', BAR_MB);
if (!good || end.outputs['runs-succeeded'] !== String(RUNS)) {
  console.log(end.log.slice(-2_000));
  process.exitCode = 1;
}

async function open() {
  const opened = await createSimulator({
    clock,
    workflowsDir: WORKFLOWS,
    limits: 'off',
    fleet: { pools: [{ name: 'runner', runners: 400, startupMs: 5_000 }], execution: { meanMs: 60_000, cv: 0.3 }, failureRate: 0, seed: 1 },
  });
  const plan = [
    'version: 1',
    'name: many',
    'target: { github: { workflow: quick.yml } }',
    `scenarios: { many: { test: performance, runs: ${RUNS}, concurrency: 200 } }`,
    'limits: { mutation-spacing: 340ms }',
  ].join('\n');
  const stage = new Runner({ apiUrl: opened.url, files: { 'plan.yml': plan }, env });
  return {
    github: opened,
    runner: stage,
    [Symbol.asyncDispose]: async () => {
      stage[Symbol.dispose]();
      await opened.close();
    },
  };
}

/** The peak of the process's resident set until now; 0 once it has gone. */
function heldMb(): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
