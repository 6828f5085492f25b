import { runInNewContext } from 'node:vm';
import type { TryRegex } from '../../../core/work/patterns.ts';

/** A pattern that takes longer backtracks without end. */
const LONGEST_MS = 1_000;

/** Tries a regular expression under a time limit: V8 ends it in the middle of its backtracking, which nothing else can. */
export const tryRegex: TryRegex = (source, flags, text) => {
  try {
    return runInNewContext('new RegExp(source, flags).test(text)', { source, flags, text }, { timeout: LONGEST_MS }) === true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
};
