import { readTrace, type TraceReading } from '../load/read-trace.ts';
import { MAX_SLOTS } from './load-keys.ts';
import type { ReadFile } from './read-file.ts';

const NOBODY: ReadFile = () => ({ ok: false, message: 'nobody can read files here', fix: 'give parsePlan a readFile' });

/** Traces by path, each read once. */
export function traceReader(readFile: ReadFile = NOBODY): (path: string) => TraceReading {
  const known = new Map<string, TraceReading>();
  return (path) => {
    let reading = known.get(path);
    if (reading === undefined) {
      const file = readFile(path);
      reading = file.ok ? readTrace(file.text, MAX_SLOTS) : file;
      known.set(path, reading);
    }
    return reading;
  };
}
