import { LEDGER_BOXES } from '../../core/session/ledger.ts';
import { formatDuration } from '../../core/time.ts';
import { terminalText } from '../../reports/escape/log.ts';
import { displayWidth, truncate } from '../../reports/escape/truncate.ts';
import { counted, formatSeconds } from '../../reports/format.ts';
import { createPaint, type Paint } from '../../reports/paint.ts';
import type { ProgressView } from '../../reports/progress.ts';

/** Cells of the bar: at most so many, fewer on a narrow terminal. */
const WIDEST_BAR = 40;

/**
 * Two lines for a terminal: how far it has come, and what became of it.
 *
 * ```text
 * calm  ███████████████▒▒▒▒▒░░░░░░░░░░░░  30/50 · 1m20s, about 55s left
 *       29 succeeded, 1 failed · 4 running, 6 queued · queue p50 3 s, p95 9 s · 71 requests
 * ```
 */
export function renderProgressRegion(view: ProgressView, options: { readonly columns: number; readonly colour: boolean }): readonly string[] {
  const paint = createPaint(options.colour);
  // The last column stays free: some terminals wrap when it is written.
  const columns = Math.max(10, options.columns - 1);
  const name = terminalText(view.scenarios > 1 ? `${view.scenarioNumber}/${view.scenarios} ${view.scenario}` : view.scenario, 30);
  const done = LEDGER_BOXES.reduce((sum, box) => sum + view.done[box], 0);
  const left = view.remainingMs === undefined ? '' : `, about ${formatDuration(view.remainingMs)} left`;
  const tail = `${done}/${view.planned} · ${formatDuration(view.elapsedMs)}${left}`;
  const room = Math.min(WIDEST_BAR, columns - displayWidth(name) - displayWidth(tail) - 4);
  const head = room < 5 ? truncate(`${name}  ${tail}`, columns) : `${paint.bold(name)}  ${bar(view, done, room, paint)}  ${tail}`;
  return [head, paint.dim(truncate(`${' '.repeat(displayWidth(name))}  ${facts(view)}`, columns))];
}

function bar(view: ProgressView, done: number, cells: number, paint: Paint): string {
  const share = (count: number): number => (view.planned === 0 ? 0 : Math.min(cells, Math.floor((count / view.planned) * cells)));
  const good = share(view.done.succeeded);
  const ended = Math.max(good, share(done));
  const begun = Math.max(ended, share(done + view.running + view.queued));
  return `${paint.good('█'.repeat(good))}${paint.bad('█'.repeat(ended - good))}${paint.dim('▒'.repeat(begun - ended) + '░'.repeat(cells - begun))}`;
}

function facts(view: ProgressView): string {
  const boxes = LEDGER_BOXES.filter((box) => view.done[box] > 0).map((box) => `${view.done[box]} ${box.replace('_', ' ')}`);
  const { queueP50S, queueP95S, limitedForMs } = view;
  return [
    ...(boxes.length === 0 ? [] : [boxes.join(', ')]),
    ...(view.running + view.queued === 0 ? [] : [`${view.running} running, ${view.queued} queued`]),
    ...(limitedForMs === undefined ? [] : [`waiting ${formatDuration(limitedForMs)} for a rate limit`]),
    ...(queueP50S === undefined
      ? []
      : [`queue p50 ${formatSeconds(queueP50S)}${queueP95S === undefined ? '' : `, p95 ${formatSeconds(queueP95S)}`}`]),
    counted(view.requests, 'request'),
  ].join(' · ');
}
