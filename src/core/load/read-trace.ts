import { SECOND_MS } from '../time.ts';

/** Instants of a recorded trace, or what is wrong with its text. */
export type TraceReading =
  | { readonly ok: true; readonly offsetsMs: readonly number[] /** The column that they are from. */; readonly column: string }
  | { readonly ok: false; readonly message: string; readonly fix?: string };

/** Columns that hold the instant of an arrival, the most telling first: those of `runs.csv`, then what other recorders call it. */
const COLUMNS = [
  'intended_at',
  'sent_at',
  'created_at',
  'arrived_at',
  'started_at',
  'at',
  'time',
  'timestamp',
  'date',
  'offset',
  'offset_s',
  'offset_ms',
  'seconds',
  't',
];
/** A number above this is no second since any beginning, but milliseconds since the epoch. */
const EPOCH_MS = 1e11;

/**
 * Reads a trace: a CSV file with one arrival a line. Its instants stand in the first column of {@link COLUMNS} in which every line has one: as ISO stamps, as seconds
 * (from whatever beginning), or as milliseconds since the epoch. A file without a heading has them in its first column.
 *
 * @param mostSlots more lines are refused
 * @returns milliseconds from the first arrival on, ascending, whatever the order of the lines
 */
export function readTrace(text: string, mostSlots: number): TraceReading {
  const rows = csvRows(text.replace(/^\uFEFF/, '')).filter((row) => row.some((cell) => cell.trim() !== ''));
  const [first] = rows;
  if (first === undefined) return { ok: false, message: 'the trace is empty', fix: 'it needs a line for each arrival' };
  const headed = instantOf(first[0] ?? '', '') === undefined;
  const names = headed ? first.map((cell) => cell.trim().toLowerCase()) : [''];
  const lines = headed ? rows.slice(1) : rows;
  if (lines.length === 0) return { ok: false, message: 'the trace has a heading and no arrivals' };
  if (lines.length > mostSlots) return { ok: false, message: `the trace has ${lines.length} arrivals: at most ${mostSlots} in a scenario` };
  const known = headed ? COLUMNS.filter((name) => names.includes(name)) : [''];
  if (known.length === 0) {
    return {
      ok: false,
      message: 'the trace has no column with instants',
      fix: `name it ${COLUMNS.slice(0, 3).join(', ')} or time; a runs.csv has them`,
    };
  }
  const columns = known.map((name) => ({ name, instants: lines.map((row) => instantOf(row[names.indexOf(name)] ?? '', name)) }));
  const full = columns.find(({ instants }) => instants.every((at) => at !== undefined));
  if (full === undefined) {
    const [{ name, instants } = { name: '', instants: [] }] = columns;
    const line = instants.indexOf(undefined) + (headed ? 2 : 1);
    return {
      ok: false,
      message: `arrival ${line - (headed ? 1 : 0)} of the trace has no instant${name === '' ? '' : ` in the column ${name}`}`,
      fix: 'an instant is a stamp such as 2026-11-21T03:33:25Z, or a number of seconds',
    };
  }
  const sorted = full.instants.flatMap((at) => at ?? []).toSorted((a, b) => a - b);
  const start = sorted[0] ?? 0;
  return { ok: true, column: full.name, offsetsMs: sorted.map((at) => Math.round(at - start)) };
}

/** An instant in ms, since the epoch or whatever beginning the recorder had. */
function instantOf(cell: string, column: string): number | undefined {
  const text = cell.trim();
  if (/^\d+(\.\d+)?$/.test(text)) {
    const value = Number(text);
    return column.endsWith('_ms') || value > EPOCH_MS ? value : value * SECOND_MS;
  }
  if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/.test(text)) return undefined;
  // A stamp without a zone is read as UTC, whatever the machine's zone.
  const at = Date.parse(
    /(Z|[+-]\d\d:?\d\d)$/.test(text) && text.includes(':') ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}${text.includes(':') ? 'Z' : ''}`,
  );
  return Number.isFinite(at) ? at : undefined;
}

/** RFC 4180, with any line ending; a quote within a bare cell stands for itself. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === ',') endCell();
    else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i += 1;
      endCell();
      rows.push([]);
    } else cell += c;
  }
  endCell();
  return rows;
}
