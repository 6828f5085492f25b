import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fleetModel } from '../core/fleet/model.ts';
import type { Plan, Unit } from '../core/plan/plan.ts';
import type { Clock } from '../ports/clock.ts';
import { createSimulator, type Simulator } from '../simulator/create-simulator.ts';
import { TEMPLATE_FOLDER } from './templates.ts';
import { UsageError } from './usage-error.ts';

/** The repository of the embedded GitHub when the plan names none. */
export const EMBEDDED_REPOSITORY = 'octo/fleet';

/** Any token will do; this one says what it is where it turns up. */
export const EMBEDDED_TOKEN = 'embedded-github';

/** The embedded GitHub that a plan runs on, and where its workflows came from. */
export interface EmbeddedGitHub {
  readonly simulator: Simulator;
  readonly workflowsDir: string;
}

/**
 * Starts an embedded GitHub that holds what the plan speaks of: its repository, its refs, and its workflows, from those that come with the program or,
 * where it has others, from `.github/workflows` of the working directory.
 *
 * @throws UsageError when no single repository or folder can be all of it
 */
export async function startEmbeddedGitHub(
  plan: Plan,
  options: { readonly clock: Clock; readonly seed: number; readonly cwd: string },
): Promise<EmbeddedGitHub> {
  if (plan.target.kind !== 'simulated') throw new RangeError('only a plan with a simulated target has a fleet to simulate');
  const units = plan.scenarios.flatMap((scenario) => [...scenario.units]);
  const repositories = [...new Set(units.flatMap(({ repository }) => repository ?? []))];
  if (repositories.length > 1) {
    throw new UsageError(`the embedded GitHub holds one repository, and the plan names ${repositories.length}: ${repositories.join(', ')}`, {
      fix: 'run its scenarios apart: --scenarios NAME',
    });
  }
  const workflowsDir = folderOf(units, options.cwd);
  const simulator = await createSimulator({
    clock: options.clock,
    workflowsDir,
    repository: repositories[0] ?? EMBEDDED_REPOSITORY,
    refs: [...new Set(units.flatMap(({ ref }) => ref ?? []))].filter((ref) => ref !== 'main'),
    fleet: fleetModel(plan.target.fleet, options.seed),
    ...(plan.target.fleet.slowRefs === undefined ? {} : { slowRefs: plan.target.fleet.slowRefs }),
  });
  return { simulator, workflowsDir };
}

/** The folder that has every workflow of the plan; the program's own when none has, so that the complaint names what there is. */
function folderOf(units: readonly Unit[], cwd: string): string {
  const names = units.map(({ workflow }) => workflow.replace(/^\.github\/workflows\//, ''));
  const has = (folder: string): boolean => names.every((name) => existsSync(join(folder, name)));
  const own = join(cwd, '.github', 'workflows');
  return !has(TEMPLATE_FOLDER) && has(own) ? own : TEMPLATE_FOLDER;
}
