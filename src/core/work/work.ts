/** How a command is started. `shell`: a text for `sh -c` (a suite's `command` is one by definition). `argv`: program and arguments, no shell. */
export type CommandLine = { readonly shell: string } | { readonly argv: readonly [string, ...string[]] };

/** When a command counts as passed. */
export interface Expectation {
  /** The exit code that it must end with; `any`: the patterns decide alone. */
  readonly exitCode: number | 'any';
  /** What its output must hold, each of them: a text that is looked for without case, or `/regex/flags`. */
  readonly patterns: readonly string[];
}

/** One command of a test plan. */
export interface Task extends Expectation {
  /** `2.3`: the third task of batch 2. */
  readonly id: string;
  /** From 1 on. */
  readonly batch: number;
  readonly name: string;
  readonly run: CommandLine;
  readonly timeoutMs: number;
}

/** What a test does. Absent in a unit: it is a workflow. */
export type WorkBody =
  | ({ readonly kind: 'command'; readonly run: CommandLine } & Expectation)
  /** Batches one after the other, the tasks of a batch too; after a batch with a failed task no further batch begins. */
  | { readonly kind: 'tasks'; readonly file: string; readonly tasks: readonly [Task, ...Task[]] };

/** Work that a target runs itself, without GitHub: one test. */
export interface Work {
  /** Unique in its scenario. */
  readonly id: string;
  /** For people; absent: the id. */
  readonly name?: string;
  readonly description?: string;
  readonly body: WorkBody;
  /** After so long its whole process group is killed. */
  readonly timeoutMs: number;
  /** Folder below the root of the worktree. Absent: the root. */
  readonly workingDirectory?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Further attempts after a failed one; a test that passes in one of them is *flaky*. Default 0. */
  readonly maxRetries?: number;
  /** Higher goes first. Default 0. */
  readonly priority?: number;
  /** Resource groups: of the tests that name one, one runs at a time. */
  readonly exclusive?: readonly string[];
  /** Ids of tests of the scenario that must have passed before. One that did not makes this one skipped. */
  readonly needs?: readonly string[];
  /** `read-only`: files of the worktree that it changes are named, and fail it. */
  readonly fs?: 'read-only';
}

/** The name of a test for people. */
export function workName({ id, name }: Work): string {
  return name ?? id;
}

/** A command line for people. Arguments that a shell would split stand in quotes. */
export function commandText(run: CommandLine): string {
  if ('shell' in run) return run.shell;
  return run.argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
