import { type CommentMark, commentMarker } from '../core/delivery/comment-marker.ts';
import type { ReportInput } from '../core/result.ts';
import { utf8Length } from './escape/base64.ts';
import { markdownLink, markdownText } from './escape/markdown.ts';
import { fitSections, type Section } from './summary/fit.ts';
import { gateSections } from './summary/gate.ts';
import { leftRunningSection } from './summary/runs.ts';
import { thresholdSection } from './summary/thresholds.ts';
import { timeSections } from './summary/times.ts';
import { provenanceSection, reasonsSection, verdictSection, warningsSection } from './summary/verdict.ts';

/** GitHub takes 65,536 characters; counted in bytes, of which no character has fewer than one. */
export const COMMENT_LIMIT_BYTES = 65_000;

export interface CommentOptions extends CommentMark {
  /** The run's page, where the summary and the files are. */
  readonly runUrl?: string;
  /** The commit that was measured. */
  readonly commit?: string;
}

/**
 * The comment under a pull request: the verdict, what decided it, the comparison with the baseline, the thresholds. Its first line is a marker that
 * says which gate it belongs to. All that comes from outside is inert; what is too long is cut by rank and named.
 */
export function renderComment({ result }: ReportInput, options: CommentOptions): string {
  const marker = `${commentMarker(options)}\n`;
  const sections = [
    verdictSection(result),
    aboutSection(options),
    reasonsSection(result),
    leftRunningSection(result),
    ...gateSections(result),
    thresholdSection(result),
    ...timeSections(result),
    warningsSection(result),
    provenanceSection(result),
  ];
  const wholeAt = options.runUrl === undefined ? 'the job summary' : markdownLink('the run’s summary', options.runUrl);
  const present = sections.filter((section) => section !== undefined);
  return marker + fitSections(present, COMMENT_LIMIT_BYTES - utf8Length(marker), wholeAt);
}

function aboutSection({ gateId, commit, runUrl }: CommentOptions): Section {
  const parts = [
    `Gate ${markdownText(gateId, 80)}`,
    ...(commit === undefined ? [] : [`commit ${markdownText(commit.slice(0, 12), 12)}`]),
    ...(runUrl === undefined ? [] : [markdownLink('run', runUrl)]),
  ];
  return { name: 'about', rank: 0, before: [parts.join(' · ')], lines: [], after: [] };
}
