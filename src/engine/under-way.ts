import { type Command, commandId } from '../core/session/command.ts';
import type { UnderWay } from '../core/session/decide.ts';

/** Work that was begun and has not come back. */
export class Tasks implements UnderWay {
  readonly #ids = new Set<string>();
  readonly #counts = new Map<Command['do'], number>();

  has(command: Command): boolean {
    const id = commandId(command);
    return id !== undefined && this.#ids.has(id);
  }

  /** Is a request of the slot on its way, or waiting for its turn? */
  hasDispatch(slot: string): boolean {
    return this.#ids.has(`dispatch:${slot}`);
  }

  count(kind: Command['do']): number {
    return this.#counts.get(kind) ?? 0;
  }

  begin(command: Command): void {
    const id = commandId(command);
    if (id === undefined) return;
    this.#ids.add(id);
    this.#counts.set(command.do, this.count(command.do) + 1);
  }

  end(command: Command): void {
    const id = commandId(command);
    if (id === undefined || !this.#ids.delete(id)) return;
    this.#counts.set(command.do, this.count(command.do) - 1);
  }
}
