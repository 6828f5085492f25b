import { GateInputError, ResumeRefusedError, SessionNotFoundError } from '../app/errors.ts';
import { USAGE_EXIT_CODE } from '../core/gate/exit-code.ts';
import { PlanRefusedError } from '../engine/run-session.ts';
import { JournalDamagedError, JournalFencedError } from '../ports/journal.ts';
import { TargetError } from '../ports/target.ts';
import { SessionFolderError } from '../stores/session-folder/session-folder.ts';
import { UsageError, type UsageProblem } from './problem.ts';

/** What people read when the Action could not do its work, and its exit code. */
export interface Failure {
  readonly code: number;
  readonly problems: readonly UsageProblem[];
}

const ERROR = 1;

/** Every error that ends the Action: what failed, and what to do. One that nobody foresaw shows its stack: it is a bug. */
export function explainFailure(error: unknown): Failure {
  if (error instanceof UsageError) return { code: USAGE_EXIT_CODE, problems: error.problems };
  if (error instanceof GateInputError) return { code: USAGE_EXIT_CODE, problems: error.problems.map((message) => ({ where: '', message })) };
  if (error instanceof ResumeRefusedError)
    return { code: USAGE_EXIT_CODE, problems: error.problems.map((message) => ({ where: 'resume', message })) };
  if (error instanceof SessionNotFoundError) return { code: USAGE_EXIT_CODE, problems: [{ where: 'resume', message: error.message }] };
  if (error instanceof JournalFencedError) return one(ERROR, error.message);
  if (error instanceof PlanRefusedError) return { code: USAGE_EXIT_CODE, problems: error.problems.map((problem) => ({ where: '', ...problem })) };
  if (error instanceof TargetError) return one(error.refused ? USAGE_EXIT_CODE : ERROR, error.message, error.fix);
  if (error instanceof JournalDamagedError) {
    return one(
      ERROR,
      error.message,
      `its first ${error.lastGoodSeq} entries can be believed; look on GitHub for runs of this session, and give another "session"`,
    );
  }
  if (error instanceof SessionFolderError) return one(ERROR, error.message, 'give another report-dir');
  if (error instanceof Error && 'syscall' in error && 'code' in error) return one(ERROR, error.message);
  return one(ERROR, `unexpected error, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

function one(code: number, message: string, fix?: string): Failure {
  return { code, problems: [{ where: '', message, ...(fix === undefined ? {} : { fix }) }] };
}
