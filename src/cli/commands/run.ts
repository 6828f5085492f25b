import type { Command } from 'commander';
import { DEFAULT_FAIL_ON } from '../../core/gate/exit-code.ts';
import { addAccessOptions } from '../access-options.ts';
import type { RunOptions } from '../execute-plan.ts';
import { EXIT } from '../exit-code.ts';
import { planFor } from '../plan-for.ts';
import { addPlanOptions } from '../plan-options.ts';
import type { Register } from '../register.ts';
import { DEFAULT_REPORT_DIR } from '../report-folder.ts';
import { FASTEST } from '../scaled-clock.ts';
import { verifiedText } from '../verified-text.ts';
import type { World } from '../world.ts';
import { testsText } from './list.ts';

/** `run [PLAN]`: does what a plan, or its options, say. */
export function addRun(program: Command, world: World, register: Register): void {
  const command = program
    .command('run')
    .summary('run a plan, or one scenario without a plan file')
    .description('Sends runs, watches them until they end, measures them, and fails when a limit is breached or something regressed.')
    .argument('[PLAN]', 'plan file: .yml, .yaml, .json or .toml');
  addPlanOptions(command);
  addAccessOptions(command)
    .optionsGroup('Results:')
    .option('--baseline <PLACE>', 'earlier results to compare with: file:PATH or git:BRANCH; the first run records')
    .option('--update-baseline [WHEN]', 'add this run to the baseline when it has "passed" (default), or "always"')
    .option('--regression-threshold <SHARE>', 'change for the worse that is a regression (default: 10%)')
    .option('--fail-on <OUTCOMES>', `outcomes that fail, separated by commas, or "none" (default: ${DEFAULT_FAIL_ON.join(',')})`)
    .option('--report <FORMATS>', 'which reports to write: json, csv, ndjson, summary, tests (default: all; json always)')
    .option('--report-dir <DIR>', 'where the session gets its folder', DEFAULT_REPORT_DIR)
    .option('--session <NAME>', 'name or id of the session: one that has not ended goes on (default: a new one)')
    .option('--max-duration <SPAN>', 'suspend the session after so long: nothing more is sent, nothing is cancelled, "resume" goes on with it')
    .option('--checkpoint-dir <DIR>', 'also keep copies of the journal there (every 10 min and 100 runs), to resume from when this machine is lost')
    .option('--repair', 'with --session: go on from what can be believed of a damaged journal')
    .option('--keep-raw', "keep GitHub's answers, for reprocess")
    .optionsGroup('Output:')
    .option('--json', 'events and the result as JSON lines on stdout, for machines')
    .option('--no-color', 'no colours')
    .option('--speed <FACTOR>', `simulated target: how fast its time runs, 1 to ${FASTEST} (default: ${FASTEST})`)
    .option('--stream', 'local target: show what tests write while they run')
    .option('--verify-only', 'read and check the plan with all its files, and run nothing')
    .option('--list-tests', 'print the kinds of test and the templates')
    .addHelpText(
      'after',
      `
Examples:
  runner-harness run plan.yml
  runner-harness run plan.yml --scenarios calm --set scenarios.calm.runs=20
  runner-harness run --test performance --workflows 10
  runner-harness run --test load --workflow ci.yml --wpm 10 --duration 30
  runner-harness run --test simple --workflows 5 --target simulated
  runner-harness run plan.yml --baseline file:main/result.json --regression-threshold 15%

The token comes from the environment: GITHUB_TOKEN, then GH_TOKEN. Ctrl-C stops cleanly; twice stops at once.`,
    )
    .action(
      register(async (source: string | undefined, options: RunOptions & { listTests?: true; verifyOnly?: true }) => {
        if (options.listTests === true) {
          world.stdout.write(testsText(world.stdout.columns()));
          return EXIT.ok;
        }
        const read = await planFor(source, options, world.cwd);
        if (options.verifyOnly === true) {
          world.stdout.write(verifiedText(read));
          return EXIT.ok;
        }
        const { executePlan } = await import('../execute-plan.ts');
        return await executePlan(read, options, world);
      }),
    );
}
