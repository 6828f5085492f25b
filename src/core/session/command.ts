import type { Unit } from '../plan/plan.ts';
import type { SessionEvent } from './event.ts';

/** What the engine shall do next. Commands speak of slots and runs; pages, versions and hosts are the target's business. */
export type Command =
  /** A decision that needs no I/O: append it. */
  | { readonly do: 'record'; readonly event: SessionEvent }
  | {
      readonly do: 'dispatch';
      readonly slot: string;
      readonly attempt: number;
      readonly key: string;
      readonly unit: Unit;
      readonly scenario: number;
      readonly unitIndex: number;
    }
  /** One look at all open runs. */
  | { readonly do: 'observe' }
  | { readonly do: 'details'; readonly runId: string }
  /** Look for the run of an ambiguous dispatch. */
  | {
      readonly do: 'find';
      readonly slot: string;
      readonly key: string;
      readonly sinceAt: number;
      readonly scenario: number;
      readonly unitIndex: number;
    }
  /** Read the list of all runs: before a controller that took over sends anything, and before the end of a session that had doubts. */
  | { readonly do: 'inventory'; readonly purpose: 'resume' | 'end'; readonly keyPrefix: string; readonly sinceAt: number }
  | { readonly do: 'cancel'; readonly runId: string; readonly force: boolean; readonly why: string }
  /** Nothing to do before this instant, unless something happens. */
  | { readonly do: 'wake'; readonly at: number }
  | { readonly do: 'finish' };

/** Commands that take time and come back: one at a time of each name. */
export type TaskCommand = Exclude<Command, { do: 'record' | 'wake' | 'finish' }>;

/** Names a command's work, so that it is not begun twice while it is under way. */
export function commandId(command: Command): string | undefined {
  switch (command.do) {
    case 'dispatch':
    case 'find':
      return `${command.do}:${command.slot}`;
    case 'details':
    case 'cancel':
      return `${command.do}:${command.runId}`;
    case 'observe':
    case 'inventory':
      return command.do;
    case 'record':
    case 'wake':
    case 'finish':
      return undefined;
  }
}
