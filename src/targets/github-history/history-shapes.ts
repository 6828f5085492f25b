import type { HistoryRun } from '../../core/analyze/analysis.ts';
import { ShapeError } from '../github/json-body.ts';
import { listedRun } from '../github/shapes.ts';

/** One page of a list of runs, and how many there are by GitHub's count. */
export interface HistoryPage {
  readonly runs: readonly HistoryRun[];
  readonly total: number;
}

export function historyPage(value: unknown): HistoryPage {
  const fields = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  if (!Array.isArray(fields.workflow_runs)) throw new ShapeError('workflow_runs is not a list');
  return { runs: fields.workflow_runs.map(historyRun), total: typeof fields.total_count === 'number' ? fields.total_count : 0 };
}

function historyRun(value: unknown): HistoryRun {
  const { headBranch, headSha: _, ...seen } = listedRun(value);
  const fields = value as Readonly<Record<string, unknown>>;
  const path = typeof fields.path === 'string' ? fields.path : '';
  const name = typeof fields.name === 'string' ? fields.name : '';
  const file = path.replace(/^\.github\/workflows\//, '').replace(/@.*$/, '');
  return {
    ...seen,
    workflow: file === '' ? name : file,
    event: typeof fields.event === 'string' ? fields.event : '',
    ...(headBranch !== undefined && { branch: headBranch }),
  };
}
