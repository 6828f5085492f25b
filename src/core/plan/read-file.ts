/**
 * Reads a file that a plan names, such as a suite of tests or a trace: its text, or why not. The path is as it stands in the plan; a folder stands for
 * the `runs.csv` in it.
 */
export type ReadFile = (
  path: string,
) => { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string; readonly fix?: string };
