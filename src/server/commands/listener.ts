import type { CommandMessage } from '../../core/work/command-message.ts';

/** So much may wait for a listener before the command has to. */
const ROOM = 256 * 1024;
/** A listener that takes nothing for so long is left behind. */
const STALL_MS = 30_000;

/** Somebody who hears the messages of a command, at his own pace. */
export class Listener implements AsyncIterable<CommandMessage> {
  readonly #onClose: () => void;
  #waiting: CommandMessage[] = [];
  #size = 0;
  #over = false;
  #lost = false;
  #news = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();

  constructor(onClose: () => void) {
    this.#onClose = onClose;
  }

  /** Resolves when there is room for more. */
  async add(message: CommandMessage): Promise<void> {
    if (this.#over) return;
    this.#waiting.push(message);
    this.#size += message.type === 'output' ? message.text.length : 100;
    this.#news.resolve();
    if (this.#size <= ROOM) return;
    const timer = setTimeout(() => {
      this.#lost = true;
      this.close();
    }, STALL_MS);
    timer.unref();
    await this.#room.promise;
    clearTimeout(timer);
  }

  /** Nothing follows after this. */
  end(last: CommandMessage): void {
    void this.add(last);
    this.#over = true;
    this.#news.resolve();
    this.#room.resolve();
  }

  /** The listener left. */
  close(): void {
    this.#over = true;
    this.#news.resolve();
    this.#room.resolve();
    this.#onClose();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<CommandMessage, void, undefined> {
    try {
      for (;;) {
        const batch = this.#waiting;
        this.#waiting = [];
        this.#size = 0;
        this.#room.resolve();
        this.#room = Promise.withResolvers();
        this.#news = Promise.withResolvers();
        yield* batch;
        if (this.#waiting.length > 0) continue;
        if (this.#lost) throw new Error('nothing was read for too long');
        if (this.#over) return;
        await this.#news.promise;
      }
    } finally {
      this.close();
    }
  }
}
