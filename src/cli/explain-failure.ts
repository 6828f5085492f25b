import { GateInputError, ResumeRefusedError, SessionNotFoundError } from '../app/errors.ts';
import { PlanRefusedError } from '../engine/run-session.ts';
import { JournalDamagedError, JournalFencedError } from '../ports/journal.ts';
import { TargetError } from '../ports/target.ts';
import { terminalText } from '../reports/escape/log.ts';
import { SessionFolderError } from '../stores/session-folder/session-folder.ts';
import { EXIT } from './exit-code.ts';
import { PlanError } from './plan-error.ts';
import { UsageError } from './usage-error.ts';

/** What a person reads when a command fails, and its exit code. */
export interface Failure {
  readonly code: number;
  readonly text: string;
}

/** Longest message of an unforeseen error. */
const COLUMNS = 1_000;

/** Every error that a command ends with: what failed, and what to do. An error that nobody foresaw shows its stack: it is a bug, and we want to read it. */
export function explainFailure(error: unknown): Failure {
  if (error instanceof PlanError) return { code: EXIT.usage, text: error.message };
  if (error instanceof UsageError) return { code: EXIT.usage, text: withFix(error.message, error.fix) };
  if (error instanceof GateInputError) return { code: EXIT.usage, text: error.problems.map((problem) => withFix(problem)).join('\n') };
  if (error instanceof PlanRefusedError) {
    const lines = error.problems.map(({ message, fix }) => withFix(message, fix));
    return { code: error.unhealthy ? EXIT.unhealthy : EXIT.usage, text: `${lines.join('\n')}\nNothing was sent.` };
  }
  if (error instanceof TargetError) {
    const text = withFix(error.message, error.fix);
    return error.refused ? { code: EXIT.usage, text: `${text}\nNothing was sent.` } : { code: EXIT.error, text };
  }
  if (error instanceof ResumeRefusedError) return { code: EXIT.usage, text: error.problems.map((problem) => withFix(problem)).join('\n') };
  if (error instanceof SessionNotFoundError) return { code: EXIT.usage, text: withFix(error.message) };
  if (error instanceof JournalFencedError) return { code: EXIT.error, text: withFix(error.message) };
  if (error instanceof JournalDamagedError) {
    const fix = `its first ${error.lastGoodSeq} entries can be believed; go on from them with run --session … --repair, or choose another --session and look on GitHub for runs of this one`;
    return { code: EXIT.error, text: withFix(error.message, fix) };
  }
  if (error instanceof SessionFolderError) return { code: EXIT.error, text: withFix(error.message) };
  if (isSystemError(error)) return { code: EXIT.error, text: withFix(error.message) };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = stack.split('\n').map((line) => terminalText(line, COLUMNS));
  return { code: EXIT.error, text: `unexpected error, please report it:\n${lines.join('\n')}` };
}

function withFix(message: string, fix?: string): string {
  // A message may have several lines of its own; each must show only.
  const lines = message.split('\n').map((line) => terminalText(line, COLUMNS));
  return `error: ${lines.join('\n')}${
    fix === undefined
      ? ''
      : `\n  ${fix
          .split('\n')
          .map((line) => terminalText(line, COLUMNS))
          .join('\n  ')}`
  }`;
}

/** `ENOSPC`, `EACCES` and the like: the machine's state, told by Node in one line with the path. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
