import { describeScenario } from '../core/plan/describe-scenario.ts';
import { commandText } from '../core/work/work.ts';
import { terminalText } from '../reports/escape/log.ts';
import { counted, formatPercent } from '../reports/format.ts';
import type { ReadPlan } from './plan-or-error.ts';

/** What `--verify-only` shows of a plan that is right: its scenarios, and each test of its suites. */
export function verifiedText({ plan, notes }: ReadPlan): string {
  const lines = [`"${terminalText(plan.name)}" is valid: ${counted(plan.scenarios.length, 'scenario')}`];
  for (const scenario of plan.scenarios) {
    const { name, suite, units } = scenario;
    if (suite === undefined) {
      lines.push(`  ${terminalText(name)}: ${terminalText(describeScenario(scenario))}`);
      continue;
    }
    const needs = suite.requires.length === 0 ? '' : `, requires ${suite.requires.map((tool) => terminalText(tool)).join(', ')}`;
    lines.push(
      `  ${terminalText(name)}: ${counted(units.length, 'test')} of ${terminalText(suite.files.join(', '))}, ${formatPercent(suite.passRate)} must pass${needs}`,
    );
    for (const { workflow, work } of units) {
      const what =
        work?.body.kind === 'tasks' ? counted(work.body.tasks.length, 'task') : work?.body.kind === 'command' ? commandText(work.body.run) : '';
      lines.push(`    ${terminalText(workflow)}: ${terminalText(what, 100)}`);
    }
  }
  for (const note of notes) lines.push(`  note: ${terminalText(note)}`);
  return `${lines.join('\n')}\nNothing was run.\n`;
}
