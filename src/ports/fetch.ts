import type { StopSignal } from './stop-signal.ts';

/** One HTTP request, complete: nothing is added on the way but what the transport must add. */
export interface FetchRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: StopSignal;
}

/** An answer that arrived whole. Header names in lower case. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * The transport. Redirects are answers, not followed. Throws {@link TransportError} when no whole answer arrived.
 */
export type Fetch = (request: FetchRequest) => Promise<FetchResponse>;

/** No whole answer. `sent` says whether the server can have seen the request: `no` is a proof, `maybe` is everything else. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly sent: 'no' | 'maybe';

  constructor(message: string, sent: 'no' | 'maybe', options?: { cause?: unknown }) {
    super(message, options);
    this.sent = sent;
  }
}
