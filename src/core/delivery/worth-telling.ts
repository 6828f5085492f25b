import type { HarnessResult } from '../result.ts';

/** When a comment is written. */
export const COMMENT_MODES = ['never', 'on-change', 'always'] as const;
export type CommentMode = (typeof COMMENT_MODES)[number];

/** Is there anything to tell that a green tick does not: an outcome other than passed, or a row that changed, came or went? */
export function isWorthTelling({ outcome, gate }: Pick<HarnessResult, 'outcome' | 'gate'>): boolean {
  return outcome !== 'passed' || (gate?.rows ?? []).some(({ verdict }) => verdict !== 'passed');
}

/**
 * What to do about the comment.
 *
 * | mode | nothing to tell, no comment yet | else |
 * |-|-|-|
 * | never | nothing | nothing |
 * | on-change | nothing | write; an earlier comment must not go on telling what is no longer so |
 * | always | write | write |
 */
export function shouldComment(mode: CommentMode, worthTelling: boolean, exists: boolean): boolean {
  return mode === 'always' || (mode === 'on-change' && (worthTelling || exists));
}
