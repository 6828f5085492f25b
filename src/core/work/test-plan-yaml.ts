import type { PlanFormat } from '../plan/document.ts';
import type { PlanProblem } from '../plan/problem.ts';
import { readDocument } from '../plan/read-document.ts';
import { isGroup } from '../plan/unit-leaves.ts';
import { FieldReader } from './fields.ts';
import { problemList } from './problem-list.ts';
import { DEFAULT_TASK_TIMEOUT_MS, type TestPlanFile } from './test-plan.ts';
import type { Task } from './work.ts';

const PLAN_KEYS = ['name', 'description', 'timeout', 'task-timeout', 'batches'] as const;
const BATCH_KEYS = ['batch', 'name', 'description', 'tasks'] as const;
const TASK_KEYS = ['id', 'name', 'command', 'argv', 'timeout', 'expected-patterns', 'exit-code'] as const;

/**
 * Reads a test plan in YAML or JSON: `batches: [ { name, tasks: [ { name, command, timeout, expected_patterns } ] } ]`. Batches are numbered in their
 * order, or by their key `batch`.
 */
export function readYamlPlan(
  text: string,
  format: PlanFormat,
): { readonly ok: true; readonly plan: TestPlanFile } | { readonly ok: false; readonly problems: readonly PlanProblem[] } {
  const read = readDocument(text, format);
  const ofFile = (problem: PlanProblem): PlanProblem => ({ ...problem, message: problem.message.replace(/^the plan\b/, 'the test plan') });
  if (!read.ok) return { ok: false, problems: read.problems.map(ofFile) };
  const found = problemList(read.document.places, read.lines);
  const plan = readFields(new FieldReader(found.complain), read.document.value);
  const problems = [...read.problems.map(ofFile), ...found.problems];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, plan };
}

function readFields(reader: FieldReader, value: unknown): TestPlanFile {
  if (!isGroup(value)) {
    reader.complain([], 'value', 'expected a group of keys with "batches" in it');
    return { tasks: [] };
  }
  const fields = reader.fields([], value, PLAN_KEYS);
  const name = reader.text(fields, 'name', 200);
  const timeoutMs = reader.duration(fields, 'timeout');
  const taskMs = reader.duration(fields, 'task-timeout') ?? DEFAULT_TASK_TIMEOUT_MS;
  const { batches } = fields.values;
  if (!Array.isArray(batches) || batches.length === 0) {
    reader.complain(['batches'], batches === undefined ? 'key' : 'value', 'expected a list of batches, each with tasks');
    return { tasks: [] };
  }
  const tasks = batches.flatMap((batch: unknown, i) => readBatch(reader, batch, i, taskMs));
  return { ...(name === undefined ? {} : { name }), ...(timeoutMs === undefined ? {} : { timeoutMs }), tasks };
}

function readBatch(reader: FieldReader, value: unknown, i: number, taskMs: number): Task[] {
  const path = ['batches', i];
  if (!isGroup(value)) {
    reader.complain(path, 'value', 'expected a batch: a group of keys with "tasks"');
    return [];
  }
  const fields = reader.fields(path, value, BATCH_KEYS);
  const number = reader.whole(fields, 'batch', 1, 9_999) ?? i + 1;
  const { tasks } = fields.values;
  if (!Array.isArray(tasks) || tasks.length === 0) {
    reader.complain([...path, 'tasks'], tasks === undefined ? 'key' : 'value', 'expected a list of tasks');
    return [];
  }
  return tasks.flatMap((task: unknown, n) => readTask(reader, task, [...path, 'tasks', n], number, n, taskMs) ?? []);
}

function readTask(
  reader: FieldReader,
  value: unknown,
  path: readonly (string | number)[],
  batch: number,
  n: number,
  taskMs: number,
): Task | undefined {
  if (typeof value === 'string' && value.trim() !== '')
    return { id: `${batch}.${n + 1}`, batch, name: value, run: { shell: value }, timeoutMs: taskMs, exitCode: 0, patterns: [] };
  if (!isGroup(value)) {
    reader.complain(path, 'value', 'expected a task: a command, or a group of keys with one');
    return undefined;
  }
  const fields = reader.fields(path, value, TASK_KEYS);
  const { command, argv } = fields.values;
  const shell = command === undefined ? undefined : reader.text(fields, 'command', 20_000);
  const run = argv !== undefined ? reader.argv(fields, 'argv') : shell === undefined ? undefined : { shell };
  if (command === undefined && argv === undefined) reader.complain(path, 'key', 'has no command');
  const id = reader.id(fields, 'id') ?? `${batch}.${n + 1}`;
  const name = reader.text(fields, 'name', 200) ?? shell ?? id;
  const timeoutMs = reader.duration(fields, 'timeout') ?? taskMs;
  const exitCode = reader.exitCode(fields, 'exit-code') ?? 0;
  const patterns = reader.patterns(fields, 'expected-patterns') ?? [];
  return run === undefined ? undefined : { id, batch, name, run, timeoutMs, exitCode, patterns };
}
