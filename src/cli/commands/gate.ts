import type { Command } from 'commander';
import { DEFAULT_FAIL_ON } from '../../core/gate/exit-code.ts';
import type { GateOptions } from '../gate-files.ts';
import type { Register } from '../program.ts';
import { DEFAULT_REPORT_DIR } from '../report-folder.ts';
import type { World } from '../world.ts';

/** `gate FILES…`: compares results that exist; starts nothing. */
export function addGate(program: Command, world: World, register: Register): void {
  program
    .command('gate')
    .summary('compare result files with a baseline')
    .description('Compares result files with a baseline and fails when something regressed. Starts nothing and needs no token.')
    .argument('<FILES...>', 'result files: our result.json, or a customSmallerIsBetter / customBiggerIsBetter list')
    .requiredOption('--baseline <file:PATH>', 'the earlier result')
    .option('--threshold <SHARE>', 'change for the worse that is a regression', '10%')
    .option('--format <NAME>', 'read FILES as this format (default: told by their shape)')
    .option('--fail-on <OUTCOMES>', `outcomes that fail, separated by commas, or "none" (default: ${DEFAULT_FAIL_ON.join(',')})`)
    .option('--report-dir <DIR>', 'where the reports get their folder', DEFAULT_REPORT_DIR)
    .option('--json', 'the result as JSON on stdout')
    .option('--no-color', 'no colours')
    .addHelpText(
      'after',
      '\nExamples:\n  runner-harness gate bench.json --baseline file:main/bench.json --threshold 5%\n  runner-harness gate runner-harness-results/*/result.json --baseline file:baseline.json',
    )
    .action(
      register(async (files: readonly string[], options: GateOptions) => {
        const { gateFiles } = await import('../gate-files.ts');
        return await gateFiles(files, options, world);
      }),
    );
}
