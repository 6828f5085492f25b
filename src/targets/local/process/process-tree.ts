import { readdirSync, readFileSync } from 'node:fs';

/**
 * Variable by which the processes of a command are known again, also when they left its process group and its session, and after this
 * program died. Its value is a path of names, one a level: a harness in a test of a harness has two.
 */
export const MARKER = 'RH_PROCESS';

/** A process of this machine. */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** In clock ticks since the machine came up: with the number it names a process for good, where the number alone is used again. */
  readonly startTicks: number;
  /** Value of {@link MARKER}; empty where there is none, or where it can't be read. */
  readonly marker: string;
}

/** Every living process that may be looked at; none where there is no `/proc`. */
export function listProcesses(): readonly ProcessFacts[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names.flatMap((name) => (/^\d+$/.test(name) ? (factsOf(Number(name)) ?? []) : []));
}

/** What is known of one process; `undefined` when there is none of that number, or it is dead and only waits to be buried. */
export function factsOf(pid: number): ProcessFacts | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The program's name stands in parentheses and may hold some itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, parent, group, session] = fields;
    if (state === 'Z' || state === 'X') return undefined;
    return {
      pid,
      parent: Number(parent),
      group: Number(group),
      session: Number(session),
      startTicks: Number(fields[19]),
      marker: markerOf(pid),
    };
  } catch {
    return undefined;
  }
}

function markerOf(pid: number): string {
  try {
    const environment = `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`;
    const at = environment.indexOf(`\0${MARKER}=`);
    if (at < 0) return '';
    const start = at + MARKER.length + 2;
    const end = environment.indexOf('\0', start);
    return environment.slice(start, end < 0 ? undefined : end);
  } catch {
    // Another user's, or gone.
    return '';
  }
}

/** Does a marker carry this name, at whatever level? */
export function carries(marker: string, matches: (name: string) => boolean): boolean {
  return marker.split('/').some((name) => name !== '' && matches(name));
}

/**
 * The processes that belong to a command: those that carry its name, those of its process group and session, and the children of all these.
 * This process is never among them.
 *
 * @param root number of the command's own process, where it was started by us
 * @param seen processes that belonged to it before, as {@link identityOf} names them
 */
export function membersOf(
  command: { readonly root?: number; readonly matches: (name: string) => boolean; readonly seen?: ReadonlySet<string> },
  all: readonly ProcessFacts[] = listProcesses(),
): readonly ProcessFacts[] {
  const { root, matches, seen } = command;
  const members = new Map<number, ProcessFacts>();
  for (const facts of all) {
    // A process with another name in our session got our number after we had left it.
    const ofSession = root !== undefined && (facts.session === root || facts.group === root) && facts.marker === '';
    if (carries(facts.marker, matches) || ofSession || seen?.has(identityOf(facts)) === true) members.set(facts.pid, facts);
  }
  for (let before = -1; before !== members.size; ) {
    before = members.size;
    for (const facts of all) if (members.has(facts.parent)) members.set(facts.pid, facts);
  }
  members.delete(process.pid);
  return [...members.values()];
}

/** Names a process for good. */
export function identityOf({ pid, startTicks }: Pick<ProcessFacts, 'pid' | 'startTicks'>): string {
  return `${pid}:${startTicks}`;
}
