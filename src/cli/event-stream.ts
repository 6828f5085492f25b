import type { HarnessResult } from '../core/result.ts';
import type { JournalEntry } from '../core/session/event.ts';
import { inertJson } from '../reports/escape/json.ts';
import { createRedactor, redactDeep } from '../reports/escape/redact.ts';
import type { Out } from './world.ts';

/**
 * `--json`: a line of JSON for every event as it happens, and the result as the last one.
 *
 * ```text
 * {"type":"event","seq":1,"at":1795232005000,"event":{"type":"session_started",…}}
 * {"type":"result","exitCode":0,"folder":"…","result":{"schema":"runner-harness/result@1",…}}
 * ```
 */
export class EventStream {
  readonly #out: Out;
  readonly #redact: ReturnType<typeof createRedactor>;

  constructor(out: Out, secrets: readonly string[]) {
    this.#out = out;
    this.#redact = createRedactor(secrets);
  }

  event({ seq, at, event }: JournalEntry): void {
    this.#write({ type: 'event', seq, at, event });
  }

  result(result: HarnessResult, { folder, exitCode }: { readonly folder: string; readonly exitCode: number }): void {
    this.#write({ type: 'result', exitCode, folder, result });
  }

  #write(value: unknown): void {
    this.#out.write(`${inertJson(JSON.stringify(redactDeep(value, this.#redact)))}\n`);
  }
}
