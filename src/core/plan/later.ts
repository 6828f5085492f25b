/**
 * What the design has and this version has not: named in errors, so that nobody takes a refused key for a typing mistake. A line leaves this file when
 * its feature arrives.
 */

/** Keys, by where they stand. */
export const LATER_KEYS: Readonly<Record<'plan' | 'target' | 'scenario' | 'baseline' | 'limits', readonly string[]>> = {
  plan: ['phases'],
  target: [],
  scenario: ['budget', 'phase', 'target'],
  baseline: [],
  limits: [],
};
