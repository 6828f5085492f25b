/** What a token may do on the simulated GitHub. */
export interface TokenSpec {
  /** `read`: every change is refused with 403. Default `write`. */
  readonly access?: 'read' | 'write';
  /** Who acts with it. Default `octocat`. */
  readonly login?: string;
  /** Requests left in the current hour; default: the whole limit. */
  readonly remaining?: number;
}

export interface KnownToken {
  readonly value: string;
  readonly canWrite: boolean;
  readonly login: string;
  readonly remaining?: number;
}

/** Who may come in. */
export class Tokens {
  readonly #known: ReadonlyMap<string, TokenSpec> | undefined;

  /** @param known absent: any token may do everything */
  constructor(known?: Readonly<Record<string, TokenSpec>>) {
    this.#known = known === undefined ? undefined : new Map(Object.entries(known));
  }

  /** The token of an Authorization header (`token T`, `Bearer T` or Basic with T as the password); `undefined`: none that is known. */
  of(authorization: string | undefined): KnownToken | undefined {
    const [, scheme = '', rest = ''] = /^(\w+)\s+(\S+)$/.exec(authorization ?? '') ?? [];
    const value = scheme.toLowerCase() === 'basic' ? Buffer.from(rest, 'base64').toString().split(':').at(-1) : rest;
    if (value === undefined || value === '') return undefined;
    const spec = this.#known === undefined ? {} : this.#known.get(value);
    if (spec === undefined) return undefined;
    return {
      value,
      canWrite: spec.access !== 'read',
      login: spec.login ?? 'octocat',
      ...(spec.remaining === undefined ? {} : { remaining: spec.remaining }),
    };
  }
}
