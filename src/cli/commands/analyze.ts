import type { Command } from 'commander';
import { addAccessOptions } from '../access-options.ts';
import type { AnalyzeOptions } from '../analyze-history.ts';
import type { Register } from '../register.ts';
import type { World } from '../world.ts';

/** `analyze`: measures runs that nobody here started. Sends nothing but reads. */
export function addAnalyze(program: Command, world: World, register: Register): void {
  const command = program
    .command('analyze')
    .summary('measure the runs that a repository has had; sends nothing but reads')
    .description(
      'Reads the runs of a repository and their jobs, and measures what they met: queue and execution times by workflow, job, label and runner, arrivals by hour, jobs at the same time, cost. Starts nothing and changes nothing.',
    )
    .option('--repo <OWNER/NAME>', 'repository (default: that of the remote "origin" here)')
    .option('--since <SPAN>', 'how far back, such as 12h, 7d, 30d', '7d')
    .option('--workflow <FILE>', 'only runs of this workflow')
    .option('--branch <NAME>', 'only runs on this branch')
    .option('--max-requests <N>', "most requests (default: what the token's hour leaves, less 20 % for others); beyond them, jobs of a random part")
    .option('--seed <N>', 'which part that is');
  addAccessOptions(command)
    .optionsGroup('Output:')
    .option('--report-dir <PATH>', 'folder for analysis.json, analysis.md and arrivals.csv (default: runner-harness-results/analysis-OWNER-NAME)')
    .option('--json', 'analysis.json on standard output')
    .option('--no-color', 'no colours')
    .addHelpText(
      'after',
      '\nExamples:\n  runner-harness analyze --repo acme/widgets --since 7d\n  runner-harness analyze --repo acme/widgets --workflow ci.yml --branch main --since 30d --max-requests 500',
    )
    .action(
      register(async (options: AnalyzeOptions) => {
        const { analyzeHistory } = await import('../analyze-history.ts');
        return await analyzeHistory(options, world);
      }),
    );
}
