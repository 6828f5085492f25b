import { mannWhitney } from './mann-whitney.ts';

/**
 * Cliff's δ: how much more often a value of the first group is the larger one than the smaller one. From −1 (always smaller) by 0 to 1
 * (always larger). It is 2U/(mn) − 1.
 *
 * @param first ascending, never empty
 * @param second the same
 * @example cliffsDelta([2, 3], [1, 2]) // 0.75
 */
export function cliffsDelta(first: readonly number[], second: readonly number[]): number {
  return (2 * mannWhitney(first, second, 'different').u) / (first.length * second.length) - 1;
}
