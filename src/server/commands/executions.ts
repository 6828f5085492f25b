import { createHash, randomBytes } from 'node:crypto';
import type { CommandLine } from '../../core/work/work.ts';
import { commandText } from '../../core/work/work.ts';
import type { CommandRow, CommandTable } from '../../stores/server/command-table.ts';
import { endProcesses } from '../../targets/local/process/end-processes.ts';
import { commandEnvironment } from '../../targets/local/process/environment.ts';
import { Execution } from './execution.ts';
import { folderBelow } from './folder-below.ts';

/** A command that a server is asked to run. */
export interface CommandRequest {
  readonly run: CommandLine;
  readonly timeoutMs: number;
  /** By which it is asked for again; absent: it ends when nobody listens any more. */
  readonly id?: string;
  /** Below the server's folder. */
  readonly workingDirectory?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** How a server runs commands. */
export interface ExecutionsOptions {
  /** Where they run. */
  readonly folder: string;
  /** Of this process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Further names of it that commands may see. */
  readonly allowEnv: readonly string[];
  /** At the same time. */
  readonly most: number;
  readonly graceMs?: number;
  readonly table: CommandTable;
}

/** What became of a request to run. */
export type Accepted =
  /** `isNew`: false: it had been asked for before, and was not started again. */
  | { readonly kind: 'accepted'; readonly execution: Execution; readonly isNew: boolean }
  /** It ended before this server's life, or long ago. */
  | { readonly kind: 'over'; readonly row: CommandRow }
  /** Not now, not that, not there. */
  | { readonly kind: 'refused'; readonly status: 400 | 409 | 429 | 503; readonly why: string };

/** Name by which the processes of a command are found again, also by the server that follows one that died. */
const nameOf = (id: string): string => `command-${createHash('sha256').update(id).digest('hex').slice(0, 24)}`;

/** The commands of a server: each id is run once, whoever asks how often. */
export class Executions {
  readonly #options: ExecutionsOptions;
  readonly #running = new Map<string, Execution>();
  #closing = false;
  /** Since this server started. */
  begun = 0;

  constructor(options: ExecutionsOptions) {
    this.#options = options;
  }

  /** Ends what a server that died has left running, and puts it down. */
  async recover(): Promise<number> {
    const names = new Set(this.#options.table.interrupt(now()).map(nameOf));
    if (names.size > 0) await endProcesses({ matches: (name) => names.has(name), graceMs: 1_000 });
    return names.size;
  }

  get running(): number {
    return this.#running.size;
  }

  get most(): number {
    return this.#options.most;
  }

  start(request: CommandRequest): Accepted {
    const { folder, env, allowEnv, most, graceMs, table } = this.#options;
    const digest = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    const id = request.id ?? randomBytes(12).toString('hex');
    const known = this.#running.get(id) ?? table.get(id);
    if (known !== undefined && known.digest !== digest)
      return { kind: 'refused', status: 409, why: `execution ${id} is another command: every command needs an id of its own` };
    if (known instanceof Execution) return { kind: 'accepted', execution: known, isNew: false };
    if (known !== undefined) return { kind: 'over', row: known };
    if (this.#closing) return { kind: 'refused', status: 503, why: 'the server is about to end' };
    if (this.#running.size >= most) return { kind: 'refused', status: 429, why: `${most} commands are running, which is the most at a time` };
    const cwd = folderBelow(folder, request.workingDirectory ?? '.');
    if ('problem' in cwd) return { kind: 'refused', status: 400, why: cwd.problem };
    const begunAt = now();
    const command = commandText(request.run);
    // Durable before it runs: what a server that died has started is known to the next one.
    this.begun++;
    table.begin({ id, digest, command, startedAt: begunAt });
    const execution = new Execution(
      {
        id,
        digest,
        command,
        process: {
          command: request.run,
          cwd: cwd.path,
          env: commandEnvironment({ from: env, allow: allowEnv, ...(request.env === undefined ? {} : { set: request.env }) }),
          timeoutMs: request.timeoutMs,
          name: nameOf(id),
          ...(graceMs === undefined ? {} : { graceMs }),
        },
        onEnd: (row) => {
          table.end(row);
          this.#running.delete(id);
        },
      },
      begunAt,
    );
    this.#running.set(id, execution);
    return { kind: 'accepted', execution, isNew: true };
  }

  /** One that runs. */
  live(id: string): Execution | undefined {
    return this.#running.get(id);
  }

  get(id: string): CommandRow | undefined {
    return this.#running.get(id)?.row ?? this.#options.table.get(id);
  }

  list(prefix: string): readonly CommandRow[] {
    return this.#options.table.list(prefix).map((row) => this.#running.get(row.id)?.row ?? row);
  }

  /** Ends every command and takes none any more. */
  async close(): Promise<void> {
    this.#closing = true;
    const all = [...this.#running.values()];
    for (const execution of all) execution.cancel();
    await Promise.all(all.map(({ ended }) => ended));
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
