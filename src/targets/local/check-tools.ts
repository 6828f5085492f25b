import type { Problem } from '../../ports/target.ts';
import { runProcess } from './process/run-process.ts';

const TIMEOUT_MS = 20_000;

/**
 * Looks whether tools are there, in the version that a suite requires: `node>=20`, `git`. A tool is asked with `--version`, and the first number with
 * dots in its answer is its version.
 */
export async function checkTools(required: readonly string[], env: Readonly<Record<string, string>>, cwd: string): Promise<Problem[]> {
  return await judgeTools(required, async (tool) => {
    const asked = await runProcess(
      { command: { argv: [tool, '--version'] }, cwd, env, timeoutMs: TIMEOUT_MS, maxOutputBytes: 10_000 },
      new AbortController().signal,
    );
    return asked.kind === 'not_started' ? { missing: asked.why } : { said: asked.output.text };
  });
}

/** What a tool said to `--version`, or why there is none. */
export type AskTool = (tool: string) => Promise<{ readonly said: string } | { readonly missing: string }>;

/** The same, wherever the tools are asked. */
export async function judgeTools(required: readonly string[], ask: AskTool): Promise<Problem[]> {
  const checks = [...new Set(required)].map((each) => judgeTool(each, ask));
  return (await Promise.all(checks)).filter((problem) => problem !== undefined);
}

async function judgeTool(required: string, ask: AskTool): Promise<Problem | undefined> {
  const [, tool = required, operator, wanted] = /^([\w.+-]+)\s*(?:(>=?)\s*(\d+(?:\.\d+)*))?$/.exec(required.trim()) ?? [];
  const asked = await ask(tool);
  if ('missing' in asked)
    return { message: `the suite requires ${required}: ${asked.missing}`, fix: `install ${tool}, or take it out of "requires"` };
  if (wanted === undefined) return undefined;
  const found = /\d+(?:\.\d+)+|\d+/.exec(asked.said)?.[0];
  if (found === undefined) return { message: `the suite requires ${required}, and "${tool} --version" tells no version` };
  const order = compareVersions(found, wanted);
  return order > 0 || (order === 0 && operator === '>=')
    ? undefined
    : { message: `the suite requires ${required}, and there is ${found}`, fix: `install a newer ${tool}` };
}

/** Number by number; a missing one is 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (let i = 0; i < Math.max(left?.length ?? 0, right?.length ?? 0); i++) {
    const apart = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (apart !== 0) return apart;
  }
  return 0;
}
