/** One value per run of one benchmark on hosted runners whose code hardly changed. */
export interface ScalarSeries {
  readonly name: string;
  readonly unit: string;
  readonly direction: 'smaller' | 'bigger';
  /** How the tool that wrote the file would read it; differs from the unit's where that tool errs. */
  readonly toolDirection: 'smaller' | 'bigger';
  /** Nothing says which way is better. */
  readonly undirected: boolean;
  /** By run; NaN where the run has none. */
  readonly values: readonly number[];
}

/** Series of the same runs. */
export interface Suite {
  readonly name: string;
  readonly runs: number;
  readonly series: readonly ScalarSeries[];
}

/** One night: raw values by benchmark, ascending. Nothing but noise lies between two nights. */
export type Night = ReadonlyMap<string, readonly number[]>;
