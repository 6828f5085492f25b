/** A stream that people or programs read. */
export interface Out {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width of the terminal; 80 where there is none. */
  columns(): number;
}

/** Everything outside the process that the command line touches, but for files and the network. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** What was asked for: reports, plans, tables, JSON. */
  readonly stdout: Out;
  /** What is said on the way: progress, notes, errors. */
  readonly stderr: Out;
  /** Calls back at each SIGINT and SIGTERM until the returned function is called. */
  onSignal(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void;
  /** Ends the process now. */
  exitNow(code: number): void;
}

/** Does this stream take colours? `NO_COLOR` and `--no-color` say no, `FORCE_COLOR` says yes (https://no-color.org). */
export function takesColour(world: Pick<World, 'env'>, out: Pick<Out, 'isTerminal'>, wanted = true): boolean {
  if (!wanted || (world.env.NO_COLOR ?? '') !== '') return false;
  const forced = world.env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return out.isTerminal && world.env.TERM !== 'dumb';
}
