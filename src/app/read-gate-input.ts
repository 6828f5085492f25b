import { readFile } from 'node:fs/promises';
import { readBenchmarks } from '../core/benchmarks/read-benchmarks.ts';
import type { Benchmark, BenchmarkSet } from '../core/gate/benchmark-set.ts';
import { machineOf } from '../core/history/machine.ts';
import { GateInputError } from './errors.ts';

/**
 * Reads the result files of other tools before anything is sent: nobody waits an hour to learn that one is none.
 *
 * @param format of these files; default: told by their shape
 * @returns one set with all of their benchmarks, those without a value too
 * @throws GateInputError with every problem at once
 */
export async function readBenchmarkFiles(files: readonly string[], format?: string): Promise<BenchmarkSet> {
  const problems: string[] = [];
  const read = async (path: string): Promise<BenchmarkSet | undefined> => {
    try {
      const answer = readBenchmarks(await readFile(path, 'utf8'), { source: path, ...(format === undefined ? {} : { format }) });
      if (answer.ok) return answer.set;
      problems.push(answer.reason);
    } catch (error) {
      problems.push(readProblem(path, error));
    }
    return undefined;
  };
  const sets = (await Promise.all(files.map(read))).filter((set) => set !== undefined);
  const machines = new Map(sets.flatMap(({ machine }) => (machine === undefined ? [] : [[machineOf(machine).id, machine] as const])));
  if (machines.size > 1) {
    problems.push(`the files are from ${machines.size} machines (${[...machines.keys()].join(', ')}): compare those of each machine by themselves`);
  }
  if (problems.length > 0) throw new GateInputError(problems);
  const unmeasured = sets.flatMap((set) => set.unmeasured ?? []);
  const leftOut = sets.flatMap((set) => set.leftOut ?? []);
  const [machine] = machines.values();
  return {
    format: sets.length === 1 ? (sets[0]?.format ?? 'files') : 'files',
    benchmarks: merge(sets.flatMap(({ benchmarks }) => benchmarks)),
    ...(unmeasured.length > 0 && { unmeasured }),
    ...(leftOut.length > 0 && { leftOut }),
    ...(machine !== undefined && { machine }),
  };
}

/** Two files may hold metrics of the same benchmark. */
function merge(benchmarks: readonly Benchmark[]): readonly Benchmark[] {
  const grouped = Map.groupBy(benchmarks, ({ name }) => name);
  return [...grouped].map(([name, same]) => ({ name, metrics: same.flatMap(({ metrics }) => metrics) }));
}

function readProblem(path: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') return `${path} does not exist`;
  return `${path} can't be read: ${error instanceof Error ? error.message : String(error)}`;
}
