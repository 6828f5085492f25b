/** The names by which dispatches and slots are known to people and to GitHub. */

const KEY = /\brh_([0-9a-f]{8})_(\d+)_(\d+-\d+)_(\d+)\b/;

export interface DispatchKey {
  /** First eight hex digits of the session's id. */
  readonly session: string;
  readonly generation: number;
  readonly slot: string;
  /** 1 for the first try of the slot. */
  readonly attempt: number;
}

/** The slot's name: scenario and number in it, both from 0. */
export function slotId(scenario: number, n: number): string {
  return `${scenario}-${n}`;
}

/** `rh_<id8>_<generation>_<slot>_<try>`: unique for every POST that is ever sent. */
export function formatKey(key: DispatchKey): string {
  return `rh_${key.session.slice(0, 8)}_${key.generation}_${key.slot}_${key.attempt}`;
}

/** Finds the first key in a run's title; the rest of the title may be anything. */
export function findKey(title: string): DispatchKey | undefined {
  const match = KEY.exec(title);
  if (match?.[1] === undefined || match[3] === undefined) return undefined;
  return { session: match[1], generation: Number(match[2]), slot: match[3], attempt: Number(match[4]) };
}

/**
 * What every key of a session, or of one of its generations, begins with.
 *
 * @example keyPrefix({ session: 'abcdef0123', generation: 1 }) // 'rh_abcdef01_1_'
 */
export function keyPrefix({ session, generation }: { readonly session: string; readonly generation?: number }): string {
  return `rh_${session.slice(0, 8)}_${generation === undefined ? '' : `${generation}_`}`;
}

/** The prefix of a key's generation. */
export function prefixOfKey(key: string): string {
  return key.split('_', 3).join('_').concat('_');
}

/** Finds the first key in a run's title that begins so; keys of other sessions beside it don't matter. */
export function findKeyWith(title: string, prefix: string): { readonly key: string; readonly parts: DispatchKey } | undefined {
  for (const [key] of title.matchAll(new RegExp(KEY, 'g'))) {
    const parts = key.startsWith(prefix) ? findKey(key) : undefined;
    if (parts !== undefined) return { key, parts };
  }
  return undefined;
}
