/**
 * An embedded GitHub in a process of its own that says when each dispatch came in: forked with its options as JSON, it sends its address, and its
 * arrivals when it is asked.
 */
import { systemClock } from '../../../src/app/system-clock.ts';
import { createSimulator } from '../../../src/simulator/create-simulator.ts';
import type { ServerMode } from '../../../src/simulator/server-kind.ts';
import { WORKFLOWS } from '../action-scenario.ts';

const { mode } = JSON.parse(process.argv[2] ?? '') as { readonly mode: ServerMode };
const fleet = { pools: [{ name: 'runner', runners: 200, startupMs: 0 }], failureRate: 0, seed: 1 };
const github = await createSimulator({ clock: systemClock(), workflowsDir: WORKFLOWS, mode, fleet });

process.on('message', () => {
  process.send?.(github.truth().map(({ inputs, createdAt }) => ({ key: inputs.harness_key ?? '', at: createdAt })));
});
process.on('disconnect', () => process.exit());
process.send?.(github.url);
