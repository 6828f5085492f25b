import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HarnessResult } from '../../../src/core/result.ts';
import type { ServerMode } from '../../../src/simulator/server-kind.ts';

/** An even load, and what happens to its controller. */
export interface EvenLoad {
  readonly perMinute: number;
  readonly seconds: number;
  readonly mode: ServerMode;
  /** Default 1,000, as in a plan that says nothing. */
  readonly spacingMs?: number;
  /** `no limit`: the server counts no points. */
  readonly pointsPerMinute?: 'no limit';
  /** So long after its start the controller's event loop stands still for so long. */
  readonly stall?: { readonly afterMs: number; readonly forMs: number };
}

export interface ControllerTask {
  readonly load: EvenLoad;
  readonly apiUrl: string;
  readonly reportDir: string;
}

/** What the controller's journal says of a slot. */
export interface SentSlot {
  readonly intendedAt: number;
  readonly key?: string;
  readonly sentAt?: number;
}

export interface Arrival {
  /** Empty for requests that no controller of ours made. */
  readonly key: string;
  readonly at: number;
}

export interface KeptSchedule {
  readonly result: HarnessResult;
  /** In the order of the schedule. */
  readonly slots: readonly SentSlot[];
  /** As the server saw them, in their order. Both clocks are this machine's, read at the start of each process: 1 ms apart at most. */
  readonly arrivals: readonly Arrival[];
  readonly stalls: readonly { readonly fromAt: number; readonly toAt: number }[];
}

/** Executes the load in real time over real sockets: controller and server each in a process of its own. */
export async function keepSchedule(load: EvenLoad): Promise<KeptSchedule> {
  const reportDir = mkdtempSync(join(tmpdir(), 'runner-harness-schedule-'));
  await using server = await startArrivalServer(load.mode);
  const controller = start('controller.ts', { load, apiUrl: server.url, reportDir } satisfies ControllerTask);
  try {
    const kept = await message<Omit<KeptSchedule, 'arrivals'>>(controller);
    return { ...kept, arrivals: await server.arrivals() };
  } finally {
    controller.kill();
    rmSync(reportDir, { recursive: true, force: true });
  }
}

export interface ArrivalServer extends AsyncDisposable {
  readonly url: string;
  arrivals(): Promise<readonly Arrival[]>;
}

export async function startArrivalServer(mode: ServerMode): Promise<ArrivalServer> {
  const child = start('arrival-server.ts', { mode });
  const url = await message<string>(child);
  return {
    url,
    arrivals: async () => {
      const answer = message<readonly Arrival[]>(child);
      child.send('arrivals');
      return await answer;
    },
    [Symbol.asyncDispose]: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await gone;
    },
  };
}

function start(file: string, task: unknown): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(task)], { execArgv: [] });
}

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (value) => resolve(value as T));
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${child.spawnargs.join(' ')} ended (${signal ?? code}) before it said anything`)));
  });
}
