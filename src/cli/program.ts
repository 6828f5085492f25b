import { Command, CommanderError } from 'commander';
import { version } from '../app/version.ts';
import { planFormat } from '../core/plan/plan-format.ts';
import { addAnalyze } from './commands/analyze.ts';
import { addDoctor } from './commands/doctor.ts';
import { addGate } from './commands/gate.ts';
import { addHistory } from './commands/history.ts';
import { addInit } from './commands/init.ts';
import { addLab } from './commands/lab.ts';
import { addList, testsText } from './commands/list.ts';
import { addPlan } from './commands/plan.ts';
import { addReport } from './commands/report.ts';
import { addReprocess } from './commands/reprocess.ts';
import { addResume } from './commands/resume.ts';
import { addRun } from './commands/run.ts';
import { addServe } from './commands/serve.ts';
import { addSimulator } from './commands/simulator.ts';
import { addValidate } from './commands/validate.ts';
import { addWorktrees } from './commands/worktrees.ts';
import { EXIT } from './exit-code.ts';
import { explainFailure } from './explain-failure.ts';
import type { Register } from './register.ts';
import type { World } from './world.ts';

/**
 * The command line: parses, runs one command, explains what failed.
 *
 * @param args without the program's name
 * @returns the exit code
 */
export async function runProgram(args: readonly string[], world: World): Promise<number> {
  let code: number = EXIT.ok;
  const register: Register =
    (action) =>
    async (...given) => {
      code = await action(...given);
    };
  try {
    await createProgram(world, register).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Help and version are no errors; everything else that commander says is about how it was called.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const failure = explainFailure(error);
    world.stderr.write(`${failure.text}\n`);
    return failure.code;
  }
}

/** The commands in the order in which a newcomer needs them. */
const COMMANDS = [
  addInit,
  addDoctor,
  addRun,
  addResume,
  addPlan,
  addAnalyze,
  addValidate,
  addGate,
  addHistory,
  addLab,
  addReport,
  addReprocess,
  addList,
  addServe,
  addSimulator,
  addWorktrees,
] as const;

function createProgram(world: World, register: Register): Command {
  const program = new Command('runner-harness');
  program
    .description(
      'Fans work out to GitHub Actions runners, watches it to the end, measures it truthfully, and fails when performance breaches a limit or regresses.',
    )
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [COMMAND]', 'print the help of a command')
    .option('--list-tests', 'print the kinds of test and the templates')
    .on('option:list-tests', () => {
      world.stdout.write(testsText());
      throw new CommanderError(0, 'listed', '');
    })
    .addHelpText(
      'after',
      `
Examples:
  runner-harness run --target simulated --workflow simple.yml --runs 20    without an account, on an embedded GitHub
  runner-harness run --test load --workflow ci.yml --rate 10/min --duration 30m
  runner-harness run plan.yml --scenarios calm
  runner-harness plan plan.yml                                             what it would do, and what that costs

Exit codes: 0 passed · 1 error · 2 usage, plan or access · 3 threshold breached · 4 regressed · 5 inconclusive ·
6 failed or invalid · 7 suspended · 130/143 stopped by a signal. --fail-on chooses which outcomes count.`,
    )
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
      outputError: (text, write) => write(hint(text)),
      getOutHelpWidth: () => Math.min(120, world.stdout.columns()),
      getErrHelpWidth: () => Math.min(120, world.stderr.columns()),
    })
    .showSuggestionAfterError()
    .exitOverride();
  for (const add of COMMANDS) add(program, world, register);
  return program;
}

/** Commander's own words, and what it can't know: `runner-harness plan.yml` lacks its verb. */
function hint(text: string): string {
  const file = /unknown command '([^']+)'/.exec(text)?.[1];
  const more = file !== undefined && planFormat(file) !== undefined ? `(Did you mean runner-harness run ${file}?)\n` : '';
  return `${text}${more}`;
}
