import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The part of a workflow file that the static rules look at. */
export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
  readonly content: {
    readonly on: string | readonly string[] | Readonly<Record<string, unknown>>;
    readonly permissions?: string | Readonly<Record<string, string>>;
    readonly jobs: Readonly<Record<string, WorkflowJob>>;
  };
}

export interface WorkflowJob {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number | string;
  readonly uses?: string;
  readonly steps?: readonly WorkflowStep[];
}

export interface WorkflowStep {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** The workflow files below the given folders: YAML files that have jobs. */
export function readWorkflows(...folders: readonly string[]): WorkflowFile[] {
  const paths = folders.flatMap((folder) => globSync(`${folder}/**/*.{yml,yaml}`)).sort();
  return paths.flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    const content = parse(text) as Partial<WorkflowFile['content']> | null;
    return content?.jobs === undefined ? [] : [{ path, text, content: content as WorkflowFile['content'] }];
  });
}

/** The events that start a workflow. */
export function triggersOf(file: WorkflowFile): readonly string[] {
  const on = file.content.on;
  if (typeof on === 'string') return [on];
  return Array.isArray(on) ? on : Object.keys(on);
}

/** Every step of every job, with the place to name in a failure. */
export function stepsOf(file: WorkflowFile): { readonly where: string; readonly step: WorkflowStep }[] {
  return Object.entries(file.content.jobs).flatMap(([job, { steps = [] }]) =>
    steps.map((step, index) => ({ where: `${file.path}, job ${job}, step ${step.name ?? step.uses ?? index + 1}`, step })),
  );
}
