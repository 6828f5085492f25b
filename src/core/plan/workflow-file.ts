import { parseDocument } from 'yaml';
import type { WorkflowJob } from '../timing/records.ts';
import type { UnitInputs } from './plan.ts';
import { didYouMean } from './suggest.ts';

/** The workflow input in which the key of a dispatch travels. */
export const KEY_INPUT = 'harness_key';

/** An input of `on.workflow_dispatch`. */
export interface WorkflowInput {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'number' | 'choice' | 'environment';
  readonly required: boolean;
  readonly default?: string;
  /** Of a choice. */
  readonly options?: readonly string[];
}

/** What a dispatcher needs to know of a workflow file. */
export interface WorkflowFile {
  readonly name?: string;
  readonly runName?: string;
  /** Has it the trigger `workflow_dispatch`? */
  readonly dispatchable: boolean;
  readonly inputs: readonly WorkflowInput[];
  readonly jobs: readonly WorkflowJob[];
  /** The group of its `concurrency`, or of its first job's, unless the group is different for every run. */
  readonly concurrency?: string;
  /** Does it take the input {@link KEY_INPUT}? */
  readonly declaresKey: boolean;
  /** Does `run-name` show it, so that runs are found by it? */
  readonly echoesKey: boolean;
}

export type WorkflowReading = { readonly ok: true; readonly file: WorkflowFile } | { readonly ok: false; readonly why: string };

type Fields = Readonly<Record<string, unknown>>;

/** Reads the text of a file under `.github/workflows`. Expressions stay as they are written. */
export function readWorkflowFile(text: string): WorkflowReading {
  let root: unknown;
  try {
    const document = parseDocument(text);
    const [error] = document.errors;
    if (error !== undefined) return { ok: false, why: error.message.split('\n', 1)[0] ?? 'it is no YAML' };
    root = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : 'it is no YAML' };
  }
  if (!isFields(root)) return { ok: false, why: 'it holds no keys' };
  const triggers = root.on;
  const dispatchable =
    triggers === 'workflow_dispatch' ||
    (Array.isArray(triggers) ? triggers.includes('workflow_dispatch') : isFields(triggers) && 'workflow_dispatch' in triggers);
  const trigger = isFields(triggers) ? triggers.workflow_dispatch : undefined;
  const inputs = isFields(trigger) && isFields(trigger.inputs) ? Object.entries(trigger.inputs).map(readInput) : [];
  const runName = textOf(root['run-name']);
  const name = textOf(root.name);
  const concurrency = sharedGroup([root, ...(isFields(root.jobs) ? Object.values(root.jobs) : [])]);
  return {
    ok: true,
    file: {
      ...(name === undefined ? {} : { name }),
      ...(runName === undefined ? {} : { runName }),
      dispatchable,
      inputs,
      jobs: isFields(root.jobs) ? Object.entries(root.jobs).map(readJob) : [],
      ...(concurrency === undefined ? {} : { concurrency }),
      declaresKey: inputs.some((input) => input.name === KEY_INPUT),
      echoesKey: runName !== undefined && /\$\{\{(?:(?!\}\}).)*?\binputs\s*(?:\.\s*harness_key\b|\[\s*'harness_key'\s*\])/i.test(runName),
    },
  };
}

/**
 * What GitHub would answer 422 to: undeclared inputs, missing ones, values that the type does not take. One sentence each.
 *
 * @example checkInputs(file, { secnods: '30' }) // ['input "secnods" is not declared: did you mean "seconds"?']
 */
export function checkInputs(file: WorkflowFile, given: UnitInputs): string[] {
  const declared = new Map(file.inputs.map((input) => [input.name, input]));
  const names = [...declared.keys()].filter((name) => name !== KEY_INPUT);
  const undeclared = Object.keys(given).filter((name) => !declared.has(name));
  const missing = file.inputs.filter(
    ({ name, required, default: preset }) => required && preset === undefined && name !== KEY_INPUT && !Object.hasOwn(given, name),
  );
  const wrong = Object.entries(given).flatMap(([name, value]) => wrongValue(declared.get(name), value) ?? []);
  const takes = names.length === 0 ? 'it takes none' : `it takes ${names.join(', ')}`;
  return [
    ...undeclared.map((name) => `input "${name}" is not declared: ${didYouMean(name, names) ?? takes}`),
    ...missing.map(({ name }) => `the required input "${name}" is missing`),
    ...wrong,
  ];
}

function wrongValue(input: WorkflowInput | undefined, value: string): string | undefined {
  const got = JSON.stringify(value);
  switch (input?.type) {
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : `input "${input.name}" takes true or false, got ${got}`;
    case 'number':
      return value.trim() !== '' && Number.isFinite(Number(value)) ? undefined : `input "${input.name}" takes a number, got ${got}`;
    case 'choice':
      return input.options === undefined || input.options.includes(value)
        ? undefined
        : `input "${input.name}" takes ${input.options.join(', ')}, got ${got}`;
    default:
      return undefined;
  }
}

const TYPES: readonly WorkflowInput['type'][] = ['string', 'boolean', 'number', 'choice', 'environment'];

function readInput([name, value]: readonly [string, unknown]): WorkflowInput {
  const fields = isFields(value) ? value : {};
  const preset = textOf(fields.default);
  return {
    name,
    type: TYPES.find((type) => type === fields.type) ?? 'string',
    required: fields.required === true,
    ...(preset === undefined ? {} : { default: preset }),
    ...(Array.isArray(fields.options) ? { options: fields.options.map((option) => textOf(option) ?? '') } : {}),
  };
}

function readJob([id, value]: readonly [string, unknown]): WorkflowJob {
  const job = isFields(value) ? value : {};
  const name = textOf(job.name);
  const needs = typeof job.needs === 'string' ? [job.needs] : Array.isArray(job.needs) ? job.needs.filter((need) => typeof need === 'string') : [];
  const matrix = isFields(job.strategy) && job.strategy.matrix !== undefined;
  return { id, ...(name === undefined ? {} : { name }), needs, matrix };
}

/** A group with the run's id or key in it has one member. */
function sharedGroup(parts: readonly unknown[]): string | undefined {
  const groups = parts.flatMap((part) => {
    const value = isFields(part) ? part.concurrency : undefined;
    return textOf(isFields(value) ? value.group : value) ?? [];
  });
  return groups.find((group) => !/github\s*\.\s*run_(id|number)|harness_key/.test(group));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
