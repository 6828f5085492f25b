import { plainText } from '../../core/text/plain-text.ts';
import type { CommandMessage } from '../../core/work/command-message.ts';
import type { CommandRow } from '../../stores/server/command-table.ts';
import { OutputCapture } from '../../targets/local/process/output-capture.ts';
import { type ProcessEnded, type ProcessNotStarted, type ProcessOrder, runProcess } from '../../targets/local/process/run-process.ts';
import { Listener } from './listener.ts';

/** Of what a command writes, so much is kept for those who ask later. */
export const KEPT_OUTPUT_BYTES = 1024 * 1024;

/** What is known of a command however far it is. */
type CommonFacts = Pick<CommandRow, 'id' | 'digest' | 'command' | 'startedAt' | 'output' | 'outputBytes'>;

/** What an execution is made of. */
export interface ExecutionOptions extends Pick<CommandRow, 'id' | 'digest' | 'command'> {
  readonly process: Omit<ProcessOrder, 'onOutput'>;
  readonly onEnd: (row: CommandRow) => void;
}

/** One command that runs, or has run, with everybody who listens to it. */
export class Execution {
  readonly id: string;
  readonly digest: string;
  readonly startedAt: number;
  /** Resolves when nothing of the command is left. */
  readonly ended: Promise<CommandRow>;
  readonly #options: ExecutionOptions;
  readonly #stop = new AbortController();
  readonly #listeners = new Set<Listener>();
  readonly #kept = new OutputCapture(KEPT_OUTPUT_BYTES);
  #row: CommandRow | undefined;

  constructor(options: ExecutionOptions, now: number) {
    this.id = options.id;
    this.digest = options.digest;
    this.startedAt = now;
    this.#options = options;
    this.ended = this.#run();
  }

  /** As it is now. */
  get row(): CommandRow {
    return this.#row ?? { ...this.#common(), state: 'running', timedOut: false, cancelled: false };
  }

  get isOver(): boolean {
    return this.#row !== undefined;
  }

  /** Ends it and everything that it has started. */
  cancel(): void {
    this.#stop.abort();
  }

  /**
   * What it said until now and, until it ends or the listener is closed, what it says from now on. What a listener does not take in time
   * makes the command wait; one that takes nothing at all is left behind.
   */
  listen(): Listener {
    const listener = new Listener(() => this.#listeners.delete(listener));
    void listener.add({ type: 'started', executionId: this.id, startedAt: this.startedAt });
    const { text } = this.#kept.result();
    if (text !== '') void listener.add({ type: 'output', text });
    if (this.#row === undefined) this.#listeners.add(listener);
    else listener.end(lastMessage(this.#row));
    return listener;
  }

  /** Does anybody listen? */
  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  async #run(): Promise<CommandRow> {
    const onOutput = async (text: string): Promise<void> => {
      this.#kept.add(Buffer.from(text));
      await Promise.all([...this.#listeners].map((listener) => listener.add({ type: 'output', text })));
    };
    const result = await runProcess({ ...this.#options.process, onOutput }, this.#stop.signal);
    const endedAt = performance.timeOrigin + performance.now();
    const row: CommandRow = { ...this.#common(), endedAt, ...endOf(result) };
    this.#row = row;
    // Durable before anybody hears of it.
    this.#options.onEnd(row);
    for (const listener of this.#listeners) listener.end(lastMessage(row));
    this.#listeners.clear();
    return row;
  }

  #common(): CommonFacts {
    const { id, digest, command } = this.#options;
    const { text, bytes } = this.#kept.result();
    return { id, digest, command, startedAt: this.startedAt, output: plainText(text), outputBytes: bytes };
  }
}

/** A command that was cancelled before its process began is cancelled, not broken: it is no fault of the machine. */
function endOf(result: ProcessEnded | ProcessNotStarted): Omit<CommandRow, keyof CommonFacts | 'endedAt'> {
  if (result.kind === 'ended') {
    const { durationMs, exitCode, signal, timedOut, cancelled } = result;
    return {
      state: 'completed',
      durationMs,
      ...(exitCode === null ? {} : { exitCode }),
      ...(signal === null ? {} : { signal }),
      timedOut,
      cancelled,
    };
  }
  if (result.cancelled) return { state: 'completed', durationMs: 0, timedOut: false, cancelled: true };
  return { state: 'failed', timedOut: false, cancelled: false, error: result.why };
}

/** What is said of a command that is over. */
export function lastMessage(row: CommandRow): CommandMessage {
  if (row.state !== 'completed') return { type: 'error', message: row.error ?? 'it could not be run' };
  return {
    type: 'complete',
    ...(row.exitCode === undefined ? {} : { exitCode: row.exitCode }),
    ...(row.signal === undefined ? {} : { signal: row.signal }),
    timedOut: row.timedOut,
    cancelled: row.cancelled,
    ...(row.durationMs === undefined ? {} : { durationMs: row.durationMs }),
  };
}
