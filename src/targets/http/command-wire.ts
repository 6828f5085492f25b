import type { CommandMessage } from '../../core/work/command-message.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';

/** Body of `POST /execute`. */
export interface ExecuteBody {
  readonly command: string | readonly string[];
  /** Seconds. */
  readonly timeout: number;
  readonly stream: true;
  readonly execution_id: string;
  readonly working_directory?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What became of a request to run a command. */
export type Opened =
  /** The server took it. The messages end after the last one, or early: then the connection broke. */
  | { readonly kind: 'open'; readonly messages: AsyncIterable<CommandMessage>; readonly close: () => void }
  /** It did not, and nothing runs. */
  | { readonly kind: 'refused'; readonly status: number; readonly why: string; readonly retryAfterMs?: number }
  /** No answer. `no`: the server can't have seen the request. */
  | { readonly kind: 'failed'; readonly sent: 'no' | 'maybe'; readonly why: string };

/** How commands travel to a server and their messages back. */
export interface CommandWire {
  execute(body: ExecuteBody, signal: StopSignal): Promise<Opened>;
}
