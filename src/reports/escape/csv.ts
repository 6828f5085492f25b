import { stripControls } from './controls.ts';

/** A value of a CSV table: text is made safe, a number stays a number, `undefined` is an empty field. */
export type CsvValue = string | number | undefined;

/**
 * Spreadsheets run text that begins with one of these as a formula (OWASP, "CSV Injection"); some of them skip spaces first,
 * and take the full-width forms as well.
 */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/**
 * One field by RFC 4180. Text that a spreadsheet would run gets `'` in front, controls are taken out, line ends become spaces.
 * Also quoted where a semicolon stands in it: spreadsheets in many countries split at those.
 *
 * @throws RangeError for a number that is not finite: a report never shows one
 * @example csvField('=cmd()') // "'=cmd()"
 */
export function csvField(value: CsvValue): string {
  if (value === undefined) return '';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`a CSV field must be a finite number, got ${value}`);
    return String(value);
  }
  // Looked at before and after: a control in front must neither hide a formula nor make one.
  const clean = stripControls(value);
  const safe = FORMULA.test(value) || FORMULA.test(clean) ? `'${clean}` : clean;
  return /[",;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a table, its end with it: CRLF, as RFC 4180 wants. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}
