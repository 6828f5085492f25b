import type { Collection } from './collect.ts';
import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';

const SHELL = /^(real|user|sys)\s+(?:(\d+)m)?([\d.,]+)s?\s*$/;
const ZSH = /^(\S.*?)\s+([\d.]+)s user ([\d.]+)s system \d+% cpu ((?:\d+:)*[\d.]+) total\s*$/;
const GNU = /^([\d.]+)user ([\d.]+)system ((?:\d+:)*[\d.]+)elapsed .*?(?:(\d+)maxresident\))?k?\s*$/;
const VERBOSE = /^\s+([A-Z][^:]*(?: \([^)]*\))?): (\S.*)$/;
const GNU_MEMBERS: ReadonlyMap<string, readonly [metric: string, unit: string, factor: number]> = new Map([
  ['User time (seconds)', ['user', 's', 1]],
  ['System time (seconds)', ['sys', 's', 1]],
  ['Maximum resident set size (kbytes)', ['memory', 'B', 1024]],
  ['Major (requiring I/O) page faults', ['major page faults', 'faults', 1]],
  ['Minor (reclaiming a frame) page faults', ['minor page faults', 'faults', 1]],
  ['Voluntary context switches', ['voluntary context switches', 'switches', 1]],
  ['Involuntary context switches', ['involuntary context switches', 'switches', 1]],
  ['File system inputs', ['file system inputs', 'blocks', 1]],
  ['File system outputs', ['file system outputs', 'blocks', 1]],
]);
const ELAPSED = 'Elapsed (wall clock) time (h:mm:ss or m:ss): ';
const FAILED = /^\s*Command (?:exited with non-zero status|terminated by signal) (\d+)/;

/** What `time` prints: of bash and sh (also `-p`), of zsh, and GNU time's short and long form. Most of them do not name the command. */
export const timeText = textImporter({
  format: 'time',
  title: 'text of time(1): bash, zsh, POSIX, GNU',
  keeps:
    'real, user and sys in s; of GNU time memory, page faults, context switches; several in one file are repeats of one command where it is not named',
  shape: '`real`, `user` and `sys` lines; or `user … system … elapsed`; or `Maximum resident set size`',
  detect: (lines) =>
    ['real', 'user', 'sys'].every((word) => lines.some((line) => line.startsWith(word) && SHELL.test(line))) ||
    lines.some((line) => ZSH.test(line) || GNU.test(line) || line.includes(ELAPSED)),
  read(lines, into) {
    let name = 'time';
    let failure: string | undefined;
    for (const [i, line] of lines.entries()) {
      if (FAILED.test(line)) failure = line.trim();
      const named = /^\s*Command being timed: "(.*)"\s*$/.exec(line);
      if (named !== null) name = named[1] || 'time';
      if (failure === undefined) {
        readLine(line, i + 1, name, into);
        continue;
      }
      // What a command that failed took is no result. GNU time says so before the numbers.
      if (named !== null || GNU.test(line)) into.unmeasured(name, failure, i + 1);
      if (/Exit status|pagefaults/.test(line)) failure = undefined;
    }
  },
});

function readLine(line: string, at: number, name: string, into: Collection): void {
  const shell = SHELL.exec(line);
  const zsh = ZSH.exec(line);
  const gnu = GNU.exec(line);
  if (shell !== null) {
    const seconds = Number(shell[2] ?? 0) * 60 + Number((shell[3] ?? '').replace(',', '.'));
    into.add(name, { metric: shell[1] ?? '', unit: 's', value: seconds }, at);
  } else if (zsh !== null) {
    addTimes(into, zsh[1] ?? name, seconds(zsh[4] ?? '', at), Number(zsh[2]), Number(zsh[3]), at);
  } else if (gnu !== null) {
    addTimes(into, name, seconds(gnu[3] ?? '', at), Number(gnu[1]), Number(gnu[2]), at);
    if (gnu[4] !== undefined) into.add(name, { metric: 'memory', unit: 'B', value: Number(gnu[4]) * 1024 }, at);
  } else if (line.includes(ELAPSED)) {
    into.add(name, { metric: 'real', unit: 's', value: seconds(line.slice(line.indexOf(ELAPSED) + ELAPSED.length).trim(), at) }, at);
  } else {
    const verbose = VERBOSE.exec(line);
    const member = GNU_MEMBERS.get(verbose?.[1] ?? '');
    if (member === undefined || verbose === null) return;
    const [metric, unit, factor] = member;
    into.add(name, { metric, unit, value: Number(verbose[2]) * factor, direction: 'smaller' }, at);
  }
}

function addTimes(into: Collection, name: string, real: number, user: number, sys: number, line: number): void {
  for (const [metric, value] of Object.entries({ real, user, sys })) into.add(name, { metric, unit: 's', value }, line);
}

/** `h:mm:ss`, `m:ss.ss` or seconds. */
function seconds(text: string, line: number): number {
  const value = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  if (!Number.isFinite(value)) throw new Refusal(`"${text}" is no time`, line);
  return value;
}
