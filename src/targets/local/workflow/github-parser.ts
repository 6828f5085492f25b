import { registerHooks } from 'node:module';

type Parser = typeof import('@actions/workflow-parser');

let loading: Promise<Parser> | undefined;

/** The parser imports its JSON files without the attribute that Node demands. It is large, so it is loaded when a workflow is run. */
async function load(): Promise<Parser> {
  const hooks = registerHooks({
    load: (url, context, next) =>
      next(url, url.endsWith('.json') ? { ...context, importAttributes: { ...context.importAttributes, type: 'json' } } : context),
  });
  try {
    return await import('@actions/workflow-parser');
  } finally {
    hooks.deregister();
  }
}

/** What GitHub's own parser finds wrong with a workflow file; empty: nothing. */
export async function githubErrors(path: string, content: string): Promise<readonly string[]> {
  loading ??= load();
  const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } = await loading;
  const { context, value } = parseWorkflow({ name: path, content }, new NoOperationTraceWriter());
  const found = context.errors.getErrors().map((error) => error.message);
  if (found.length > 0 || value === undefined) return found;
  return ((await convertWorkflowTemplate(context, value)).errors ?? []).map((error) => error.Message);
}
