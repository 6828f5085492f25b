import { createHash } from 'node:crypto';
import type { Random } from '../ports/random.ts';
import { UsageError } from './usage-error.ts';

/** Digits of an id that we make: 64 bits. */
const DIGITS = 16;

/**
 * The id of a session: that of `--session` itself where it is one, a hash of it where it is a name, a random one without.
 *
 * @throws UsageError for an empty name
 * @example sessionIdOf('nightly', random) // the same every time
 */
export function sessionIdOf(name: string | undefined, random: Random): string {
  if (name === undefined) return random.hex(DIGITS / 2);
  if (name.trim() === '') throw new UsageError('--session is empty', { fix: 'give it a name, or leave it out for a new session' });
  if (/^[0-9a-f]{8,64}$/.test(name)) return name;
  return createHash('sha256').update(`runner-harness/session/${name}`).digest('hex').slice(0, DIGITS);
}
