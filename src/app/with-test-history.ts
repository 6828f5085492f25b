import { dirname } from 'node:path';
import type { ReportInput } from '../core/result.ts';
import { readTestHistory } from './test-history.ts';

/** The report with what earlier sessions, which lie beside its folder, say of its tests. */
export async function withTestHistory(report: ReportInput, folder: string): Promise<ReportInput> {
  const { scenarios } = report.result;
  if (!scenarios.some(({ tests }) => tests !== undefined)) return report;
  const history = await readTestHistory(dirname(folder), folder);
  const told = scenarios.map((scenario) => {
    if (scenario.tests === undefined) return scenario;
    return { ...scenario, tests: scenario.tests.map((test) => ({ ...test, history: history.with(scenario.name, test) })) };
  });
  return { ...report, result: { ...report.result, scenarios: told } };
}
