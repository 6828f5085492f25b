import type { HarnessResult, ScenarioResult } from '../../core/result.ts';
import { markdownText, nowrap } from '../escape/markdown.ts';
import { tableLines } from '../escape/markdown-table.ts';
import { formatPercent, formatSeconds, NO_VALUE } from '../format.ts';
import { isTimes } from '../headline.ts';
import type { Section } from './fit.ts';

/** Mixed work: queue and execution times of each unit, a table a scenario. */
export function unitSections({ scenarios }: HarnessResult): Section[] {
  return scenarios.flatMap(({ name, units }) => {
    if (units === undefined) return [];
    const table = tableLines(
      [['unit'], ['runs', 'end'], ['queue p50', 'end'], ['queue p95', 'end'], ['execution p50', 'end'], ['execution p95', 'end'], ['failed', 'end']],
      units.map((unit) => [
        markdownText(unit.unit, 100),
        String(unit.runs),
        percentile(unit, 'queue_time', '50'),
        percentile(unit, 'queue_time', '95'),
        percentile(unit, 'execution_time', '50'),
        percentile(unit, 'execution_time', '95'),
        failed(unit),
      ]),
    );
    const title = scenarios.length > 1 ? `### Units: ${markdownText(name, 40)}` : '### Units';
    return [{ name: `units of ${markdownText(name, 40)}`, rank: 7, before: [title, '', ...table.slice(0, 2)], lines: table.slice(2), after: [] }];
  });
}

type UnitResult = NonNullable<ScenarioResult['units']>[number];

function percentile({ metrics }: UnitResult, metric: string, p: string): string {
  const own = metrics[metric];
  const value = own !== undefined && isTimes(own) ? own.percentiles[p] : undefined;
  return value === undefined ? NO_VALUE : nowrap(formatSeconds(value));
}

function failed({ metrics }: UnitResult): string {
  const own = metrics.failed;
  return own === undefined || isTimes(own) ? NO_VALUE : nowrap(formatPercent(own.value));
}
