import { parseDuration } from '../time.ts';
import { isGroup } from './unit-leaves.ts';

type Keys = Readonly<Record<string, unknown>>;

/** Which of what was typed goes to which scenario of the suite. */
const OWN: Readonly<Record<string, string>> = {
  rate: 'load',
  arrivals: 'load',
  peak: 'spike',
  'peak-duration': 'spike',
  initial: 'stress',
  'max-rate': 'stress',
  'max-runs': 'stress',
  slo: 'stress',
};

/**
 * The suite: what a fleet does in the calm, under a steady load, in a spike, and where it breaks, one after the other, in three hours. Plain values, as they
 * would stand in a plan file.
 *
 * @param common workflow, inputs and what else every scenario has
 * @param given how it differs from the usual suite
 * @param refuse is told each key that no scenario of the suite takes
 */
export function suiteScenarios(common: Keys, given: Keys, refuse: (key: string, fix: string) => void): Record<string, Record<string, unknown>> {
  const scenarios: Record<string, Record<string, unknown>> = {
    baseline: { test: 'performance', executor: 'constant-vus', vus: 1, duration: '30m', ...common },
    load: { test: 'load', rate: '10/min', duration: '60m', ...common },
    spike: { test: 'spike', rate: '5/min', peak: '30/min', 'peak-duration': '5m', duration: '30m', ...common },
    stress: { test: 'stress', duration: '60m', ...common },
  };
  for (const [key, value] of Object.entries(given)) {
    const scenario = scenarios[OWN[key] ?? ''];
    if (scenario === undefined) refuse(key, `it takes ${Object.keys(OWN).join(', ')}; for more write a plan file`);
    else scenario[key] = value;
  }
  return scenarios;
}

/**
 * Multiplies the spans for which load is sent: plain values, changed in place. How long a search may take at most stays as it is: it goes by the execution
 * times of the fleet, and a hundredth of it would end before anything is known.
 */
export function scaleSpans(scenarios: Record<string, Record<string, unknown>>, scale: number): void {
  for (const scenario of Object.values(scenarios)) {
    if (!isGroup(scenario)) continue;
    const searches = scenario.test === 'stress' || scenario.test === 'scalability';
    for (const key of ['duration', 'peak-duration', 'every']) {
      if (key === 'duration' && searches) continue;
      const ms = typeof scenario[key] === 'string' ? parseDuration(scenario[key]) : undefined;
      if (ms !== undefined) scenario[key] = `${Math.max(1, Math.round(ms * scale))}ms`;
    }
  }
}
