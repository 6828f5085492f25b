/**
 * Randomness as a function of a seed: the same seed gives the same numbers on every machine, and number *n* needs none before it.
 */

/** A 32-bit hash of a text (FNV-1a with murmur3's finaliser): turns names into seeds. */
export function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A source of uniform numbers in [0, 1). */
export interface RandomSource {
  next(): number;
}

/**
 * A seeded stream (sfc32, Chris Doty-Humphrey's PractRand; period about 2^128).
 *
 * @param seed any text or number; equal seeds give equal streams
 */
export function seededRandom(seed: string | number): RandomSource {
  const text = String(seed);
  let a = hash32(`${text}/a`) | 0;
  let b = hash32(`${text}/b`) | 0;
  let c = hash32(`${text}/c`) | 0;
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 0x1_0000_0000;
  };
  for (let i = 0; i < 12; i++) next();
  return { next };
}

/** One uniform number in [0, 1) that belongs to this seed and this name: for jitter, where no order of calls may matter. */
export function uniformAt(seed: string | number, name: string | number): number {
  return seededRandom(`${seed}/${name}`).next();
}

/** A standard normal number (Box–Muller). */
export function nextNormal(random: RandomSource): number {
  const u = 1 - random.next();
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.next());
}
