import { createHmac, timingSafeEqual } from 'node:crypto';

/** Links that open one file for a while without any credentials, as GitHub's storage hands them out. */
export class SignedLinks {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** @param path below the file server, without a query */
  sign(origin: string, path: string, expiresAt: number): string {
    const se = String(Math.floor(expiresAt));
    return `${origin}${path}?${new URLSearchParams({ se, sig: this.#signature(path, se) })}`;
  }

  /** Is this the query of a link that was signed for the path and has not expired? */
  isValid(path: string, query: URLSearchParams, at: number): boolean {
    const se = query.get('se') ?? '';
    const given = Buffer.from(query.get('sig') ?? '');
    const right = Buffer.from(this.#signature(path, se));
    return given.length === right.length && timingSafeEqual(given, right) && Number(se) >= at;
  }

  #signature(path: string, se: string): string {
    return createHmac('sha256', this.#secret).update(`${path}\n${se}`).digest('base64');
  }
}
