import type { Command } from 'commander';
import { describeScenario } from '../../core/plan/describe-scenario.ts';
import { terminalText } from '../../reports/escape/log.ts';
import { counted } from '../../reports/format.ts';
import { EXIT } from '../exit-code.ts';
import { explainFailure } from '../explain-failure.ts';
import { readPlan } from '../read-plan.ts';
import type { Register } from '../register.ts';
import { showProblems } from '../show-problems.ts';
import { UsageError } from '../usage-error.ts';
import type { World } from '../world.ts';

/** `validate PLAN…`: is the file right? Asks nobody but the file; whether the workflow exists is for `doctor` to say. */
export function addValidate(program: Command, world: World, register: Register): void {
  program
    .command('validate')
    .summary('check plan files, every problem at once')
    .description('Checks plan files and prints every problem with its line and column. Sends nothing and needs no token.')
    .argument('<PLAN...>', 'plan files: .yml, .yaml, .json or .toml')
    .addHelpText('after', '\nExamples:\n  runner-harness validate plan.yml\n  runner-harness validate plans/*.yml')
    .action(register(async (sources: readonly string[]) => await validate(sources, world)));
}

async function validate(sources: readonly string[], world: World): Promise<number> {
  let problems = 0;
  for (const source of sources) problems += await validateOne(source, world);
  if (problems === 0) return EXIT.ok;
  world.stderr.write(`${counted(problems, 'problem')}.\n`);
  return EXIT.usage;
}

/** One file that can't be read does not keep the others from being checked. */
async function validateOne(source: string, world: World): Promise<number> {
  try {
    const { parse, text } = await readPlan(source, world.cwd);
    const read = parse();
    if (!read.ok) {
      world.stderr.write(`${showProblems(read.problems, source, text)}\n`);
      return read.problems.length;
    }
    const { name, scenarios } = read.plan;
    world.stdout.write(`${terminalText(source)}: "${terminalText(name)}" is valid: ${counted(scenarios.length, 'scenario')}\n`);
    for (const scenario of scenarios)
      world.stdout.write(`  ${terminalText(scenario.name)} (${scenario.test}): ${terminalText(describeScenario(scenario))}\n`);
    for (const note of read.notes) world.stdout.write(`  note: ${terminalText(note)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    world.stderr.write(`${explainFailure(error).text}\n`);
    return 1;
  }
}
