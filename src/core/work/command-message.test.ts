import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommandMessage, readCommandMessage, writeCommandMessage } from './command-message.ts';

const messages: fc.Arbitrary<CommandMessage> = fc.oneof(
  fc.record({ type: fc.constant('started' as const), executionId: fc.string(), startedAt: fc.integer({ min: 0, max: 4e12 }) }),
  fc.record({ type: fc.constant('output' as const), text: fc.string({ unit: 'binary' }) }),
  fc.record({ type: fc.constant('error' as const), message: fc.string() }),
  fc.record(
    {
      type: fc.constant('complete' as const),
      exitCode: fc.integer({ min: 0, max: 255 }),
      signal: fc.constantFrom('SIGKILL', 'SIGTERM'),
      timedOut: fc.boolean(),
      cancelled: fc.boolean(),
      durationMs: fc.nat(),
    },
    { requiredKeys: ['type', 'timedOut', 'cancelled'] },
  ),
);

describe('readCommandMessage', () => {
  it('reads what our own server writes, and a message is one line', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const line = writeCommandMessage(message);
        expect(line).not.toContain('\n');
        expect(readCommandMessage(line)).toEqual(message);
      }),
    );
  });

  it.each([
    ['{"type":"output","output":"a\\n"}', { type: 'output', text: 'a\n' }],
    ['{"type":"output","content":"a"}', { type: 'output', text: 'a' }],
    ['{"type":"stderr","data":"a"}', { type: 'output', text: 'a' }],
    ['{"type":"error","error":"no shell"}', { type: 'error', message: 'no shell' }],
    ['{"type":"error"}', { type: 'error', message: 'the server did not say why' }],
    ['{"type":"complete","exit_code":3}', { type: 'complete', exitCode: 3, timedOut: false, cancelled: false }],
    ['{"type":"complete","exitCode":0}', { type: 'complete', exitCode: 0, timedOut: false, cancelled: false }],
    ['{"type":"complete","exit_code":"0"}', { type: 'complete', timedOut: false, cancelled: false }],
  ])('reads %s', (line, message) => {
    expect(readCommandMessage(line)).toEqual(message);
  });

  it.each(['plain text', '', '{"type":"output"', '[1,2]', '{"level":"info"}', '{"type":5}', 'null', '{"type":"progress","done":3}'])(
    'keeps what is no message as output: %s',
    (line) => {
      expect(readCommandMessage(line)).toEqual({ type: 'output', text: `${line}\n` });
    },
  );
});
