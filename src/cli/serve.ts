import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemRandom } from '../app/system-random.ts';
import { SERVER_TOKEN_NAME } from '../core/plan/http-keys.ts';
import { terminalText } from '../reports/escape/log.ts';
import { createServer, type RunningServer } from '../server/create-server.ts';
import { ServerDatabaseError } from '../stores/server/server-database.ts';
import { isForbiddenName } from '../targets/local/process/environment.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** Options of `serve`, as they were typed. */
export interface ServeOptions {
  readonly port?: string;
  readonly host: string;
  readonly allowHost?: readonly string[];
  readonly tokenEnv?: string;
  readonly folder: string;
  readonly env?: readonly string[];
  readonly maxCommands: string;
  readonly reportDir: string;
}

/** Shorter tokens can be guessed. */
const SHORTEST_TOKEN = 16;
const DATABASE_NAME = 'server.db';

/** Serves until a signal comes; then ends what runs. A second signal ends the process at once. */
export async function serve(options: ServeOptions, world: World): Promise<void> {
  const folder = resolve(world.cwd, options.folder);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`--folder ${options.folder}: there is no such folder`);
  const secret = (options.env ?? []).find((name) => !/^[A-Za-z_]\w*$/.test(name) || isForbiddenName(name));
  if (secret !== undefined) throw new UsageError(`--env ${secret}: commands never get variables that may hold a credential, or are the runner's own`);
  const { token, isMade } = tokenOf(options, world);
  const server = await start(options, { folder, token }, world);
  const interrupted = new Promise<void>((done) => {
    let signals = 0;
    world.onSignal((signal) => {
      signals++;
      if (signals === 1) done();
      else world.exitNow(signal === 'SIGINT' ? 130 : 143);
    });
  });
  const name = options.tokenEnv ?? SERVER_TOKEN_NAME;
  const tokenKey = name === SERVER_TOKEN_NAME ? '' : `, token-env: ${name}`;
  world.stdout.write(
    [
      `Listening at ${server.url}; commands run in ${terminalText(folder)}`,
      isMade ? `Token (it is not shown again): ${token}` : `The token is in ${name}`,
      'Try it in another terminal:',
      `  curl -N ${server.url}/execute -H "authorization: Bearer ${isMade ? token : `$${name}`}" -d '{"command":"echo hello"}'`,
      `  plan:  target: { http: { url: "${server.url}"${tokenKey} } }     with the token in ${name}`,
      `  API:   ${server.url}/openapi.json`,
      'Ctrl-C ends it and all that it runs.',
      '',
    ].join('\n'),
  );
  if (server.recovered > 0)
    world.stderr.write(
      `${server.recovered} command${server.recovered === 1 ? '' : 's'} of a server that died: ended now, and put down as interrupted\n`,
    );
  if (!/^(127\.|::1$|localhost$)/.test(options.host))
    world.stderr.write(
      `${options.host} can be reached from other machines, and the token travels in clear text: whoever reads it runs programs as you. Put it behind https.\n`,
    );
  await interrupted;
  world.stderr.write('Ending what runs (Ctrl-C again: at once) …\n');
  await server.close();
}

function tokenOf({ tokenEnv }: ServeOptions, world: World): { readonly token: string; readonly isMade: boolean } {
  if (tokenEnv === undefined) return { token: systemRandom.hex(24), isMade: true };
  const token = (world.env[tokenEnv] ?? '').trim();
  if (token === '')
    throw new UsageError(`--token-env ${tokenEnv}: that variable is not set`, { fix: 'set it, or leave --token-env out: a token is made' });
  if (token.length < SHORTEST_TOKEN || /\s/.test(token))
    throw new UsageError(`--token-env ${tokenEnv}: expected ${SHORTEST_TOKEN} characters or more without a space, got ${token.length}`);
  return { token, isMade: false };
}

async function start(
  options: ServeOptions,
  { folder, token }: { readonly folder: string; readonly token: string },
  world: World,
): Promise<RunningServer> {
  const { port, host } = options;
  try {
    return await createServer({
      host,
      token,
      folder,
      database: join(resolve(world.cwd, options.reportDir), DATABASE_NAME),
      reportRoot: resolve(world.cwd, options.reportDir),
      env: world.env,
      onNotice: (text) => world.stderr.write(`${terminalText(text)}\n`),
      allowEnv: options.env ?? [],
      allowHosts: options.allowHost ?? [],
      mostCommands: whole('--max-commands', options.maxCommands, 1, 256),
      ...(port === undefined ? {} : { port: whole('--port', port, 0, 65_535) }),
    });
  } catch (cause) {
    if (cause instanceof ServerDatabaseError) throw new UsageError(cause.message, { fix: 'name another --report-dir', cause });
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new UsageError(`port ${port} is taken`, { fix: 'name another one, or leave --port out for any free one', cause });
    if (code === 'EACCES') throw new UsageError(`port ${port} may not be opened by you`, { fix: 'name one from 1024 on', cause });
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new UsageError(`--host ${host}: this machine has no such address`, { cause });
    throw cause;
  }
}

function whole(flag: string, text: string, min: number, max: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`${flag} ${text}: expected a whole number from ${min} to ${max}`);
}
