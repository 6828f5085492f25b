import type { Arrivals } from '../core/plan/plan.ts';
import { scheduleChart } from '../core/plan/schedule-chart.ts';
import { scheduleTable } from '../core/plan/schedule-table.ts';
import { formatDuration } from '../core/time.ts';
import { displayWidth, pad } from '../reports/escape/truncate.ts';

/** The chart with its labels is never wider than this. */
const WIDEST = 80;
const HEIGHT = 6;

/** The course of a load for the terminal: its parts as a table, and arrivals over time as a chart. Empty where only the session will tell. */
export function scheduleLines(arrivals: Arrivals, seed: string, columns: number): string[] {
  return [...tableLines(scheduleTable(arrivals)), ...chartLines(arrivals, seed, Math.min(columns, WIDEST))];
}

function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => displayWidth(row[i] ?? ''))));
  return rows.map((row) => `    ${row.map((cell, i) => pad(cell, widths[i] ?? 0, 'end')).join('  ')}`.trimEnd());
}

function chartLines(arrivals: Arrivals, seed: string, columns: number): string[] {
  // Room for the values of the axis: as wide as the longest, whatever the chart turns out to be.
  const room = Math.max(10, columns - 12);
  const chart = scheduleChart(arrivals, seed, room, HEIGHT);
  if (chart === undefined) return [];
  const top = plain(chart.top);
  const axis = Math.max(6, displayWidth(top));
  const label = (row: number): string => (row === 0 ? `${pad(top, axis, 'end')} ┤` : `${' '.repeat(axis)} │`);
  const end = `+${formatDuration(chart.durationMs)}`;
  return [
    `    ${chart.of}`,
    ...chart.rows.map((row, n) => `  ${label(n)}${row}`.trimEnd()),
    `  ${pad('0', axis, 'end')} └${'─'.repeat(room)}`,
    `  ${' '.repeat(axis)}  0${pad(end, room - 1, 'end')}`,
  ];
}

const plain = (n: number): string => (n >= 100 ? String(Math.round(n)) : String(Number(n.toPrecision(3))));
