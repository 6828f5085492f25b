import { hash32 } from '../random.ts';
import type { Machine } from './history.ts';

/** What the platform says about the machine. */
export interface MachineFacts {
  readonly os: string;
  readonly arch: string;
  /** As the platform writes it: `AMD EPYC 7763 64-Core Processor`. */
  readonly cpu: string;
  readonly cores: number;
}

/**
 * The identity of a kind of machine: the same for every machine of one model and size. The clock rate is left out, which some platforms write
 * into the name as it is at that moment.
 */
export function machineOf({ os, arch, cpu, cores }: MachineFacts): Machine {
  const model = cpu
    .replace(/@?\s*\d+([.,]\d+)?\s*[MG]Hz/gi, '')
    .replace(/\((r|tm|c)\)/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
  const id = [os, arch, model, cores].join('|');
  return { id: `${os}-${arch}-${cores}c-${hash32(id.toLowerCase()).toString(16).padStart(8, '0')}`, os, arch, cpu: model, cores };
}
