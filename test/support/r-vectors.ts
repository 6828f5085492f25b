import { readFileSync } from 'node:fs';

/** An end of an interval that R could not give is written as text. */
export type Edge = number | 'Infinity' | '-Infinity';

export interface RPair {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly exact: boolean;
  readonly u: number;
  readonly two: number;
  readonly greater: number;
  readonly less: number;
  readonly greaterBy10: number;
  readonly shift: number;
  readonly ratio: number;
  readonly shiftCi: readonly [Edge, Edge];
  readonly ratioCi: readonly [Edge, Edge];
  readonly cliff: number;
  readonly welch: {
    readonly t: number;
    readonly df: number;
    readonly two: number;
    readonly greater: number;
    readonly less: number;
    readonly ci: readonly [number, number];
  } | null;
}

/** What R said: made by `test/fixtures/statistics/vectors.R`, which stands beside it. */
export const R: {
  readonly madeWith: string;
  readonly pairs: readonly RPair[];
  readonly adjust: readonly { readonly p: readonly number[]; readonly holm: readonly number[]; readonly bh: readonly number[] }[];
  readonly tTail: readonly (readonly [t: number, df: number, below: number, above: number])[];
  readonly tQuantile: readonly (readonly [p: number, df: number, t: number])[];
  readonly normal: readonly (readonly [z: number, below: number, above: number])[];
  readonly normalQuantile: readonly (readonly [p: number, z: number])[];
  readonly quantileAt: readonly number[];
  /** `types[t − 1]` holds the quantiles of type t at `quantileAt`. */
  readonly quantiles: readonly { readonly x: readonly number[]; readonly types: readonly (readonly number[])[] }[];
  readonly wilcoxon: readonly { readonly m: number; readonly n: number; readonly u: readonly number[]; readonly cdf: readonly number[] }[];
  readonly bca: {
    readonly replicates: readonly number[];
    readonly jackknife: readonly number[];
    readonly estimate: number;
    readonly percentile: readonly [number, number];
    readonly bca: readonly [number, number];
  };
} = JSON.parse(readFileSync(new URL('../fixtures/statistics/vectors.json', import.meta.url), 'utf8'));

/** How far apart two numbers are, relative to the wanted one; absolute where that is 0. */
export function apart(got: number, want: number): number {
  return want === 0 ? Math.abs(got) : Math.abs(got - want) / Math.abs(want);
}

export const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
