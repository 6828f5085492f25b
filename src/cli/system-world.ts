import type { Out, World } from './world.ts';

/** The process as it is. */
export function systemWorld(): World {
  return {
    env: process.env,
    cwd: process.cwd(),
    stdout: out(process.stdout),
    stderr: out(process.stderr),
    onSignal(listener) {
      const signals = ['SIGINT', 'SIGTERM'] as const;
      const listeners = signals.map((signal) => [signal, () => listener(signal)] as const);
      for (const [signal, on] of listeners) process.on(signal, on);
      return () => {
        for (const [signal, on] of listeners) process.off(signal, on);
      };
    },
    exitNow: (code) => process.exit(code),
  };
}

function out(stream: NodeJS.WriteStream): Out {
  // `runner-harness list | head` closes the pipe early: that is no error, and what nobody reads need not be written.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => {
      if (stream.writable) stream.write(text);
    },
    get isTerminal() {
      return stream.isTTY === true;
    },
    // Some pseudo-terminals say that they are 0 wide.
    columns: () => stream.columns || 80,
  };
}
