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
    .description(
      'Shows the schedule, the requests, the runner minutes and the cost of a plan. With a fleet that you describe (or the one of target: simulated) it simulates the plan many times, and says how long jobs would wait and how likely each threshold holds. Sends nothing and needs no token.',
    )
    .argument('[PLAN]', 'plan file: .yml, .yaml, .json or .toml');
  addPlanOptions(command)
    .optionsGroup('The fleet:')
    .option('--runners <N>', 'how many jobs run at the same time (default: as many as it takes)')
    .option('--startup <SPAN>', 'from the moment a runner is given to a job to its start, such as 10s (default: 0)')
    .option('--execution <SPAN>', 'mean execution time of a job, such as 5m (default: what its workflow file says)')
    .option('--execution-cv <X>', 'how much that varies: standard deviation ÷ mean, such as 0.5 (default: 0)')
    .option('--labels <LABELS>', 'of the runners, for their price, such as ubuntu-latest or self-hosted (default: what the workflow file says)')
    .option('--from-history <FILE>', 'job times from an analysis.json; without a plan also its runs, at the instants at which they came')
    .optionsGroup('Output:')
    .option('--run-time <SPAN>', 'how long a run takes (default: what its workflow file says, else 2m)')
    .option('--token-limit <N>', "the token's requests an hour (default: 1000, as GITHUB_TOKEN has; 5000 for a personal one)")
    .option('--payloads', 'every dispatch with its instant and its payload')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  runner-harness plan plan.yml\n  runner-harness plan plan.yml --payloads --scenarios calm\n  runner-harness plan --test load --workflow ci.yml --rate 10/min --duration 30m --run-time 4m\n  runner-harness plan plan.yml --runners 20 --startup 10s --execution 5m --execution-cv 0.5\n  runner-harness plan --from-history runner-harness-results/analysis-acme-widgets/analysis.json --runners 20',
    )
    .action(
      register(async (source: string | undefined, options: DryRunOptions) => {
        const { dryRun } = await import('../dry-run.ts');
        const history =
          options.fromHistory === undefined ? undefined : (await import('../read-analysis.ts')).readAnalysis(options.fromHistory, world.cwd);
        const alone = history !== undefined && source === undefined && options.test === undefined && options.workflow === undefined;
        const read = alone ? { plan: history.plan(), notes: [] } : await planFor(source, options, world.cwd);
        world.stdout.write(dryRun(read, options, world, history));
        return EXIT.ok;
      }),
    );
}
