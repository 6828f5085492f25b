import type { Command } from 'commander';
import { DEFAULT_FAIL_ON } from '../../core/gate/exit-code.ts';
import { addAccessOptions } from '../access-options.ts';
import type { Register } from '../register.ts';
import { DEFAULT_REPORT_DIR } from '../report-folder.ts';
import type { ResumeOptions } from '../resume.ts';
import type { World } from '../world.ts';

/** `resume SESSION`: goes on with a session that was suspended, or whose controller died. */
export function addResume(program: Command, world: World, register: Register): void {
  const command = program
    .command('resume')
    .summary('go on with a session that was suspended or broke off')
    .description(
      'Goes on with a session from its journal, with the plan that it was begun with. What it had sent is found in the list of runs before anything more is sent.',
    )
    .argument('<SESSION>', 'id (or its beginning), or name given with --session');
  addAccessOptions(command)
    .optionsGroup('Results:')
    .option('--max-duration <SPAN>', 'suspend it again after so long')
    .option('--checkpoint-dir <DIR>', 'folder with copies of its journal, for a session of another machine; more are kept there')
    .option('--fail-on <OUTCOMES>', `outcomes that fail, separated by commas, or "none" (default: ${DEFAULT_FAIL_ON.join(',')})`)
    .option('--report <FORMATS>', 'which reports to write: json, csv, ndjson, summary (default: all; json always)')
    .option('--report-dir <DIR>', 'where sessions lie', DEFAULT_REPORT_DIR)
    .option('--keep-raw', "keep GitHub's answers, for reprocess")
    .optionsGroup('Output:')
    .option('--json', 'events and the result as JSON lines on stdout, for machines')
    .option('--no-color', 'no colours')
    .addHelpText(
      'after',
      '\nExamples:\n  runner-harness resume 5f0c2a91\n  runner-harness resume nightly --max-duration 2h --checkpoint-dir /mnt/checkpoints',
    )
    .action(
      register(async (session: string, options: ResumeOptions) => {
        const { resume } = await import('../resume.ts');
        return await resume(session, options, world);
      }),
    );
}
