import type { ReportInput } from '../core/result.ts';
import { markdownText } from './escape/markdown.ts';
import { capacitySections } from './summary/capacity.ts';
import { fitSections } from './summary/fit.ts';
import { gateSections } from './summary/gate.ts';
import { ledgerSection } from './summary/ledger.ts';
import { extraRunsSection, leftRunningSection, slowestSection, troubledSection } from './summary/runs.ts';
import { scheduleSection } from './summary/schedule.ts';
import { testSections } from './summary/tests.ts';
import { thresholdSection } from './summary/thresholds.ts';
import { timeSections } from './summary/times.ts';
import { unitSections } from './summary/units.ts';
import { effortSection, provenanceSection, reasonsSection, verdictSection, warningsSection } from './summary/verdict.ts';

/** The runner uploads nothing of a summary that is longer, and says so in an error. */
export const SUMMARY_LIMIT_BYTES = 1_048_576;

/** Under this, not every verdict would fit. */
export const SMALLEST_SUMMARY_BYTES = 8_192;

export interface SummaryOptions {
  /** Most bytes in UTF-8, {@link SUMMARY_LIMIT_BYTES} by default; at least {@link SMALLEST_SUMMARY_BYTES}. */
  readonly limitBytes?: number;
  /** Where the whole is, for the lines that say what was cut: a path or a name. By default the session folder. */
  readonly wholeAt?: string;
}

/**
 * The job summary, `summary.md`: the verdict and why, what decided it, what needs a hand, then the numbers. All that comes
 * from outside is inert. What is too long is cut by rank and named, never dropped.
 *
 * @throws RangeError when `limitBytes` is under {@link SMALLEST_SUMMARY_BYTES}
 */
export function renderSummary(input: ReportInput, options: SummaryOptions = {}): string {
  const limitBytes = options.limitBytes ?? SUMMARY_LIMIT_BYTES;
  if (!(limitBytes >= SMALLEST_SUMMARY_BYTES)) throw new RangeError(`a summary needs ${SMALLEST_SUMMARY_BYTES} bytes, got a limit of ${limitBytes}`);
  const wholeAt = options.wholeAt === undefined ? 'the session folder (`result.json`, `runs.csv`)' : markdownText(options.wholeAt, 200);
  const { result, runs } = input;
  const sections = [
    verdictSection(result),
    reasonsSection(result),
    leftRunningSection(result),
    ...capacitySections(result),
    ...testSections(result),
    ledgerSection(result),
    scheduleSection(result),
    ...timeSections(result),
    ...unitSections(result),
    thresholdSection(result),
    ...gateSections(result),
    troubledSection(runs),
    slowestSection(runs),
    extraRunsSection(result),
    warningsSection(result),
    effortSection(result),
    provenanceSection(result),
  ];
  return fitSections(
    sections.filter((section) => section !== undefined),
    limitBytes,
    wholeAt,
  );
}
