import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/app/system-clock.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/create-simulator.ts';
import { Runner, type RunnerOptions } from './runner-env.ts';

export const WORKFLOWS = fileURLToPath(new URL('../fixtures/action/workflows', import.meta.url));

/** A plan that is quick: spacing and polling at their shortest. */
export function quickPlan(
  more: { readonly runs?: number; readonly concurrency?: number; readonly target?: string; readonly scenario?: string; readonly rest?: string } = {},
): string {
  const { runs = 3, concurrency = 3, target = 'workflow: quick.yml', scenario = '', rest = '' } = more;
  return [
    'version: 1',
    'name: black box',
    `target: { github: { ${target} } }`,
    'scenarios:',
    `  calm: { test: performance, runs: ${runs}, concurrency: ${concurrency}${scenario === '' ? '' : `, ${scenario}`} }`,
    'limits: { mutation-spacing: 340ms, poll: 1s }',
    rest,
  ].join('\n');
}

/** An embedded GitHub and a runner that knows its address. */
export interface ActionScenario extends AsyncDisposable {
  readonly github: Simulator;
  readonly runner: Runner;
}

export async function actionScenario(
  options: { readonly github?: Partial<SimulatorOptions>; readonly runner?: Partial<RunnerOptions>; readonly plan?: string } = {},
): Promise<ActionScenario> {
  const github = await createSimulator({ clock: systemClock(), workflowsDir: WORKFLOWS, ...options.github });
  const files = { ...(options.plan === undefined ? {} : { 'plan.yml': options.plan }), ...options.runner?.files };
  const runner = new Runner({ apiUrl: github.url, ...options.runner, files });
  return {
    github,
    runner,
    [Symbol.asyncDispose]: async () => {
      runner[Symbol.dispose]();
      await github.close();
    },
  };
}

/**
 * The requests of a scenario as one reads them: ids and instants left out. Rounds of looking (the list, then details of what has ended)
 * are as many as the machine is slow, so each of their requests stands there once between two dispatches.
 */
export function requestList({ requests }: Pick<Simulator, 'requests'>): readonly string[] {
  const lines: string[] = [];
  let round = new Set<string>();
  for (const { method, path, status } of requests) {
    const plain = path.replace(/\/runs\/\d+/, '/runs/{id}').replace(/created=[^&]*/, 'created={since}');
    if (method !== 'GET') round = new Set();
    if (round.has(plain) || lines.at(-1) === `${method} ${plain} ${status}`) continue;
    if (method === 'GET') round.add(plain);
    lines.push(`${method} ${plain} ${status}`);
  }
  return lines;
}
