import { hash32 } from '../random.ts';
import type { Machine } from './history.ts';

/** What tells kinds of machines apart; everything else that a tool writes (load, host name, clock rate, caches) changes from run to run. */
const TELLING = ['os', 'arch', 'cpu', 'cores', 'runner'] as const;

/**
 * The identity of a kind of machine: the same for every machine of one model and size. The clock rate is left out, which some platforms write into
 * the name as it is at that moment.
 *
 * @param facts `os`, `arch`, `cpu`, `cores`, `runner` are looked at, all of them are kept
 * @example machineOf({ os: 'linux', arch: 'x64', cpu: 'AMD EPYC 7763 @ 2.45GHz', cores: '4' }).id // "linux-x64-4c-…"
 */
export function machineOf(facts: Readonly<Record<string, string>>): Machine {
  const told = TELLING.map((key) => plain(Object.hasOwn(facts, key) ? (facts[key] ?? '') : ''));
  const [os, arch, , cores] = told;
  const readable = [os, arch, cores === '' ? '' : `${cores}c`].filter((part) => part !== '').join('-');
  const hash = hash32(told.join('|')).toString(16).padStart(8, '0');
  return { id: readable === '' ? hash : `${readable}-${hash}`, facts };
}

function plain(text: string): string {
  return text
    .replace(/@?\s*\d+([.,]\d+)?\s*[MG]Hz/gi, '')
    .replace(/\((r|tm|c)\)/gi, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
