import type { Command } from 'commander';
import { addAccessOptions } from '../access-options.ts';
import type { DoctorOptions } from '../examine.ts';
import { planFor } from '../plan-for.ts';
import { addPlanOptions } from '../plan-options.ts';
import type { Register } from '../register.ts';
import type { World } from '../world.ts';

/** `doctor [PLAN]`: would `run` work? A line each, with its fix. */
export function addDoctor(program: Command, world: World, register: Register): void {
  const command = program
    .command('doctor')
    .summary('check token, permissions, workflows and limits')
    .description('Checks everything that a plan needs before it is run, a line each with its fix. Reads only; starts nothing.')
    .argument('[PLAN]', 'plan file: .yml, .yaml, .json or .toml');
  addPlanOptions(command);
  addAccessOptions(command)
    .option('--no-color', 'no colours')
    .addHelpText('after', '\nExamples:\n  runner-harness doctor plan.yml\n  runner-harness doctor --workflow ci.yml --repository acme/widgets')
    .action(
      register(async (source: string | undefined, options: DoctorOptions) => {
        const { examine } = await import('../examine.ts');
        return await examine(await planFor(source, options, world.cwd), options, world);
      }),
    );
}
