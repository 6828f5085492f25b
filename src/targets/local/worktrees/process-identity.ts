import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own words; compared, never read. */
  readonly start: string;
  /** Machine, start of the machine and process namespace: numbers of another one say nothing here. */
  readonly host: string;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, start: startOf(process.pid) ?? '', host: thisHost() };
}

/** Is it gone? `unknown` for a process of another machine or container. A machine that was started anew has none of its old processes. */
export function isGone({ pid, start, host }: ProcessIdentity): boolean | 'unknown' {
  if (host !== thisHost()) return host.split('|')[0] === hostname() && host.split('|')[1] !== bootId() ? true : 'unknown';
  return startOf(pid) !== start;
}

/** Start of a process, or nothing where there is none. Source: proc(5), field 22 of /proc/PID/stat; elsewhere ps(1). */
function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // The second field is the program's name in parentheses, and may hold anything.
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      // A zombie does nothing any more; it only waits for its parent.
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  const { status, stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
  });
  return status === 0 ? stdout.trim() : undefined;
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return '';
  }
}

let host: string | undefined;

function thisHost(): string {
  if (host !== undefined) return host;
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux.
  }
  host = [hostname(), bootId(), namespace].join('|');
  return host;
}
