import type { Command } from 'commander';
import { INTERLEAVE_DEFAULTS } from '../../core/interleave/interleaved-scenario.ts';
import type { LabCommandOptions } from '../play-lab.ts';
import type { Register } from '../register.ts';
import type { World } from '../world.ts';

/** `lab`: how often `gate --interleave` is wrong. */
export function addLab(program: Command, world: World, register: Register): void {
  program
    .command('lab')
    .summary('how often gate --interleave cries wolf, and how often it misses')
    .description(
      'Plays gates of equal branches and gates with a known slowdown through the code of gate --interleave, on simulated runners whose times scatter as much as yours, and counts false alarms and misses. Sends nothing.',
    )
    .argument('[RESULT]', 'result.json of a session of yours: the scatter of its execution_time is taken')
    .option('--gates <N>', 'how many gates of each kind', '200')
    .option('--slowdown <SHARE>', 'the known slowdown', '5%')
    .option('--cv <SHARE>', 'scatter of a run: standard deviation ÷ mean (default: 5%, or that of RESULT)')
    .option('--threshold <SHARE>', 'change for the worse that is a regression', `${INTERLEAVE_DEFAULTS.margin * 100}%`)
    .option('--detect <SHARE>', 'a slowdown of this size must not escape (default: 4 % more than the threshold)')
    .option('--max-blocks <N>', 'blocks of four runs, after which a gate is inconclusive', String(INTERLEAVE_DEFAULTS.maxBlocks))
    .option('--seed <N>', 'equal seeds give equal numbers', '1')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  runner-harness lab --cv 3% --slowdown 5%\n  runner-harness lab runner-harness-results/*/result.json --gates 500\n\nThe noise of real machines has no formula. A no-op on your own runners: runner-harness gate --interleave main..main --workflow ci.yml',
    )
    .action(
      register(async (source: string | undefined, options: LabCommandOptions) => {
        const { labCommand } = await import('../play-lab.ts');
        return await labCommand(source, options, world);
      }),
    );
}
