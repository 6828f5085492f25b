import type { AppendedBaseline, BaselineStore, LoadedBaseline } from '../../ports/baseline-store.ts';
import type { StopSignal } from '../../ports/stop-signal.ts';
import { type ArtifactSource, readArtifactFile } from './artifact-file.ts';
import { grownBaseline, readBaseline } from './baseline-text.ts';
import { trustedRuns } from './trusted-runs.ts';

/** The repository is the only one whose artifacts are believed. */
export interface ArtifactBaselineOptions extends ArtifactSource {
  /** Path of the workflow file whose runs are believed: `.github/workflows/performance.yml`. */
  readonly workflow: string;
  /** Default: the repository's default branch. */
  readonly branch?: string;
  /** Name of the artifact. */
  readonly name: string;
  /** This run, which can't be its own baseline. */
  readonly runId?: string;
  /** Uploads one file as an artifact of this run. Absent: nothing can be appended (on the command line). */
  readonly upload?: (artifact: { readonly name: string; readonly file: string; readonly text: string }) => Promise<void>;
}

/** The file in the artifact. */
export const BASELINE_FILE = 'baseline-history.json';

const MEND = 'delete that artifact, or record anew from a run on the branch';
/** How many successful runs are asked for the artifact before it is said that there is none. */
const RUNS_ASKED = 10;

/**
 * A baseline in an artifact of the last successful run of one workflow on one branch. An artifact is untrusted input: it counts only when its run is
 * of this repository, of the expected workflow file, and not of a fork, and its content is read with limits and never run.
 *
 * An artifact can't be replaced, so each run on the branch uploads the whole history with its own records added. Of two runs at the same time
 * the later one's successor follows only one of them: give that workflow a `concurrency` group, or use a `git:` baseline.
 */
export function createArtifactBaselineStore(options: ArtifactBaselineOptions): BaselineStore {
  const load = async (id: string, signal?: StopSignal): Promise<LoadedBaseline> => {
    const runs = await trustedRuns(options, signal);
    if (runs.kind === 'refused') return runs;
    for (const run of runs.value.runs.slice(0, RUNS_ASKED)) {
      const artifact = await readArtifactFile(options, run.id, options.name, BASELINE_FILE, signal);
      if (artifact.kind === 'absent') continue;
      const from = `artifact ${options.name} of run ${run.id} on ${runs.value.branch}`;
      const damaged = (reason: string): LoadedBaseline => ({ kind: 'refused', reason: `${from}: ${reason}`, fix: MEND });
      if (artifact.kind === 'refused') return artifact.damaged ? damaged(artifact.reason) : artifact;
      const read = readBaseline(artifact.bytes, { source: BASELINE_FILE, id });
      if (!read.ok) return damaged(read.reason);
      return { kind: 'found', history: read.history, from, ...(read.migratedFrom !== undefined && { migratedFrom: read.migratedFrom }) };
    }
    return {
      kind: 'none',
      why: `no successful run of ${options.workflow} on ${runs.value.branch} has an artifact ${options.name}${runs.value.passedOver}`,
    };
  };
  return {
    name: `artifact:${options.name}`,
    load,
    async append(id, records, signal): Promise<AppendedBaseline> {
      if (options.upload === undefined) return { kind: 'refused', reason: 'artifacts can be written by a run of the Action only' };
      const before = await load(id, signal);
      if (before.kind === 'refused') return before;
      const { text, count } = grownBaseline(id, before.kind === 'found' ? before.history : undefined, records);
      try {
        await options.upload({ name: options.name, file: BASELINE_FILE, text });
      } catch (error) {
        return {
          kind: 'refused',
          reason: `the artifact ${options.name} can't be uploaded: ${error instanceof Error ? error.message : String(error)}`,
        };
      }
      return { kind: 'appended', records: count, to: `artifact ${options.name}` };
    },
  };
}
