import { randomBytes } from 'node:crypto';
import type { Random } from '../ports/random.ts';

/** The machine's randomness: names new sessions, nothing else. */
export const systemRandom: Random = { hex: (bytes) => randomBytes(bytes).toString('hex') };
