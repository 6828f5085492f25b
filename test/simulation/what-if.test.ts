import { expect, it } from 'vitest';
import { forecastCoverage } from '../support/forecast-coverage.ts';

it('what plan predicts happens as often as it says', { timeout: 120_000 }, async () => {
  const { inside, of } = await forecastCoverage(12);
  expect(of).toBe(24);
  // 90 % of 24 are 22. The intervals' own chance (39 simulated sessions each) and that of the 24 leave a standard deviation of 1.7.
  for (const [name, count] of Object.entries(inside)) expect({ name, count, enough: count >= 17 }).toEqual({ name, count, enough: true });
});
