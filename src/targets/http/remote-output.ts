import { plainText } from '../../core/text/plain-text.ts';
import { OutputCapture } from '../local/process/output-capture.ts';

/** So much of an output is kept and searched for patterns, half of it from its beginning and half from its end. */
const KEPT_BYTES = 1024 * 1024;

/**
 * What a command wrote, from the messages of a server. Some servers send text as it comes, some send lines without their ends: where not one
 * message holds a line end, each is taken for a line.
 */
export class RemoteOutput {
  readonly #asSent = new OutputCapture(KEPT_BYTES);
  readonly #asLines = new OutputCapture(KEPT_BYTES);
  #messages = 0;
  #hasLineEnd = false;

  add(text: string): void {
    this.#messages++;
    this.#hasLineEnd ||= text.includes('\n');
    this.#asSent.add(Buffer.from(text));
    if (!this.#hasLineEnd) this.#asLines.add(Buffer.from(`${text}\n`));
  }

  /** Colour-free; where it was long, its beginning and its end. */
  get text(): string {
    return plainText((this.#messages > 1 && !this.#hasLineEnd ? this.#asLines : this.#asSent).result().text);
  }

  get bytes(): number {
    return this.#asSent.result().bytes;
  }
}
