import { didYouMean } from '../core/plan/suggest.ts';
import { UsageError } from './usage-error.ts';

/** The files of a session's folder by the format that `--report` calls them. */
export const REPORT_FILES: Readonly<Record<string, readonly string[]>> = {
  json: ['result.json'],
  csv: ['runs.csv', 'jobs.csv'],
  ndjson: ['runs.ndjson'],
  summary: ['summary.md'],
  tests: ['tests.md'],
};

/**
 * Reads `--report`: the names of the files to write, or `undefined` for all of them. `result.json` is always among them: `report`, `gate` and `list`
 * read it.
 */
export function reportFiles(formats: string | undefined): readonly string[] | undefined {
  if (formats === undefined) return undefined;
  const names = formats.split(',').map((name) => name.trim());
  return [...new Set(['result.json', ...names.flatMap((name) => filesOf(name))])];
}

function filesOf(name: string): readonly string[] {
  const files = Object.hasOwn(REPORT_FILES, name) ? REPORT_FILES[name] : undefined;
  if (files !== undefined) return files;
  const known = Object.keys(REPORT_FILES);
  const near = didYouMean(name, known);
  throw new UsageError(`unknown report format "${name}"${near === undefined ? '' : `, ${near}`}`, { fix: `there are ${known.join(', ')}` });
}
