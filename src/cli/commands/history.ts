import type { Command } from 'commander';
import { FILES_GATE } from '../baseline-options.ts';
import { collect } from '../plan-options.ts';
import type { Register } from '../register.ts';
import type { HistoryOptions } from '../show-history.ts';
import type { World } from '../world.ts';

/** `history`: what a baseline holds. Starts nothing. */
export function addHistory(program: Command, world: World, register: Register): void {
  program
    .command('history')
    .summary('show a baseline: its series, their changes, the false alarms to expect')
    .description(
      'Shows every series of a baseline with its change points, the false alarms to expect of its gate, and how many values a run should take.',
    )
    .requiredOption('--baseline <PLACE>', 'file:PATH or git:BRANCH')
    .option('--id <NAME>', `the gate: the name of a plan, or what gate --id said (default: ${FILES_GATE})`)
    .option('--benchmark <GLOB>', 'only these benchmarks')
    .option('--metric <GLOB>', 'only these metrics')
    .option('--threshold <SHARE>', "the gate's margin", '10%')
    .option('--rule <RULE>', 'a rule of the gate, as gate takes it; may be given several times', collect)
    .option('--json', 'as JSON on stdout')
    .addHelpText('after', '\nExample:\n  runner-harness history --baseline git:performance-data --id weekly --metric queue_time')
    .action(
      register(async (options: HistoryOptions) => {
        const { showHistory } = await import('../show-history.ts');
        return await showHistory(options, world);
      }),
    );
}
