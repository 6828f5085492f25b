/** A request as a fault hook sees it. */
export interface FaultRequest {
  /** 0 for the first request that came in. */
  readonly n: number;
  readonly at: number;
  /** `files`: the server that links to logs and artifacts lead to. */
  readonly door: 'api' | 'files';
  readonly method: string;
  /** With the query, without `/api/v3`. */
  readonly path: string;
}

/**
 * What goes wrong with one request. `before`: the server never sees it. `after`: the server does the work, and only the answer goes wrong.
 *
 * - `reset`: the connection breaks, nothing is answered.
 * - `answer`: this is answered instead (a 502, a proxy's page, an empty 200).
 * - `delay`: the work is done at once, the answer comes `ms` later on the simulator's clock.
 * - `cut`: the connection breaks after so many bytes of the body.
 */
export type Fault =
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  | {
      readonly kind: 'answer';
      readonly when: 'before' | 'after';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'cut'; readonly bytes: number };

/** Asked for every request; `undefined`: nothing goes wrong. */
export type FaultHook = (request: FaultRequest) => Fault | undefined;
