import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import type { CommandMessage } from '../../core/work/command-message.ts';
import { Execution, lastMessage } from './execution.ts';

const execution = (argv: readonly [string, ...string[]]) =>
  new Execution(
    {
      id: 'e1',
      digest: 'd',
      command: argv.join(' '),
      process: { command: { argv }, cwd: tmpdir(), env: { PATH: process.env.PATH ?? '' } },
      onEnd: () => {},
    },
    1_000,
  );

async function heard(of: Execution): Promise<CommandMessage[]> {
  const all: CommandMessage[] = [];
  for await (const message of of.listen()) all.push(message);
  return all;
}

it('says of a command that was cancelled before its process began that it was cancelled, not that it could not be run', async () => {
  const one = execution(['sleep', '1000']);
  const hears = heard(one);
  // Its process needs a moment to begin.
  one.cancel();
  const row = await one.ended;
  expect(row).toMatchObject({ state: 'completed', cancelled: true, timedOut: false, durationMs: 0 });
  expect(row.error).toBeUndefined();
  expect(await hears).toEqual([{ type: 'started', executionId: 'e1', startedAt: 1_000 }, lastMessage(row)]);
  expect(lastMessage(row)).toEqual({ type: 'complete', timedOut: false, cancelled: true, durationMs: 0 });
});

it('says of a program that is not there why it could not be run', async () => {
  expect((await heard(execution(['no-such-program']))).at(-1)).toEqual({
    type: 'error',
    message: 'no-such-program: there is no such program on the PATH of the command',
  });
});
