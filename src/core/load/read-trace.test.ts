import { expect, test } from 'vitest';
import { readTrace } from './read-trace.ts';

const read = (text: string) => {
  const reading = readTrace(text, 5);
  return reading.ok ? [reading.column, ...reading.offsetsMs] : reading.message;
};

test.each<[string, string, string | (string | number)[]]>([
  ['stamps under a known name', 'id,created_at\n1,2026-11-21T03:33:25Z\n2,2026-11-21T03:33:27Z\n', ['created_at', 0, 2_000]],
  ['in any order', 'time\r\n2026-11-21T03:33:27Z\r\n2026-11-21T03:33:25Z\r\n', ['time', 0, 2_000]],
  ['a stamp without a zone is UTC', 'time\n2026-11-21 03:33:25\n2026-11-21T03:33:26Z', ['time', 0, 1_000]],
  ['seconds without a heading', '0\n1.5\n\n60\n', ['', 0, 1_500, 60_000]],
  ['milliseconds since the epoch', 'timestamp\n1795000000000\n1795000000250', ['timestamp', 0, 250]],
  ['milliseconds by name', 'offset_ms\n100\n350', ['offset_ms', 0, 250]],
  [
    'the first column in which all have a value',
    'intended_at,sent_at\n,2026-11-21T03:33:25Z\n2026-11-21T03:33:20Z,2026-11-21T03:33:26Z',
    ['sent_at', 0, 1_000],
  ],
  ['a comma and a line break in quotes', 'title,created_at\n"a, ""b""\nc",2026-11-21T03:33:25Z', ['created_at', 0]],
  ['nothing', '', 'the trace is empty'],
  ['a heading alone', 'created_at\n', 'the trace has a heading and no arrivals'],
  ['no known column', 'id,name\n1,a', 'the trace has no column with instants'],
  ['a line without an instant', 'created_at\n2026-11-21T03:33:25Z\nsoon', 'arrival 2 of the trace has no instant in the column created_at'],
  ['too many lines', '1\n2\n3\n4\n5\n6', 'the trace has 6 arrivals: at most 5 in a scenario'],
])('%s', (_, text, expected) => {
  expect(read(text)).toEqual(expected);
});
