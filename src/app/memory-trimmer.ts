import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So much more than after the last collection is worth the tenth of a second that the next one takes. */
const GROWTH_BYTES = 16 * 1_024 * 1_024;

/** Events of a session between two looks. */
export const TRIM_EVENTS = 1_000;

/**
 * Gives memory back that only waits for its collection.
 *
 * V8's young generation grows with all that ever survived it, to 128 MB, and shrinks by itself only in a process that is idle. The data of ten
 * thousand runs take some 25 MB; making their reports in one go let the process grow by 150 MB. A *last resort* collection returns both
 * generations to what they hold.
 *
 * @returns a function to be called often: it looks how much the process has grown, and collects when that is worth it
 * @example const trim = memoryTrimmer();
 */
export function memoryTrimmer(): () => void {
  const collect = collector();
  if (collect === undefined) return () => {};
  let floor = process.memoryUsage.rss();
  return () => {
    const held = process.memoryUsage.rss();
    if (held < floor) floor = held;
    if (held - floor < GROWTH_BYTES) return;
    collect();
    floor = process.memoryUsage.rss();
  };
}

/** Node hands the collector out only by a flag of V8, to contexts that are made while it is set. `undefined` where V8 has none. */
function collector(): (() => void) | undefined {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('globalThis.gc');
  setFlagsFromString('--no-expose-gc');
  return typeof gc === 'function' ? () => void gc({ type: 'major', execution: 'sync', flavor: 'last-resort' }) : undefined;
}
