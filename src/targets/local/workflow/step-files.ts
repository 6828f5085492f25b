import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files through which a step speaks with the ones after it. */
export interface StepFiles {
  /** Variables that name them. */
  readonly env: Readonly<Record<string, string>>;
  /** What the step wrote. */
  read(): StepWords;
}

export interface StepWords {
  readonly env: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly summary: string;
  /** A file that was not written as it must be. */
  readonly problem?: string;
}

/** GitHub's own limit of a summary and of a job's outputs. */
const MOST_BYTES = 1_048_576;

/** Makes them, empty, in a folder that is the step's own. */
export function makeStepFiles(folder: string): StepFiles {
  const names = { GITHUB_ENV: 'env', GITHUB_OUTPUT: 'output', GITHUB_PATH: 'path', GITHUB_STEP_SUMMARY: 'summary', GITHUB_STATE: 'state' } as const;
  const env = Object.fromEntries(Object.entries(names).map(([variable, name]) => [variable, join(folder, name)]));
  for (const path of Object.values(env)) writeFileSync(path, '', { mode: 0o600 });
  const text = (name: keyof typeof names): string => readCapped(join(folder, names[name]));
  return {
    env,
    read() {
      try {
        return {
          env: parsePairs(text('GITHUB_ENV')),
          outputs: parsePairs(text('GITHUB_OUTPUT')),
          path: text('GITHUB_PATH')
            .split(/\r?\n/)
            .filter((line) => line !== ''),
          summary: text('GITHUB_STEP_SUMMARY'),
        };
      } catch (error) {
        return { env: {}, outputs: {}, path: [], summary: '', problem: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

function readCapped(path: string): string {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= MOST_BYTES) return size === 0 ? '' : readFileSync(path, 'utf8');
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(MOST_BYTES);
    return buffer.subarray(0, readSync(file, buffer, 0, MOST_BYTES, 0)).toString();
  } finally {
    closeSync(file);
  }
}

/**
 * Lines `name=value`, or `name<<END` with lines up to `END`, as GitHub takes them.
 *
 * @throws Error for a line that is neither, in GitHub's words
 */
export function parsePairs(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const here = line.indexOf('<<');
    if (equals >= 0 && (here < 0 || equals < here)) {
      pairs[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    if (here <= 0) throw new Error(`Invalid format '${line.slice(0, 100)}'`);
    const end = lines.indexOf(line.slice(here + 2), i + 1);
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${line.slice(here + 2, here + 102)}'`);
    pairs[line.slice(0, here)] = lines.slice(i + 1, end).join('\n');
    i = end;
  }
  return pairs;
}
