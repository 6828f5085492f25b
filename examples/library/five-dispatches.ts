import { createSimulator, dispatchBatch, systemClock, workflowsUnderTest } from 'runner-harness';

// An embedded GitHub on this machine. For the real one: { token: process.env.GITHUB_TOKEN ?? '', repository: 'acme/widgets' }.
const github = await createSimulator({ clock: systemClock(), workflowsDir: workflowsUnderTest });
const { items, result, exitCode } = await dispatchBatch(
  [1, 2, 3, 2, 1].map((seconds) => ({ workflow: 'simple.yml', ref: 'main', inputs: { seconds } })),
  { apiUrl: github.url, token: 'any', repository: github.repository, limits: { mutationSpacingMs: 340, pollMs: 1_000 } },
);
for (const run of items) console.log(run?.box, run?.times.execution_time, 's', run?.url);
console.log(result.outcome, result.scenarios[0]?.metrics.execution_time);
await github.close();
process.exitCode = exitCode;
