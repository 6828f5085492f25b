import { resolve } from 'node:path';
import { systemClock } from '../app/system-clock.ts';
import { parseShare } from '../core/gate/threshold-rule.ts';
import { DURATION_FORMS, parseDuration } from '../core/time.ts';
import { terminalText } from '../reports/escape/log.ts';
import { createSimulator, type SimulatorOptions } from '../simulator/create-simulator.ts';
import { parseSpeed, scaledClock } from './scaled-clock.ts';
import { TEMPLATE_FOLDER } from './templates.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** Options of `simulator`, as they were typed. */
export interface SimulatorCommandOptions {
  readonly port?: string;
  readonly mode: NonNullable<SimulatorOptions['mode']>;
  readonly speed: string;
  readonly repository: string;
  readonly workflowsDir?: string;
  readonly runners: string;
  readonly startup: string;
  readonly failureRate: string;
  readonly listLag?: string;
  readonly seed: string;
}

/** Serves until a signal comes. */
export async function serveSimulator(options: SimulatorCommandOptions, world: World): Promise<void> {
  const factor = parseSpeed(options.speed);
  const given = simulatorOptions(options, world.cwd);
  const simulator = await createSimulator({ ...given, clock: scaledClock(systemClock(), factor) }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new UsageError(`port ${options.port} is taken`, { fix: 'name another one, or leave --port out for any free one', cause: error });
    if (error.code === 'EACCES')
      throw new UsageError(`port ${options.port} may not be opened by you`, { fix: 'name one from 1024 on', cause: error });
    if (error.code === 'ENOENT') throw new UsageError(`--workflows-dir ${options.workflowsDir}: there is no such folder`, { cause: error });
    throw error;
  });
  const { url, repository } = simulator;
  // Listening before anything is said: who waits for the address may interrupt at once.
  const interrupted = new Promise<void>((done) => {
    const dispose = world.onSignal(() => {
      dispose();
      done();
    });
  });
  world.stdout.write(
    [
      `Embedded GitHub (${options.mode}) at ${url}${factor === 1 ? '' : `, its time runs ${factor} times as fast as yours`}`,
      `Repository ${repository}, ${options.runners} runners, workflows of ${terminalText(given.workflowsDir)}`,
      'Any token will do. Try it in another terminal:',
      `  GITHUB_TOKEN=any npx runner-harness run --workflow simple.yml --runs 5 --api-url ${url} --repository ${repository}`,
      `  curl -H 'authorization: token any' ${url}/repos/${repository}/actions/runs`,
      'Ctrl-C ends it.',
      '',
    ].join('\n'),
  );
  await interrupted;
  await simulator.close();
}

function simulatorOptions(options: SimulatorCommandOptions, cwd: string): Omit<SimulatorOptions, 'clock'> {
  const { mode, repository } = options;
  if (!/^[A-Za-z0-9-]+\/[\w.-]+$/.test(repository)) throw new UsageError(`--repository ${repository}: expected OWNER/NAME`);
  const startupMs = options.startup === '0' ? 0 : span('--startup', options.startup);
  const failureRate = parseShare(options.failureRate);
  if (failureRate === undefined) throw new UsageError(`--failure-rate ${options.failureRate}: expected a share such as 5% or 0.05`);
  return {
    mode,
    repository,
    workflowsDir: options.workflowsDir === undefined ? TEMPLATE_FOLDER : resolve(cwd, options.workflowsDir),
    fleet: { pools: [{ name: 'runner', runners: whole('--runners', options.runners, 1, 100_000), startupMs }], failureRate, seed: options.seed },
    ...(options.port === undefined ? {} : { port: whole('--port', options.port, 0, 65_535) }),
    ...(options.listLag === undefined ? {} : { listLagMs: span('--list-lag', options.listLag) }),
  };
}

function span(flag: string, text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new UsageError(`${flag} ${text}: expected a span such as ${DURATION_FORMS}`);
  return ms;
}

function whole(flag: string, text: string, min: number, max: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`${flag} ${text}: expected a whole number from ${min} to ${max}`);
}
