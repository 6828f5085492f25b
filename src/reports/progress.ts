import { LEDGER_BOXES, type LedgerBox } from '../core/session/ledger.ts';
import { formatDuration } from '../core/time.ts';
import { terminalText } from './escape/log.ts';
import { displayWidth, truncate } from './escape/truncate.ts';
import { counted, formatSeconds } from './format.ts';
import { boxWord } from './headline.ts';

/** What one sees of a session while it runs: plain counts, taken from it at one instant. */
export interface ProgressView {
  readonly scenario: string;
  /** From 1. */
  readonly scenarioNumber: number;
  readonly scenarios: number;
  /** Slots of the scenario in all. */
  readonly planned: number;
  /** Slots that have come due. */
  readonly issued: number;
  /** Runs that exist and have not begun. */
  readonly queued: number;
  readonly running: number;
  /** Slots that have ended, by box. */
  readonly done: Readonly<Record<LedgerBox, number>>;
  /** Of `queue_time` so far; absent before the first value. */
  readonly queueP50S?: number;
  readonly queueP95S?: number;
  readonly elapsedMs: number;
  /** Until the scenario's end, where that can be told. */
  readonly remainingMs?: number;
  readonly requests: number;
  /** Set while a limit keeps requests back. */
  readonly limitedForMs?: number;
}

const BAR_COLUMNS = 20;

const doneCount = (view: ProgressView): number => LEDGER_BOXES.reduce((sum, box) => sum + view.done[box], 0);

/** What ended badly or not at all; successes are the rest. */
function troubles(view: ProgressView): string[] {
  return LEDGER_BOXES.filter((box) => box !== 'succeeded' && view.done[box] > 0).map((box) => `${view.done[box]} ${boxWord(box)}`);
}

function tail(view: ProgressView): string[] {
  const { queueP50S, queueP95S, remainingMs, limitedForMs } = view;
  return [
    ...troubles(view),
    ...(limitedForMs === undefined ? [] : [`waiting ${formatDuration(limitedForMs)} for a rate limit`]),
    ...(queueP50S === undefined
      ? []
      : [`queue p50 ${formatSeconds(queueP50S)}${queueP95S === undefined ? '' : `, p95 ${formatSeconds(queueP95S)}`}`]),
    formatDuration(view.elapsedMs) + (remainingMs === undefined ? '' : `, about ${formatDuration(remainingMs)} left`),
  ];
}

function nameOf(view: ProgressView): string {
  return (view.scenarios > 1 ? `${view.scenarioNumber}/${view.scenarios} ` : '') + terminalText(view.scenario, 24);
}

/**
 * One line for a terminal, drawn over and over in its place; cut at `columns` so that it never wraps.
 *
 * @example `calm  ████████▒▒▒▒░░░░░░░░  20/50 · 8 running · 2 queued · queue p50 3 s, p95 9 s · 1m, about 2m left`
 */
export function renderProgressLine(view: ProgressView, columns = 80): string {
  const done = doneCount(view);
  const share = (count: number): number => (view.planned === 0 ? 0 : Math.min(BAR_COLUMNS, Math.floor((count / view.planned) * BAR_COLUMNS)));
  const full = share(done);
  const begun = Math.max(full, share(done + view.running + view.queued));
  const bar = '█'.repeat(full) + '▒'.repeat(begun - full) + '░'.repeat(BAR_COLUMNS - begun);
  const head = `${nameOf(view)}  ${bar}  ${done}/${view.planned}`;
  const parts = [head, `${view.running} running`, `${view.queued} queued`, ...tail(view)];
  // What does not fit goes, the percentiles first: the head and the time stay.
  while (parts.length > 2 && displayWidth(parts.join(' · ')) > columns) parts.splice(parts.length - 2, 1);
  return truncate(parts.join(' · '), columns);
}

/** One line for a log, printed now and then: every count, no bar. */
export function renderProgressPlain(view: ProgressView): string {
  const parts = [
    `${nameOf(view)}: ${doneCount(view)} of ${counted(view.planned, 'run')} done`,
    `${view.running} running`,
    `${view.queued} queued`,
    `${view.planned - view.issued} to come`,
    ...tail(view),
    counted(view.requests, 'request'),
  ];
  return parts.join(' · ');
}
