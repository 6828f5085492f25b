import type { WorkflowPlace } from './run-list.ts';

/** A unit of the plan as it was found on GitHub. */
export interface ReadyUnit extends WorkflowPlace {
  readonly ref: string;
  /** Does the run's title show the key? Proven by the file; without it, no. */
  readonly keyed: boolean;
  /** Send the key? Also when the file could not be read; becomes false when the workflow turns out not to take it. */
  sendKey: boolean;
  /** Set when it was dispatched earlier and can't be any more: why. Its runs are still there. */
  readonly refused?: { readonly why: string; readonly fix?: string };
}

export const repositoryOf = ({ owner, repo }: WorkflowPlace): string => `${owner}/${repo}`;

/** Does the title show this very key, and not a longer one that begins like it? */
export function carriesKey(title: string, key: string): boolean {
  for (let at = title.indexOf(key); at !== -1; at = title.indexOf(key, at + 1)) {
    if (!/[\w-]/.test(title[at - 1] ?? ' ') && !/[\w-]/.test(title[at + key.length] ?? ' ')) return true;
  }
  return false;
}
