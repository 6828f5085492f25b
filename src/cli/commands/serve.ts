import type { Command } from 'commander';
import { SERVER_TOKEN_NAME } from '../../core/plan/http-keys.ts';
import { EXIT } from '../exit-code.ts';
import type { Register } from '../register.ts';
import { DEFAULT_REPORT_DIR } from '../report-folder.ts';
import type { ServeOptions } from '../serve.ts';
import type { World } from '../world.ts';

const listOf = (value: string, earlier: readonly string[] | undefined): readonly string[] => [...(earlier ?? []), value];

/** `serve`: the command server and the API of parallel tests. */
export function addServe(program: Command, world: World, register: Register): void {
  program
    .command('serve')
    .summary('run commands and test plans for others, over HTTP')
    .description(
      'Serves commands (POST /execute, over HTTP or a WebSocket) and sessions of parallel test plans (POST /api/v1/parallel-test/start) until Ctrl-C. Whoever has the token runs programs as you: it listens on this machine only, unless you say otherwise.',
    )
    .option('--port <PORT>', 'port (default: any free one)')
    .option('--host <ADDRESS>', 'address to listen on; another than a loopback one lets other machines in', '127.0.0.1')
    .option('--allow-host <HOST[:PORT]>', 'further name under which it is asked, such as that of a proxy; repeat for more', listOf)
    .option('--token-env <NAME>', 'variable with the token, 16 characters or more (default: a token is made and printed once)')
    .option('--folder <DIR>', 'where commands run, and below which repositories lie', '.')
    .option('--env <NAME>', 'further variable that commands may see; repeat for more', listOf)
    .option('--max-commands <N>', 'commands at a time', '8')
    .option('--report-dir <DIR>', 'where sessions get their folders, and server.db remembers what was run', DEFAULT_REPORT_DIR)
    .addHelpText(
      'after',
      `
Examples:
  runner-harness serve --port 8090
  ${SERVER_TOKEN_NAME}=… runner-harness serve --token-env ${SERVER_TOKEN_NAME} --folder ~/work/widgets
  runner-harness run plan.yml        in another terminal, with "target: { http: { url: http://127.0.0.1:8090 } }"`,
    )
    .action(
      register(async (options: ServeOptions) => {
        const { serve } = await import('../serve.ts');
        await serve(options, world);
        return EXIT.ok;
      }),
    );
}
