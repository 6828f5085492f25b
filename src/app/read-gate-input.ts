import { readFile } from 'node:fs/promises';
import { readBenchmarks } from '../core/benchmarks/read-benchmarks.ts';
import type { Benchmark, BenchmarkSet } from '../core/gate/benchmark-set.ts';
import type { GateInput } from '../core/report/gate-report.ts';

/** What was given for the comparison can't be used; nothing was sent. Each problem with its file and what to do. */
export class GateInputError extends Error {
  override readonly name = 'GateInputError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * Reads everything that a comparison needs before anything is sent: nobody waits an hour to learn that the baseline is no file.
 *
 * @param baseline absent: nothing is compared
 * @param files result files of other tools
 * @param format of these files; default: told by their shape
 * @returns `undefined` without a baseline
 * @throws GateInputError with every problem at once
 */
export async function readGateInput(
  baseline: { readonly path: string; readonly regression: number } | undefined,
  files: readonly string[],
  format?: string,
): Promise<GateInput | undefined> {
  const problems: string[] = [];
  const read = async (path: string, as?: string): Promise<BenchmarkSet | undefined> => {
    try {
      const answer = readBenchmarks(await readFile(path, 'utf8'), { source: path, ...(as === undefined ? {} : { format: as }) });
      if (answer.ok) return answer.set;
      problems.push(answer.reason);
    } catch (error) {
      problems.push(readProblem(path, error));
    }
    return undefined;
  };
  if (baseline === undefined && files.length > 0) {
    problems.push('benchmarks were given without a baseline to compare them with: name one, such as file:baseline.json');
  }
  const base = baseline === undefined ? undefined : await read(baseline.path);
  const sets = await Promise.all(files.map((file) => read(file, format)));
  if (problems.length > 0) throw new GateInputError(problems);
  if (baseline === undefined || base === undefined) return undefined;
  return {
    name: baseline.path,
    baseline: base,
    others: { format: 'files', benchmarks: merge(sets.flatMap((set) => set?.benchmarks ?? [])) },
    margin: baseline.regression,
  };
}

/** Two files may hold metrics of the same benchmark. */
function merge(benchmarks: readonly Benchmark[]): readonly Benchmark[] {
  const grouped = Map.groupBy(benchmarks, ({ name }) => name);
  return [...grouped].map(([name, same]) => ({ name, metrics: same.flatMap(({ metrics }) => metrics) }));
}

function readProblem(path: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') return `${path} does not exist: make it from an earlier session's result.json, or leave the comparison out`;
  return `${path} can't be read: ${error instanceof Error ? error.message : String(error)}`;
}
