/** A command's work: returns the exit code. */
export type Action<Args extends readonly unknown[]> = (...args: Args) => Promise<number>;

/** Hands a command's work to the program, which awaits it and keeps its exit code. */
export type Register = <Args extends readonly unknown[]>(action: Action<Args>) => (...args: Args) => Promise<void>;
