import type { AddressInfo, Server } from 'node:net';
import { systemClock } from '../../src/app/system-clock.ts';
import { reportOf } from '../../src/core/report/report-of.ts';
import { runSession } from '../../src/engine/run-session.ts';
import { Stopper } from '../../src/engine/stopper.ts';
import { createSimulator, type Simulator } from '../../src/simulator/create-simulator.ts';
import { createMemoryJournal } from '../../src/stores/journal/memory-journal.ts';
import { createNodeFetch, type NodeFetchOptions } from '../../src/targets/github/node-fetch.ts';
import { createGitHubTarget } from '../../src/targets/github/target.ts';
import { planOf, scenarioOf } from '../support/plans.ts';
import type { Life } from './world.ts';
import { SESSION_ID, TOKEN } from './world.ts';

const WORKFLOWS = new URL('../fixtures/action/workflows', import.meta.url).pathname;

/** An embedded GitHub on a real socket, whose jobs take 50 ms. */
export async function listeningGitHub(): Promise<Simulator & AsyncDisposable> {
  const fleet = { pools: [{ name: 'runner', runners: 20, startupMs: 0 }], execution: { meanMs: 50, cv: 0 }, failureRate: 0, seed: 1 };
  const github = await createSimulator({ clock: systemClock(), workflowsDir: WORKFLOWS, fleet });
  return Object.assign(github, { [Symbol.asyncDispose]: () => github.close() });
}

/** One controller over real sockets: two runs of `quick.yml`. */
export async function liveOverSockets(apiUrl: string, transport: NodeFetchOptions = {}): Promise<Life> {
  const clock = systemClock();
  const log: string[] = [];
  const limits = { mutationSpacingMs: 1, reserve: 0.2, pollMs: 100, runTimeoutMs: 60_000 };
  const target = createGitHubTarget({
    fetch: createNodeFetch(transport),
    clock,
    token: () => TOKEN,
    apiUrl,
    repository: 'octo/fleet',
    seed: 1,
    limits,
    onWarning: (text) => log.push(text),
  });
  const journal = createMemoryJournal();
  const units = [{ workflow: 'quick.yml', inputs: {} }] as const;
  const plan = planOf([scenarioOf({ model: 'closed', runs: 2, concurrency: 2 }, { units })], { limits });
  const stop = { signal: new Stopper(), reason: () => ({ kind: 'signal', signal: 'SIGINT' }) as const };
  const common = { entries: [], log, truth: [] };
  try {
    const session = await runSession({ plan, sessionId: SESSION_ID, generation: 1, seed: 1, version: '0.0.0', target, journal, clock, stop });
    const report = reportOf(session, { cancelCommand: (run) => target.cancelCommand(run) });
    return { ...common, session, report, failure: undefined, entries: [...journal.read()] };
  } catch (failure) {
    return { ...common, session: undefined, report: undefined, failure };
  }
}

/** Listens on a free port of a loopback address, until it is disposed of. */
export async function listening<S extends Server>(
  server: S,
  host = '127.0.0.1',
): Promise<{ readonly server: S; readonly port: number } & AsyncDisposable> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function') server.closeAllConnections();
      await closed;
    },
  };
}

/** Ports differ from run to run. */
export function withoutPorts(lines: readonly string[]): string[] {
  return lines.map((line) => line.replaceAll(/(127\.0\.0\.1|localhost|\[::1\]):\d{4,5}/g, '$1:PORT'));
}
