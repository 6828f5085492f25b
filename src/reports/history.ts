import { noiseOf } from '../core/history/noise.ts';
import type { HistoryChange, WatchedSeries } from '../core/history/watch-history.ts';
import { terminalText } from './escape/log.ts';
import { formatChange, formatPercent, formatValue } from './format.ts';

export interface HistoryTextOptions {
  /** Characters a line may take; default 100. */
  readonly columns?: number;
}

const BARS = '▁▂▃▄▅▆▇█';
/** The newest points of a series that its line shows. */
const SHOWN = 60;

/**
 * A history for people at a terminal: for each series a line of bars with its change points marked below it, the noise, and every change with the
 * record that showed it. All that comes from outside is inert.
 */
export function renderHistory(watched: readonly WatchedSeries[], { columns = 100 }: HistoryTextOptions = {}): string {
  if (watched.length === 0) return 'The history is empty: nothing was recorded yet.\n';
  return watched.map((one) => `${seriesLines(one, columns).join('\n')}\n`).join('\n');
}

function seriesLines({ series, changes, levelStart, unusable }: WatchedSeries, columns: number): readonly string[] {
  const { benchmark, machine, metric, points, unit } = series;
  const text = (value: string, width = columns): string => terminalText(value, width);
  const noise = noiseOf({ points: points.slice(levelStart) });
  const facts = [
    `${points.length} ${points.length === 1 ? 'run' : 'runs'}`,
    `now ${text(formatValue(points.at(-1)?.metric.value, unit), 40)}`,
    ...(noise === undefined ? [] : [`± ${formatPercent(noise.between)} from run to run`]),
    ...(machine === undefined ? [] : [`on ${text(machine.id, 40)}`]),
    ...(unusable === 0 ? [] : [`${unusable} without a ratio left out`]),
  ];
  const from = Math.max(0, points.length - Math.min(SHOWN, columns));
  const marks = new Map(changes.filter(({ index }) => index >= from).map((change) => [change.index - from, markOf(change)]));
  const width = Math.max(0, ...marks.keys()) + 1;
  const below = Array.from({ length: width }, (_, i) => marks.get(i) ?? ' ').join('');
  return [
    `${text(benchmark, 60)} · ${text(metric, 40)}: ${facts.join(', ')}`,
    `  ${bars(points.slice(from).map((point) => point.metric.value))}`,
    ...(marks.size === 0 ? [] : [`  ${below}`]),
    ...changes.map((change) => `  ${changeLine(change, series, text)}`),
  ];
}

function changeLine(change: HistoryChange, { points, unit }: WatchedSeries['series'], text: (value: string, width?: number) => string): string {
  const first = points[change.index]?.record;
  const what = change.kind === 'drift' ? 'drifted to' : 'went to';
  const values = `${text(formatValue(change.before, unit), 40)} ${what} ${text(formatValue(change.after, unit), 40)}`;
  const commit = first?.source?.commit === undefined ? '' : `, commit ${text(first.source.commit.slice(0, 12), 12)}`;
  const chance = change.p < 0.001 ? 'p < 0.001' : `p ${change.p.toFixed(3)}`;
  const judged = change.worse ? 'worse' : 'not worse';
  return `${markOf(change)} ${first?.measuredAt.slice(0, 10) ?? ''} ${formatChange(change.change)} ${judged}: ${values} (${chance}), record ${text(change.recordId, 40)}${commit}`;
}

const markOf = ({ kind, worse }: HistoryChange): string => (kind === 'drift' ? '~' : worse ? '▲' : '▽');

/** Each value between the smallest and the largest as one of eight bars; one without a number is a gap. */
function bars(values: readonly number[]): string {
  const finite = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  return values
    .map((value) => {
      if (!Number.isFinite(value)) return ' ';
      const place = high === low ? 3 : Math.round(((value - low) / (high - low)) * (BARS.length - 1));
      return BARS[place] ?? ' ';
    })
    .join('');
}
