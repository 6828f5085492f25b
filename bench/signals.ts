/** What the bundle does with the runner's signals, 20 trials each: part of `npm run bench`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { seededRandom } from '../src/core/random.ts';
import { type ActionScenario, actionScenario, quickPlan } from '../test/support/action-scenario.ts';
import type { StepEnd } from '../test/support/runner-env.ts';
import { figures } from './support/figures.ts';

const TRIALS = 20;
/** Durable, gone; in ms. */
const BARS = { SIGINT: [1_000, 5_000], SIGTERM: [1_000, 2_000] } as const;
const PLAN = quickPlan({ runs: 12, concurrency: 6, target: 'workflow: quick.yml, inputs: { seconds: 600 }' });
const random = seededRandom('signals');

let good = true;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  const durable: number[] = [];
  const gone: number[] = [];
  let runs = 0;
  let orphans = 0;
  for (let n = 0; n < TRIALS; n++) {
    await using scenario = await actionScenario({ plan: PLAN });
    const trial = await once(scenario, signal, 300 + random.next() * 2_500);
    durable.push(trial.durableMs);
    gone.push(trial.goneMs);
    runs += scenario.github.truth().length;
    orphans += trial.orphans;
  }
  const [durableBar, goneBar] = BARS[signal];
  good = figures(`${signal}: journal durable`, durable, 'ms', durableBar) && good;
  good = figures(`${signal}: process gone`, gone, 'ms', goneBar) && good;
  console.log(`${signal}: ${runs} runs were alive, ${orphans} of them neither cancelled nor listed with the command that ends them`);
  good = good && orphans === 0;
}
process.exitCode = good ? 0 : 1;

async function once({ github, runner }: ActionScenario, signal: 'SIGINT' | 'SIGTERM', afterMs: number) {
  const step = runner.start({ plan: 'plan.yml', 'artifact-name': 'none' });
  while (github.truth().length === 0) await sleep(5);
  await sleep(afterMs);
  const sentAt = performance.now();
  step.process.kill(signal);
  let durableMs = Number.NaN;
  let over = false;
  const ended = step.end.then((end) => {
    over = true;
    return { end, goneMs: performance.now() - sentAt };
  });
  while (!over && Number.isNaN(durableMs)) {
    if (isStopOnRecord(runner.workspace)) durableMs = performance.now() - sentAt;
    else await sleep(2);
  }
  const { end, goneMs } = await ended;
  if (Number.isNaN(durableMs) && isStopOnRecord(runner.workspace)) durableMs = goneMs;
  return { durableMs: Number.isNaN(durableMs) ? Number.POSITIVE_INFINITY : durableMs, goneMs, orphans: orphansOf(github, end) };
}

/** Read by another process, as a resume would. */
function isStopOnRecord(workspace: string): boolean {
  try {
    const root = join(workspace, 'runner-harness-results');
    const database = new DatabaseSync(join(root, readdirSync(root)[0] ?? '', 'session.db'), { readOnly: true });
    try {
      return database.prepare("SELECT 1 FROM events WHERE type = 'stopping'").get() !== undefined;
    } finally {
      database.close();
    }
  } catch {
    return false;
  }
}

function orphansOf(github: ActionScenario['github'], { log, summary }: StepEnd): number {
  const cancelled = new Set(
    github.requests.flatMap(({ path, status }) => (status === 202 ? (/\/runs\/(\d+)\/(?:force-)?cancel$/.exec(path)?.[1] ?? []) : [])),
  );
  const isListed = (id: number): boolean => `${log}\n${summary}`.includes(`run cancel ${id} `);
  return github.truth().filter(({ id, status }) => status !== 'completed' && !cancelled.has(String(id)) && !isListed(id)).length;
}

async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
