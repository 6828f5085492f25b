import { existsSync, readFileSync } from 'node:fs';
import { type Exempt, isExempt, type Layer, type Row, snapshotName } from './row.ts';
import { ambiguousRows } from './rows/ambiguous.ts';
import { journalRows } from './rows/journal.ts';
import { limitRows } from './rows/limits.ts';
import { listRows } from './rows/lists.ts';
import { localRows } from './rows/local.ts';
import { outputRows } from './rows/outputs.ts';
import { processRows } from './rows/processes.ts';
import { refusalRows } from './rows/refusals.ts';
import { resumeRows } from './rows/resume.ts';
import { serverRows } from './rows/servers.ts';
import { stampRows } from './rows/stamps.ts';
import { stateRows } from './rows/states.ts';
import { transportRows } from './rows/transport.ts';

/** Rows by the test file that registers them. */
export const ROWS = {
  dispatch: [...ambiguousRows, ...serverRows, ...refusalRows, ...limitRows],
  transport: transportRows,
  runs: [...listRows, ...stateRows, ...stampRows],
  journal: journalRows,
  resume: resumeRows,
  outputs: outputRows,
  processes: processRows,
  local: localRows,
} satisfies Readonly<Record<string, readonly (Row | Exempt)[]>>;

const SECTIONS = [
  { title: 'A. Dispatch and transport', from: 1, to: 39 },
  { title: 'B. Runs, jobs, lists', from: 40, to: 65 },
  { title: 'C. The life of a controller', from: 66, to: 90 },
  { title: 'D. Work on this machine', from: 107, to: 108 },
] as const;

/** The numbers that have to be there. */
export const ROW_NUMBERS: readonly number[] = SECTIONS.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, n) => from + n));

const LAYERS: Readonly<Record<Layer, string>> = {
  virtual: 'the real engine and the real GitHub target against the embedded GitHub, on a virtual clock',
  sockets: 'the same over real HTTP on loopback',
  process: 'the bundled Action or the command line as its own process',
  files: 'real files',
  pure: 'functions of the core and of the reports',
};

/** Every row, in order. */
export function allRows(): readonly (Row | Exempt)[] {
  return Object.values<readonly (Row | Exempt)[]>(ROWS)
    .flat()
    .toSorted((a, b) => a.number - b.number);
}

/** What a row tells the user, from its snapshot; `undefined` when it has none yet. */
export function messageOf(one: Row): string | undefined {
  const file = new URL(`__snapshots__/${snapshotName(one)}`, import.meta.url);
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : undefined;
}

/** docs/conformance.md. */
export function renderConformance(): string {
  const rows = allRows();
  const tested = rows.filter((one) => !isExempt(one)).length;
  return `${[
    '# Conformance table',
    '',
    'What becomes of a session when something goes wrong: one row a case in which controllers of this kind lose runs, send them twice, hammer or say nothing. Every row is a test',
    `(\`npm run conformance\`), and the text beside it is what the user reads, taken from the test's snapshot. ${tested} of ${rows.length} rows are tested; the others say why they can't apply.`,
    '',
    'This file is generated from the tests by `npm run docs:conformance`; a test fails when it is out of date, or when a row has lost its test.',
    '',
    '| layer | what runs |',
    '|-|-|',
    ...Object.entries(LAYERS).map(([layer, what]) => `| ${layer} | ${what} |`),
    ...SECTIONS.flatMap(({ title, from, to }) =>
      section(
        title,
        rows.filter(({ number }) => number >= from && number <= to),
      ),
    ),
  ].join('\n')}\n`;
}

function section(title: string, rows: readonly (Row | Exempt)[]): string[] {
  return ['', `## ${title}`, '', '| # | Case | What becomes of it | What the user reads | Layer |', '|-|-|-|-|-|', ...rows.map(line)];
}

function line(one: Row | Exempt): string {
  if (isExempt(one)) return `| ${one.number} | ${cell(one.case)} | can't apply: ${cell(one.because)} | – | – |`;
  const told = (messageOf(one) ?? '').split('\n').map((text) => `<code>${cell(text)}</code>`);
  return `| ${one.number} | ${cell(one.case)} | ${cell(one.expected)} | ${told.join('<br>')} | ${one.layer} |`;
}

/** Text that stays text in a cell of a Markdown table. */
function cell(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('|', '&#124;')
    .replaceAll(/[`*_[\]\\~@]/g, (sign) => `&#${sign.codePointAt(0)};`)
    .replaceAll('://', ':&#8203;//')
    .trim();
}
