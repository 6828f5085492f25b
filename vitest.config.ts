import { defineConfig } from 'vitest/config';

if (Number(process.versions.node.split('.')[0]) < 24) {
  throw new Error(`The tests need Node 24, this is ${process.version}: run them through npm (npm test, npm run unit), which brings its own.`);
}

/** One project a layer of the test budget (CONTRIBUTING, "The parts of the tests"); `npm run <name>` runs one. Time-outs end what hangs, also on a busy machine. */
const project = (name: string, include: string[], testTimeout = 60_000) => ({
  test: { name, include, testTimeout, hookTimeout: 60_000, environment: 'node' as const, restoreMocks: true },
});

export default defineConfig({
  test: {
    // One a core: vitest leaves one of two cores idle by itself, and most tests wait for processes.
    maxWorkers: 3,
    projects: [
      project('unit', ['src/**/*.test.ts', 'scripts/**/*.test.ts']),
      project('contract', ['test/contracts/**/*.test.ts'], 120_000),
      project('simulation', ['test/simulation/**/*.test.ts'], 180_000),
      project('conformance', ['test/conformance/**/*.test.ts'], 120_000),
      project('cli', ['test/cli/**/*.test.ts'], 120_000),
      project('action', ['test/action/**/*.test.ts'], 120_000),
    ],
  },
});
