import type { Command } from 'commander';
import type { Register } from '../register.ts';
import { DEFAULT_REPORT_DIR } from '../report-folder.ts';
import type { ReprocessOptions } from '../reprocess-session.ts';
import type { World } from '../world.ts';

/** `reprocess SESSION`: the numbers anew, from what GitHub answered. */
export function addReprocess(program: Command, world: World, register: Register): void {
  program
    .command('reprocess')
    .summary('derive every number anew from the kept answers')
    .description(
      "Derives every number of a session anew from GitHub's answers, which run --keep-raw kept, and says what differs. Writes its reports beside the old ones.",
    )
    .argument('<SESSION>', 'id (or its beginning), name given with --session, folder, or "latest"')
    .option('--report-dir <DIR>', 'where sessions lie', DEFAULT_REPORT_DIR)
    .option('--no-color', 'no colours')
    .addHelpText('after', '\nExample:\n  runner-harness reprocess latest')
    .action(
      register(async (session: string, options: ReprocessOptions) => {
        const { reprocessSession } = await import('../reprocess-session.ts');
        return await reprocessSession(session, options, world);
      }),
    );
}
