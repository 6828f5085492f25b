import { hash32 } from '../../core/random.ts';

const ENTRIES = 64;

/** The last answers with their ETags, by address and token (answers depend on who asks), the least recently used forgotten first. */
export class EtagCache {
  readonly #entries = new Map<string, { readonly etag: string; readonly value: unknown }>();

  get<T>(url: string, token: string): { readonly etag: string; readonly value: T } | undefined {
    const key = keyOf(url, token);
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry as { readonly etag: string; readonly value: T };
  }

  set(url: string, token: string, etag: string | undefined, value: unknown): void {
    const key = keyOf(url, token);
    this.#entries.delete(key);
    if (etag === undefined || etag === '') return;
    this.#entries.set(key, { etag, value });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
  }
}

const keyOf = (url: string, token: string): string => `${hash32(token)} ${url}`;
