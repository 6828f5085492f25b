import { parse } from 'yaml';
import { code, table } from './markdown.ts';

/** The contract of the Action, as far as the documentation shows it. */
export interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

/** @throws when the text is no action.yml with inputs and outputs */
export function parseActionFile(text: string): ActionFile {
  const action = parse(text) as Partial<ActionFile> | null;
  if (action?.inputs === undefined || action.outputs === undefined) throw new Error('action.yml needs inputs and outputs.');
  return { inputs: action.inputs, outputs: action.outputs };
}

/** The inputs as a table, in the order of the file. */
export function inputTable({ inputs }: ActionFile): string {
  const rows = Object.entries(inputs).map(([name, input]) => [code(name), code(String(input.default ?? '')) || '–', input.description]);
  return table(['Input', 'Default', 'Meaning'], rows);
}

/** The outputs as a table, in the order of the file. */
export function outputTable({ outputs }: ActionFile): string {
  return table(
    ['Output', 'Meaning'],
    Object.entries(outputs).map(([name, output]) => [code(name), output.description]),
  );
}
