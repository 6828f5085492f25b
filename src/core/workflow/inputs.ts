import type { WorkflowInput } from './workflow-source.ts';

/** Inputs as they run, or what GitHub says about them (answer 422). */
export type InputCheck = { readonly ok: true; readonly inputs: Readonly<Record<string, string>> } | { readonly ok: false; readonly message: string };

/**
 * Checks the inputs of a dispatch against the workflow's declaration, in GitHub's words, and fills in the defaults.
 *
 * @param sent the `inputs` of the request body; booleans and numbers are written out
 */
export function checkInputs(declared: readonly WorkflowInput[], sent: Readonly<Record<string, unknown>>): InputCheck {
  const unexpected = Object.keys(sent).filter((name) => !declared.some((input) => input.name === name));
  if (unexpected.length > 0) return { ok: false, message: `Unexpected inputs provided: ${JSON.stringify(unexpected)}` };
  const inputs: Record<string, string> = {};
  for (const input of declared) {
    const given = sent[input.name];
    const value = given === undefined || given === null || given === '' ? input.default : String(given);
    if (value === undefined && input.required) return { ok: false, message: `Required input '${input.name}' not provided` };
    if (value !== undefined && value !== '' && input.type === 'choice' && !input.options.includes(value))
      return { ok: false, message: `Provided value '${value}' for input '${input.name}' not in the list of allowed values` };
    if (value !== undefined && value !== '' && input.type === 'number' && !Number.isFinite(Number(value)))
      return { ok: false, message: `Invalid value for input '${input.name}': expected a number, got '${value}'` };
    if (value !== undefined && value !== '' && input.type === 'boolean' && value !== 'true' && value !== 'false')
      return { ok: false, message: `Invalid value for input '${input.name}': expected a boolean, got '${value}'` };
    inputs[input.name] = value ?? (input.type === 'boolean' ? 'false' : '');
  }
  return { ok: true, inputs };
}

/** The `inputs` context: booleans and numbers as such (the `github.event.inputs` context has text only). */
export function typedInputs(declared: readonly WorkflowInput[], inputs: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    declared.map(({ name, type }) => {
      const text = inputs[name] ?? '';
      if (type === 'boolean') return [name, text === 'true'];
      return [name, type === 'number' && text !== '' ? Number(text) : text];
    }),
  );
}
