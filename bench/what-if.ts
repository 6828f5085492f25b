/**
 * Forecasts against what happens: how often sessions that really take place lie in the interval that `plan` gives (stated: 90 %), and how long a forecast takes.
 */
import { planSession } from '../src/core/cost/plan-session.ts';
import { forecastCoverage } from '../test/support/forecast-coverage.ts';
import { planOf, scenarioOf } from '../test/support/plans.ts';

const SESSIONS = 100;
/** The intervals rest on 39 simulated sessions each, so that how often they hold has itself a standard deviation of 4.7 points; two shapes average it. */
const FEWEST = 0.8;
const LONGEST_S = 2;

let failed = false;
const { inside, of } = await forecastCoverage(SESSIONS);
console.log(`Of ${of} sessions on the embedded GitHub, inside the 90 % interval of the forecast:`);
for (const [name, count] of Object.entries(inside)) {
  console.log(`  ${name.padEnd(14)} ${((100 * count) / of).toFixed(1)} %`);
  if (count / of < FEWEST) failed = true;
}
const plan = planOf([scenarioOf({ model: 'open', shape: 'constant', rate: { count: 10, perMs: 60_000 }, durationMs: 50 * 60_000 })]);
const before = process.cpuUsage();
const { whatIf } = planSession(plan, {
  fleet: { model: { pools: [{ name: 'p', runners: 52, startupMs: 10_000 }], execution: { meanMs: 300_000, cv: 0.5 }, failureRate: 0 } },
  jobs: () => [{ key: 'work', labels: ['ubuntu-latest'], workMs: 1 }],
});
const seconds = process.cpuUsage(before).user / 1e6;
console.log(`A forecast of 500 runs by ${whatIf?.sessions} simulated sessions: ${seconds.toFixed(2)} s of CPU (at most ${LONGEST_S})`);
if (seconds > LONGEST_S) failed = true;
process.exitCode = failed ? 1 : 0;
