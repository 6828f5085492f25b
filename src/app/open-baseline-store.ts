import { resolve } from 'node:path';
import type { BaselinePlace } from '../core/plan/plan.ts';
import type { BaselineStore } from '../ports/baseline-store.ts';
import type { Clock } from '../ports/clock.ts';
import { type ArtifactBaselineOptions, createArtifactBaselineStore } from '../stores/baselines/artifact-baseline-store.ts';
import { createFileBaselineStore } from '../stores/baselines/file-baseline-store.ts';
import { createGitBaselineStore, type GitBaselineOptions } from '../stores/baselines/git-baseline-store.ts';
import { GateInputError } from './errors.ts';

/** What the kinds of places need, where they are to be had. */
export interface BaselineAccess {
  readonly clock: Clock;
  /** Default: the working directory. */
  readonly cwd?: string;
  readonly artifacts?: Omit<ArtifactBaselineOptions, 'name'>;
  readonly git?: Omit<GitBaselineOptions, 'branch' | 'clock'>;
}

/**
 * Opens the store that a plan names.
 *
 * @throws GateInputError where that kind can't be had here
 */
export function openBaselineStore(place: BaselinePlace, { clock, cwd, artifacts, git }: BaselineAccess): BaselineStore {
  switch (place.kind) {
    case 'file': {
      const store = createFileBaselineStore({ path: cwd === undefined ? place.path : resolve(cwd, place.path), clock });
      return { ...store, name: `file:${place.path}` };
    }
    case 'artifact':
      if (artifacts === undefined) {
        throw new GateInputError([`the baseline artifact:${place.name} can be had in the Action only: here use a baseline file:PATH or git:BRANCH`]);
      }
      return createArtifactBaselineStore({ ...artifacts, name: place.name });
    case 'git':
      if (git === undefined) {
        throw new GateInputError([`the baseline git:${place.branch} needs a repository with a remote "origin": run it in a clone, or use file:PATH`]);
      }
      return createGitBaselineStore({ ...git, branch: place.branch, clock });
  }
}
