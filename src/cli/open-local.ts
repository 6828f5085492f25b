import { resolve } from 'node:path';
import { readTestHistory } from '../app/test-history.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Target } from '../ports/target.ts';
import { createLocalTarget } from '../targets/local/local-target.ts';
import { machineFacts } from '../targets/local/run/machine-facts.ts';
import { openWorktreePool } from '../targets/local/worktrees/open-pool.ts';
import { forkGuard } from './fork-guard.ts';
import { LineMixer } from './line-mixer.ts';
import type { OpenTargetOptions, Place } from './target-place.ts';
import { TEMPLATE_FOLDER } from './templates.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** Opens the worktrees of a repository on this machine as the place of a plan. */
export async function openLocal(plan: Plan, options: OpenTargetOptions, world: World): Promise<Place> {
  const { target: spec } = plan;
  if (spec.kind !== 'local') throw new RangeError('the plan has another target');
  if (options.speed !== undefined)
    throw new UsageError('--speed is for the embedded GitHub: tests on this machine take the time that they take', { fix: 'leave it out' });
  const { local } = spec;
  const repository = resolve(world.cwd, local.repository);
  const history = options.reportRoot === undefined ? undefined : await readTestHistory(options.reportRoot);
  const lines = options.stream === true ? new LineMixer((line) => world.stderr.write(`${line}\n`)) : undefined;
  let target: Target | undefined;
  return {
    clock: options.clock,
    speed: 1,
    about: [],
    secrets: [],
    createTarget({ folder }, onWarning) {
      target = createLocalTarget({
        spec: local,
        repository,
        folder,
        clock: options.clock,
        env: world.env,
        machine: machineFacts,
        workflowFolders: [TEMPLATE_FOLDER],
        openPool: () =>
          openWorktreePool({
            repository,
            ...(local.worktrees === undefined ? {} : { place: resolve(world.cwd, local.worktrees) }),
            size: local.workers === 'auto' ? machineFacts().processors : local.workers,
            session: options.sessionId,
            clean: local.clean,
            ...(local.filters === undefined ? {} : { filters: local.filters }),
            ...(local.submodules === undefined ? {} : { submodules: local.submodules }),
            refuse: forkGuard(world.env),
            env: world.env,
            now: () => options.clock.now(),
          }),
        onWarning,
        ...(history === undefined ? {} : { estimateMs: (scenario: string, test: string) => history.durationMs(scenario, test) }),
        ...(lines === undefined ? {} : { onOutput: ({ id, worker }, text) => lines.add(`${worker} ${id}`, text) }),
      });
      return target;
    },
    requests: () => target?.usage().requests ?? 0,
    [Symbol.asyncDispose]: async () => lines?.flush(),
  };
}
