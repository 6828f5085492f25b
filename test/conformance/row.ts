/**
 * Where a row is proven.
 *
 * - `virtual`: the real engine and the real GitHub target against the embedded GitHub, on a virtual clock
 * - `sockets`: real HTTP on loopback
 * - `process`: the bundle or the command line as its own process
 * - `files`: real files, no network
 * - `pure`: functions of the core and the reports
 */
export type Layer = 'virtual' | 'sockets' | 'process' | 'files' | 'pure';

/** What a user reads, line by line. */
export type Told = string | readonly string[];

/** One row of the conformance table: a case in which controllers go wrong, and the test of what this one does. */
export interface Row {
  /** 1 to 90, 107 and 108; the numbers are stable names, referred to from code and tests. */
  readonly number: number;
  /** What happens. */
  readonly case: string;
  /** What has to become of it. */
  readonly expected: string;
  readonly layer: Layer;
  /** Makes it happen, asserts what must hold, and returns what the user is told: that becomes the row's snapshot. */
  readonly tell: () => Promise<Told> | Told;
}

/** A row that this program can't meet. */
export interface Exempt {
  readonly number: number;
  readonly case: string;
  /** Why it can't apply. */
  readonly because: string;
}

export function row(number: number, names: Pick<Row, 'case' | 'expected' | 'layer'>, tell: Row['tell']): Row {
  return { number, ...names, tell };
}

export function isExempt(one: Row | Exempt): one is Exempt {
  return 'because' in one;
}

/** `row-07.txt`, the snapshot of what row 7 tells. */
export function snapshotName({ number }: Pick<Row, 'number'>): string {
  return `row-${String(number).padStart(2, '0')}.txt`;
}
