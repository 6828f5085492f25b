import { registerHooks } from 'node:module';

// The parser imports its JSON files without the attribute that Node demands.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { ...context.importAttributes, type: 'json' } } : context),
});
const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } = await import('@actions/workflow-parser');

/** What GitHub's own parser finds wrong with a workflow file; empty: nothing. */
export async function githubErrors(path: string, content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name: path, content }, new NoOperationTraceWriter());
  const found = context.errors.getErrors().map((error) => error.message);
  if (found.length > 0 || value === undefined) return found;
  return ((await convertWorkflowTemplate(context, value)).errors ?? []).map((error) => error.Message);
}
