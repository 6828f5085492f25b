import type { Path } from '../plan/document.ts';
import { show } from '../plan/problem.ts';
import { isGroup } from '../plan/unit-leaves.ts';
import type { FieldReader, Fields } from './fields.ts';
import type { CommandLine, Work } from './work.ts';

/** What a suite says for all its tests. */
export type CommonFields = {
  readonly timeoutMs: number;
  readonly maxRetries?: number | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly workingDirectory?: string | undefined;
};

const TEST_KEYS = [
  ...['id', 'name', 'description', 'command', 'argv', 'timeout', 'expected-patterns', 'exit-code', 'priority', 'exclusive', 'needs'],
  ...['max-retries', 'env', 'working-directory', 'fs'],
] as const;

/**
 * Reads one test of a suite.
 *
 * @param id what it is called where it has no id
 * @returns `undefined` where it has no command; what is wrong was told to the reader
 */
export function readCommandTest(reader: FieldReader, path: Path, value: unknown, id: string, common: CommonFields): Work | undefined {
  if (!isGroup(value)) {
    reader.complain(path, 'value', 'expected a test: a group of keys with a "command"');
    return undefined;
  }
  const fields = reader.fields(path, value, TEST_KEYS);
  const run = commandOf(reader, fields);
  const ownId = reader.id(fields, 'id') ?? id;
  const exclusive = reader.texts(fields, 'exclusive');
  const needs = reader.texts(fields, 'needs');
  const name = reader.text(fields, 'name', 200);
  const description = reader.text(fields, 'description', 2_000);
  const priority = reader.whole(fields, 'priority', -1_000, 1_000);
  const maxRetries = reader.whole(fields, 'max-retries', 0, 10) ?? common.maxRetries;
  const env = { ...common.env, ...reader.env(fields, 'env') };
  const workingDirectory = reader.folder(fields, 'working-directory') ?? common.workingDirectory;
  const fs = fields.values.fs;
  if (fs !== undefined && fs !== 'read-only') reader.complain([...path, 'fs'], 'value', 'expected "read-only"');
  const exitCode = reader.exitCode(fields, 'exit-code') ?? 0;
  const patterns = reader.patterns(fields, 'expected-patterns') ?? [];
  const timeoutMs = reader.duration(fields, 'timeout') ?? common.timeoutMs;
  if (run === undefined) return undefined;
  return {
    id: ownId,
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    body: { kind: 'command', run, exitCode, patterns },
    timeoutMs,
    ...(workingDirectory === undefined ? {} : { workingDirectory }),
    ...(Object.keys(env).length === 0 ? {} : { env }),
    ...(maxRetries === undefined ? {} : { maxRetries }),
    ...(priority === undefined ? {} : { priority }),
    ...(exclusive === undefined ? {} : { exclusive }),
    ...(needs === undefined ? {} : { needs }),
    ...(fs === 'read-only' ? { fs } : {}),
  };
}

function commandOf(reader: FieldReader, fields: Fields): CommandLine | undefined {
  const { command, argv } = fields.values;
  if (command !== undefined && argv !== undefined) reader.complain([...fields.path, 'argv'], 'key', 'there is a command already', 'keep one of them');
  if (argv !== undefined) return reader.argv(fields, 'argv');
  if (typeof command === 'string' && command.trim() !== '' && command.length <= 20_000) return { shell: command };
  if (command === undefined) reader.complain(fields.path, 'key', 'has no command');
  else
    reader.complain(
      [...fields.path, 'command'],
      'value',
      `expected a text for the shell, got ${show(command)}`,
      'a program with its arguments, without a shell, is "argv"',
    );
  return undefined;
}
