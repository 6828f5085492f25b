import type { Collection } from './collect.ts';
import { isObject, own } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import type { JsonValue } from './json-value.ts';
import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';
import { toNs } from './time-units.ts';
import { addTinybench, isTinybenchResult } from './tinybench-statistics.ts';

/** Columns of `bench.table()`: its name, and in brackets the unit. */
const COLUMN = /^(?:(Latency|Throughput) (?:avg|average|med|median)|(Average Time)|(ops\/sec))(?: \((.+)\))?$/i;
const TASK = /^task name$/i;

/** tinybench's tasks as JSON (`bench.tasks.map(({ name, result }) => ({ name, result }))`, also with the result spread) or its table as JSON. */
export const tinybench = jsonImporter({
  format: 'tinybench',
  title: "JSON of tinybench's tasks or table",
  keeps: 'time in ms and throughput in ops/s: median, mean, min, max, sd, mad, percentiles, samples where they are there; failed tasks',
  shape: 'an array of `{ name, result: { latency, throughput } }` (or `{ hz, mean }`), or of rows with `Task name`',
  repeats: 'refused',
  detect: (json) => Array.isArray(json) && json.length > 0 && json.some(isTask) && json.every((entry) => isObject(entry)),
  read(document, into) {
    for (const task of document.items()) {
      const name = task.get('name').maybeText() ?? task.get('Task name').maybeText() ?? task.get('Task Name').text();
      const result = isObject(task.get('result').value) ? task.get('result') : task;
      if (isTinybenchResult(result.value) && addTinybench(into, name, result)) continue;
      const cells = task.entries().map(([column, cell]) => [column, String(cell.value ?? '')] as const);
      if (!addRow(into, name, cells, task)) into.unmeasured(name, reasonOf(task, result));
    }
  },
});

/** `console.table(bench.table())`. */
export const tinybenchTable = textImporter({
  format: 'tinybench-table',
  title: "tinybench's table as text",
  keeps: 'latency in ns and throughput in ops/s: mean, median; number of samples; failed tasks',
  shape: 'the column `Task name` in a box',
  detect: (lines) => lines.some((line) => line.startsWith('│') && cellsOf(line).some((cell) => TASK.test(cell))),
  read(lines, into) {
    let header: readonly string[] | undefined;
    for (const [i, line] of lines.entries()) {
      if (!line.startsWith('│')) continue;
      const cells = cellsOf(line);
      if (cells.some((cell) => TASK.test(cell))) {
        header = cells;
        continue;
      }
      if (header === undefined) continue;
      if (cells.length !== header.length) throw new Refusal(`the row has ${cells.length} cells and the header ${header.length}`, i + 1);
      const row = header.map((column, at) => [column, cells[at] ?? ''] as const);
      const name = row.find(([column]) => TASK.test(column))?.[1] ?? '';
      if (!addRow(into, name, row, i + 1)) into.unmeasured(name, row.find(([column]) => column === 'Error')?.[1] || 'it has no value', i + 1);
    }
  },
});

const isTask = (entry: unknown): boolean =>
  isObject(entry) &&
  ((typeof own(entry, 'name') === 'string' && (isTinybenchResult(entry) || isTinybenchResult(own(entry, 'result')))) ||
    Object.keys(entry).some((key) => TASK.test(key)));

const cellsOf = (line: string): string[] =>
  line
    .split('│')
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^'(.*)'$/s, '$1'));

function reasonOf(task: JsonValue, result: JsonValue): string {
  const error = result.get('error');
  return task.get('Error').maybeText() ?? error.get('message').maybeText() ?? error.maybeText() ?? 'it has no result';
}

/** @returns false when the row has no value */
function addRow(into: Collection, name: string, row: readonly (readonly [column: string, cell: string])[], at: number | JsonValue): boolean {
  const place = typeof at === 'number' ? at : at.path;
  const n = Number(row.find(([column]) => column === 'Samples')?.[1] || Number.NaN);
  let found = false;
  for (const [column, cell] of row) {
    const match = COLUMN.exec(column);
    const number = /^([\d,.]+(?:e[+-]?\d+)?)\s*(?:±\s*(\S+))?$/i.exec(cell);
    if (match === null || number === null) continue;
    const value = Number(number[1]?.replaceAll(',', ''));
    const throughput = match[1]?.toLowerCase() === 'throughput' || match[3] !== undefined;
    const median = /med/i.test(column);
    const metric = throughput ? 'throughput' : 'time';
    const ns = throughput ? value : toNs(value, match[4] ?? 'ns');
    if (ns === undefined) throw new Refusal(`${name}: ${column} is in no unit of time`, place);
    const unit = throughput ? 'ops/s' : 'ns';
    const spread = number[2] === undefined ? {} : { range: `± ${number[2]}` };
    const aggregate = median ? 'median' : 'mean';
    into.add(
      name,
      { metric: median ? metric : `${metric} mean`, unit, value: ns, aggregate, ...(!median && { of: metric }), ...(n > 0 && { n }), ...spread },
      place,
    );
    found = true;
  }
  return found;
}
