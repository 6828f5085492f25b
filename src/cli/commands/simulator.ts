import { type Command, Option } from 'commander';
import { EXIT } from '../exit-code.ts';
import type { Register } from '../register.ts';
import { FASTEST } from '../scaled-clock.ts';
import type { SimulatorCommandOptions } from '../serve-simulator.ts';
import type { World } from '../world.ts';

/** `simulator`: the embedded GitHub alone, for other clients. */
export function addSimulator(program: Command, world: World, register: Register): void {
  program
    .command('simulator')
    .summary('the embedded GitHub alone, for other clients')
    .description(
      'Serves an embedded GitHub on 127.0.0.1 over a simulated fleet of runners, until Ctrl-C. Any token may do everything; nothing leaves this machine.',
    )
    .option('--port <PORT>', 'port (default: any free one)')
    .addOption(new Option('--mode <MODE>', 'which GitHub').choices(['github', 'github-2022', 'ghes-3.19']).default('github'))
    .option('--speed <FACTOR>', `how fast its time runs, 1 to ${FASTEST}`, '1')
    .option('--repository <OWNER/NAME>', 'its repository', 'octo/fleet')
    .option('--workflows-dir <DIR>', 'folder with its workflows (default: those that come with runner-harness)')
    .option('--runners <N>', 'runners that take jobs', '20')
    .option('--startup <SPAN>', "time from a job's assignment to its start", '5s')
    .option('--failure-rate <SHARE>', 'share of jobs that fail', '0%')
    .option('--list-lag <SPAN>', 'a run appears in lists so long after it came to be')
    .option('--seed <N>', 'seeds its randomness', '1')
    .addHelpText('after', '\nExamples:\n  runner-harness simulator --port 8080 --speed 10\n  runner-harness simulator --mode ghes-3.19 --list-lag 5s')
    .action(
      register(async (options: SimulatorCommandOptions) => {
        const { serveSimulator } = await import('../serve-simulator.ts');
        await serveSimulator(options, world);
        return EXIT.ok;
      }),
    );
}
