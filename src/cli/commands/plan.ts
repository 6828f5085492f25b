import type { Command } from 'commander';
import type { DryRunOptions } from '../dry-run.ts';
import { EXIT } from '../exit-code.ts';
import { planFor } from '../plan-for.ts';
import { addPlanOptions } from '../plan-options.ts';
import type { Register } from '../register.ts';
import type { World } from '../world.ts';

/** `plan [PLAN]`: what `run` would do, and what that costs. Sends nothing. */
export function addPlan(program: Command, world: World, register: Register): void {
  const command = program
    .command('plan')
    .summary('show what a plan would do and cost; sends nothing')
    .description('Shows the schedule, the requests and the runner minutes of a plan. Sends nothing and needs no token.')
    .argument('[PLAN]', 'plan file: .yml, .yaml, .json or .toml');
  addPlanOptions(command)
    .optionsGroup('Output:')
    .option('--run-time <SPAN>', 'how long a run takes (default: what its workflow file says, else 2m)')
    .option('--token-limit <N>', "the token's requests an hour (default: 1000, as GITHUB_TOKEN has; 5000 for a personal one)")
    .option('--payloads', 'every dispatch with its instant and its payload')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  runner-harness plan plan.yml\n  runner-harness plan plan.yml --payloads --scenarios calm\n  runner-harness plan --test load --workflow ci.yml --rate 10/min --duration 30m --run-time 4m',
    )
    .action(
      register(async (source: string | undefined, options: DryRunOptions) => {
        const { dryRun } = await import('../dry-run.ts');
        world.stdout.write(dryRun(await planFor(source, options, world.cwd), options, world));
        return EXIT.ok;
      }),
    );
}
