import type { PlanProblem } from '../plan/problem.ts';
import { parseDuration } from '../time.ts';
import { parsePattern } from './patterns.ts';
import { DEFAULT_TASK_TIMEOUT_MS, type TestPlanFile } from './test-plan.ts';
import type { Task } from './work.ts';

/** A longer file is no test plan. */
const MOST_CHARACTERS = 262_144;

const BATCH = /^#{1,6}\s+batch\s+(\d{1,4})\b/i;
const TITLE = /^#\s+(?:test plan:?\s*)?(.+)$/i;
/** `1. Install: \`npm ci\``, `- [ ] Install`, `### Task 1.1: Install`. */
const TASK = /^(?:\d{1,4}[.)]\s+|[-*]\s+\[[ xX]\]\s+|#{2,6}\s+task\s+[\d.]+\s*[:.-]?\s*)(.*)$/i;
const SETTING = /^\s+[-*]\s+(expect|timeout|exit[ -]code)\s*:\s*(.+)$/i;
const FENCE = /^(\s*)(`{3,}|~{3,})/;

interface Draft {
  readonly line: number;
  readonly batch: number;
  readonly number: number;
  name: string;
  shell?: string;
  timeoutMs: number;
  exitCode: number | 'any';
  readonly patterns: string[];
}

/**
 * Reads a test plan in Markdown.
 *
 * ````markdown
 * # Test plan: login
 * ## Batch 1: set up
 * 1. Install: `npm ci`
 *    - timeout: 5m
 * 2. Build
 *    ```sh
 *    npm run build
 *    ```
 *    - expect: /0 errors/
 *    - exit code: any
 * ````
 *
 * A task is an item of a numbered or a check list, or a heading "Task 1.1: …", under a heading "Batch N". Its command is the first code of it, in the
 * line or as a block.
 */
export function readMarkdownPlan(
  text: string,
): { readonly ok: true; readonly plan: TestPlanFile } | { readonly ok: false; readonly problems: readonly PlanProblem[] } {
  const reader = new MarkdownReader();
  if (text.length > MOST_CHARACTERS) reader.complain(1, `the test plan is too long: at most ${MOST_CHARACTERS} characters`);
  else reader.read(text);
  const { problems, drafts, name } = reader;
  for (const draft of drafts)
    if (draft.shell === undefined) reader.complain(draft.line, `task ${draft.batch}.${draft.number} has no command`, 'write it as code: `npm test`');
  const tasks = drafts.flatMap((draft) => taskOf(draft) ?? []);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, plan: { ...(name === undefined ? {} : { name }), tasks } };
}

function taskOf({ batch, number, name, shell, timeoutMs, exitCode, patterns }: Draft): Task | undefined {
  if (shell === undefined) return undefined;
  return { id: `${batch}.${number}`, batch, name: name === '' ? shell : name, run: { shell }, timeoutMs, exitCode, patterns };
}

class MarkdownReader {
  readonly problems: PlanProblem[] = [];
  readonly drafts: Draft[] = [];
  name: string | undefined;
  #batch: number | undefined;
  #inBatch = 0;

  complain(line: number, message: string, fix?: string): void {
    this.problems.push({ line, column: 1, path: '', message, ...(fix === undefined ? {} : { fix }) });
  }

  read(text: string): void {
    const lines = text.split(/\r\n|\r|\n/);
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      const [, indent = '', fence] = FENCE.exec(line) ?? [];
      if (fence === undefined) {
        this.#line(line, i + 1);
        continue;
      }
      const end = lines.findIndex((other, n) => n > i && other.trim().startsWith(fence) && other.trim().replaceAll(fence[0] ?? '`', '') === '');
      const block = lines
        .slice(i + 1, end < 0 ? lines.length : end)
        .map((each) => (each.startsWith(indent) ? each.slice(indent.length) : each.trimStart()));
      const draft = this.drafts.at(-1);
      if (draft !== undefined && this.#batch === draft.batch && draft.shell === undefined) draft.shell = block.join('\n');
      if (end < 0) return this.complain(i + 1, 'the block of code has no end');
      i = end;
    }
  }

  #line(line: string, at: number): void {
    const batch = BATCH.exec(line)?.[1];
    if (batch !== undefined) {
      this.#batch = Number(batch);
      this.#inBatch = 0;
      if (this.drafts.some((draft) => draft.batch === this.#batch)) this.complain(at, `batch ${batch} stands here twice`);
      return;
    }
    const title = TITLE.exec(line)?.[1];
    if (title !== undefined) {
      this.name ??= title.trim().slice(0, 200);
      return;
    }
    const [, key, value] = SETTING.exec(line) ?? [];
    const draft = this.drafts.at(-1);
    if (key !== undefined && value !== undefined && draft !== undefined) return this.#setting(draft, key.toLowerCase(), value.trim(), at);
    const task = TASK.exec(line)?.[1];
    if (task === undefined || this.#batch === undefined) return;
    this.#inBatch += 1;
    const code = /(`+)(.+?)\1/.exec(task)?.[2]?.trim();
    const name = task.replace(/:?\s*(`+).+?\1\s*$/, '').trim();
    this.drafts.push({
      line: at,
      batch: this.#batch,
      number: this.#inBatch,
      name: name.slice(0, 200),
      ...(code === undefined ? {} : { shell: code }),
      timeoutMs: DEFAULT_TASK_TIMEOUT_MS,
      exitCode: 0,
      patterns: [],
    });
  }

  #setting(draft: Draft, key: string, text: string, at: number): void {
    const value = /^(`+)(.+)\1$/.exec(text)?.[2] ?? text;
    if (key === 'expect') {
      const read = parsePattern(value);
      if ('wrong' in read) this.complain(at, read.wrong);
      else draft.patterns.push(value);
    } else if (key === 'timeout') {
      const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : parseDuration(value);
      if (ms === undefined || ms < 1) this.complain(at, `expected a timeout such as "90s" or "5m", got "${value.slice(0, 60)}"`);
      else draft.timeoutMs = ms;
    } else if (value === 'any') draft.exitCode = 'any';
    else if (/^\d{1,3}$/.test(value) && Number(value) <= 255) draft.exitCode = Number(value);
    else this.complain(at, `expected an exit code from 0 to 255, or "any", got "${value.slice(0, 60)}"`);
  }
}
