import { join } from 'node:path';
import type { Plan } from '../core/plan/plan.ts';
import { present } from '../core/report/rows.ts';
import type { ReportInput } from '../core/result.ts';
import type { Session } from '../core/session/session.ts';
import { sessionSeed } from '../core/session/session-seed.ts';
import type { EventListener } from '../engine/log.ts';
import { PlanRefusedError, runSession } from '../engine/run-session.ts';
import type { Clock } from '../ports/clock.ts';
import { type Target, TargetError } from '../ports/target.ts';
import { openRawLog, RAW_LOG_NAME, type RawExchange } from '../stores/raw-log/raw-log.ts';
import { cancelCommandOf } from './cancel-command.ts';
import { Checkpointer, type CheckpointPolicy } from './checkpoint.ts';
import type { PreparedGate } from './conduct-gate.ts';
import { discardUnbegun } from './discard-unbegun.ts';
import { foldJournal } from './fold-journal.ts';
import type { GateOrder } from './gate-order.ts';
import { memoryTrimmer, TRIM_EVENTS } from './memory-trimmer.ts';
import { openSession } from './open-session.ts';
import { type Stop, stopAfter } from './stop-after.ts';

export interface ConductOptions {
  readonly plan: Plan;
  /** 8 to 64 hex digits. */
  readonly sessionId: string;
  /** Folder that holds a folder a session. */
  readonly reportRoot: string;
  readonly createTarget: (context: {
    readonly seed: number;
    /** Of the session; what a target leaves behind on this machine goes there. */
    readonly folder: string;
    readonly onExchange?: (exchange: RawExchange) => void;
  }) => Target;
  readonly clock: Clock;
  readonly stop: Stop;
  readonly version: string;
  readonly onEvent?: EventListener;
  /** Sentences for people that belong to no event. */
  readonly onNotice?: (text: string) => void;
  /** Keep the API's answers in the folder. */
  readonly keepRaw?: boolean;
  /** What to compare with, and what becomes of the baseline. Absent: the plan's file is compared with and not changed. */
  readonly gate?: GateOrder;
  /** Result files of other tools, to be gated beside the session's own metrics. */
  readonly benchmarks?: readonly string[];
  readonly resume: 'auto' | 'never';
  /** After so long, on the session's clock, it is suspended: nothing more is sent, nothing is cancelled, everything is saved. */
  readonly maxDurationMs?: number;
  /** What the plan is expected to cost, US dollars: a new session keeps it for its report. */
  readonly forecastUsd?: number;
  /** Where copies of the journal are kept beside the folder; also asked for one when the session is opened. */
  readonly checkpoints?: CheckpointPolicy;
  /** Go on with an unfinished session although the plan is another one; its own plan holds. */
  readonly force?: boolean;
  /** Go on from what can be believed of a damaged journal. */
  readonly repair?: boolean;
  /**
   * The session may have begun at this instant (controller's clock) under a controller whose journal and checkpoints are lost: where neither
   * is found, it is rebuilt from the target's list of runs. Absent: without a journal a session is new.
   */
  readonly recoverSinceAt?: number;
  /** Values that must appear in no file. */
  readonly secrets?: readonly string[];
  /** File names of the reports to write; default: all. `result.json` must be among them. */
  readonly reports?: readonly string[];
}

export interface Conducted {
  readonly report: ReportInput;
  readonly folder: string;
  readonly session: Session;
}

/**
 * What every face does with a plan: open the session's folder and journal, execute, measure, gate, write every report.
 *
 * An error in the middle ends the session, not the report: what was measured is written, the outcome is `error`, and the journal has
 * no end mark, so that the session can be resumed.
 *
 * @throws PlanRefusedError, SessionFolderError, JournalDamagedError before anything was sent; TargetError when the access was refused
 *   before there was a run
 */
export async function conduct(options: ConductOptions): Promise<Conducted> {
  const { plan, clock, reportRoot, sessionId, version, resume, checkpoints, onNotice, recoverSinceAt } = options;
  const gate = await preparedGate(options);
  const opened = await openSession({
    root: reportRoot,
    sessionId,
    resume,
    plan,
    force: options.force ?? false,
    repair: options.repair ?? false,
    now: clock.now(),
    ...present({ checkpoints: checkpoints?.store, onNotice }),
  });
  const { folder, journal, generation } = opened;
  const checkpointer = checkpoints === undefined ? undefined : new Checkpointer({ ...checkpoints, journal, clock, ...present({ onNotice }) });
  const recover = opened.earlier === undefined && generation === 1 && recoverSinceAt !== undefined;
  const seed = opened.earlier?.seed ?? sessionSeed(plan, sessionId);
  const rawLog = options.keepRaw === true ? openRawLog(join(folder, RAW_LOG_NAME)) : undefined;
  const target = options.createTarget({ seed, folder, ...(rawLog === undefined ? {} : { onExchange: (exchange) => rawLog.write(exchange) }) });
  const isOver = opened.earlier?.endedAt !== undefined;
  let failure: string | undefined;
  let ended: Session | undefined;
  let unbegun = false;
  const trim = memoryTrimmer();
  using stop = stopAfter(options.stop, clock, options.maxDurationMs);
  try {
    try {
      if (isOver) onNotice?.(`session ${sessionId} had ended before its reports were written: nothing is sent, they are written now`);
      else
        ended = await runSession({
          plan,
          sessionId,
          generation,
          seed,
          version,
          target,
          journal,
          clock,
          stop,
          onEvent: (entry, session) => {
            if (entry.seq % TRIM_EVENTS === 0) trim();
            checkpointer?.take(entry, session);
            options.onEvent?.(entry, session);
          },
          ...(options.forecastUsd !== undefined && { forecastUsd: options.forecastUsd }),
          ...(recover ? { recover: { from: 'list', sinceAt: recoverSinceAt } } : {}),
        });
    } catch (error) {
      const session = foldJournal(journal);
      unbegun = session === undefined;
      if (error instanceof PlanRefusedError) throw error;
      // Without a run there is nothing to report: whoever called shall tell what was wrong with the access, and that nothing was sent.
      if (session === undefined || (error instanceof TargetError && error.refused && session.runs.size === 0)) throw error;
      failure = failureText(error);
    }
    // What could not be written down any more is only in the session itself.
    const session = ended ?? foldJournal(journal);
    if (session === undefined) throw new Error('the session has no first event');
    if (rawLog?.full === true) onNotice?.(`${RAW_LOG_NAME} has reached its cap: the rest of the answers was not kept`);
    const { writeSessionReports } = await import('./write-session-reports.ts');
    const report = await writeSessionReports(session, {
      folder,
      secrets: options.secrets ?? [],
      // A target that was not asked to prepare does not know where the runs are.
      cancelCommand: (run) => (isOver ? cancelCommandOf(session, run.runId) : target.cancelCommand(run)),
      now: clock.now(),
      ...present({ failure, gate, reports: options.reports }),
    });
    // After the reports, because it may take its time.
    await checkpointer?.finish(session);
    return { report, folder, session };
  } finally {
    rawLog?.close();
    journal.close();
    // A plan that was refused leaves no trace.
    if (unbegun) discardUnbegun(folder);
    await target.close();
  }
}

function failureText(error: unknown): string {
  if (error instanceof TargetError && error.fix !== undefined) return `${error.message}: ${error.fix}`;
  return error instanceof Error ? error.message : String(error);
}

/** The readers of other tools' files are many, and loaded only where something is compared. */
async function preparedGate({ plan, clock, gate, benchmarks = [], onNotice, stop }: ConductOptions): Promise<PreparedGate | undefined> {
  if (gate === undefined && plan.baseline === undefined && benchmarks.length === 0) return undefined;
  const [{ gateOfPlan }, { prepareGate }] = await Promise.all([import('./gate-order.ts'), import('./conduct-gate.ts')]);
  return await prepareGate(gate ?? gateOfPlan(plan, clock), benchmarks, { signal: stop.signal, ...present({ onNotice }) });
}
