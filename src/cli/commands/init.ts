import type { Command } from 'commander';
import { EXIT } from '../exit-code.ts';
import type { Register } from '../register.ts';
import type { World } from '../world.ts';
import type { InitOptions } from '../write-starter.ts';

/** `init`: puts what a first test needs into the user's repository. */
export function addInit(program: Command, world: World, register: Register): void {
  program
    .command('init')
    .summary('write target workflows, a controller workflow and a plan')
    .description('Writes workflows to measure with, a workflow that starts a test by hand, and a first plan into a repository. Overwrites nothing.')
    .option('--dir <DIR>', 'root of the repository', '.')
    .option('--templates <NAMES>', 'workflows to write, separated by commas, or "all"; see list tests', 'simple')
    .option('--force', 'replace files that differ')
    .addHelpText('after', '\nExamples:\n  runner-harness init\n  runner-harness init --dir ../widgets --templates simple,fan-out')
    .action(
      register(async (options: InitOptions) => {
        const { writeStarter } = await import('../write-starter.ts');
        await writeStarter(options, world);
        return EXIT.ok;
      }),
    );
}
