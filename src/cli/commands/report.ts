import { type Command, Option } from 'commander';
import type { Register } from '../register.ts';
import type { ReportCommandOptions } from '../report-again.ts';
import { DEFAULT_REPORT_DIR } from '../report-folder.ts';
import type { World } from '../world.ts';

/** `report SESSION`: everything that a session's journal tells, rendered again. */
export function addReport(program: Command, world: World, register: Register): void {
  program
    .command('report')
    .summary('render the reports of a session again')
    .description(
      "Renders a session's reports again from its journal, also of a session that died or still runs. Prints the report and writes the files, or prints one format.",
    )
    .argument('<SESSION>', 'id (or its beginning), name given with --session, folder, or "latest"')
    .addOption(new Option('--format <FORMAT>', 'print this and write nothing').choices(['text', 'json', 'summary', 'runs-csv', 'jobs-csv', 'ndjson']))
    .option('--report-dir <DIR>', 'where sessions lie', DEFAULT_REPORT_DIR)
    .option('--no-color', 'no colours')
    .addHelpText('after', '\nExamples:\n  runner-harness report latest\n  runner-harness report 5f0c2a91 --format summary > summary.md')
    .action(
      register(async (session: string, options: ReportCommandOptions) => {
        const { reportAgain } = await import('../report-again.ts');
        return await reportAgain(session, options, world);
      }),
    );
}
