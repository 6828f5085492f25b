import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../../src/app/system-clock.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** A clock for a simulator, and the variables that give a process the same one. */
export interface SwiftTime {
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string>>;
}

/** Time that passes `speed` times as fast from now on. With 1 it is the machine's own. */
export function swiftTime(speed: number): SwiftTime {
  const originAt = Date.now();
  const preload = pathToFileURL(join(import.meta.dirname, 'swift-time.mjs')).href;
  const env = { NODE_OPTIONS: `--import=${preload}`, TIME_FACTOR: String(speed), TIME_ORIGIN: String(originAt) };
  return { clock: systemClock(speed), env: speed === 1 ? {} : env };
}
