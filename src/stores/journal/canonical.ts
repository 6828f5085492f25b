import { createHash } from 'node:crypto';

/** What the first entry's predecessor hashes to. */
export const GENESIS = '0'.repeat(64);

/** The hash that an entry carries: over its predecessor's hash, its number, its instant and its text. */
export function entryHash(previous: string, seq: number, at: number, text: string): string {
  return createHash('sha256').update(`${previous}\n${seq}\n${at}\n${text}`).digest('hex');
}
