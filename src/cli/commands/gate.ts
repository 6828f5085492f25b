import type { Command } from 'commander';
import { DEFAULT_FAIL_ON } from '../../core/gate/exit-code.ts';
import { FILES_GATE } from '../baseline-options.ts';
import type { GateOptions } from '../gate-files.ts';
import { addInterleaveOptions, type InterleaveOptions, isInterleaved } from '../interleave-options.ts';
import { collect } from '../plan-options.ts';
import type { Register } from '../register.ts';
import { DEFAULT_REPORT_DIR } from '../report-folder.ts';
import type { World } from '../world.ts';

/** `gate FILES…`: compares results that exist; starts nothing. `gate --interleave BASE..HEAD`: measures both. */
export function addGate(program: Command, world: World, register: Register): void {
  const command = program
    .command('gate')
    .summary('compare result files with a baseline, or two branches with each other')
    .description(
      'Compares result files with a baseline and fails when something regressed; that starts nothing. With --interleave it runs a workflow, or a command on this machine, on two branches in turns, and stops as soon as it knows.',
    )
    .argument('[FILES...]', 'result files: our result.json, or those of 27 benchmark tools')
    .option('--baseline <PLACE>', 'the earlier results: file:PATH or git:BRANCH; the first run records')
    .option('--update-baseline [WHEN]', 'add this run to the baseline when it has "passed" (default), or "always"')
    .option('--id <NAME>', `tells gates that share a place apart (default: ${FILES_GATE})`)
    .option('--rule <RULE>', 'such as "metric=time*,margin=5%"; also benchmark, direction, must-exist; may be given several times', collect)
    .option('--threshold <SHARE>', 'change for the worse that is a regression (default: 10%; with --interleave 1%)')
    .option('--format <NAME>', 'read FILES as this format (default: told by their shape)')
    .option('--fail-on <OUTCOMES>', `outcomes that fail, separated by commas, or "none" (default: ${DEFAULT_FAIL_ON.join(',')})`)
    .option('--report-dir <DIR>', 'where the reports get their folder', DEFAULT_REPORT_DIR)
    .option('--json', 'the result as JSON on stdout')
    .option('--no-color', 'no colours');
  addInterleaveOptions(command)
    .addHelpText(
      'after',
      '\nExamples:\n  runner-harness gate bench.json --baseline file:main/bench.json --threshold 5%\n  runner-harness gate bench.json --baseline git:performance-data --update-baseline\n  runner-harness gate runner-harness-results/*/result.json --baseline file:baseline.json --rule "metric=queue_time,margin=25%"\n  runner-harness gate --interleave main..feature --workflow simple.yml --max-duration 2h\n  runner-harness gate --interleave main..feature --command "npm run bench" --max-duration 10m\n  runner-harness gate --interleave main..feature --workflow simple.yml --target simulated --slow-head 5%',
    )
    .action(
      register(async (files: readonly string[], options: GateOptions & InterleaveOptions) => {
        if (isInterleaved(files, options)) {
          const { interleaveGate } = await import('../interleave-gate.ts');
          return await interleaveGate(options, world);
        }
        const { gateFiles } = await import('../gate-files.ts');
        return await gateFiles(files, options, world);
      }),
    );
}
