import { matchGlob } from '../core/gate/match-glob.ts';
import { calibrateGate } from '../core/history/calibrate-gate.ts';
import { watchHistory } from '../core/history/watch-history.ts';
import { renderCalibration } from '../reports/calibration.ts';
import { renderHistory } from '../reports/history.ts';
import { type BaselineOptions, FILES_GATE, gateOrderOf, readBaselineSpec } from './baseline-options.ts';
import { EXIT } from './exit-code.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** Options of `history`. */
export interface HistoryOptions extends BaselineOptions {
  readonly benchmark?: string;
  readonly metric?: string;
  readonly json?: true;
}

/**
 * Shows what a baseline holds, series by series, and what its gate is worth.
 *
 * @throws UsageError where there is none, or it can't be read
 */
export async function showHistory(options: HistoryOptions, world: World): Promise<number> {
  const spec = readBaselineSpec(options);
  const { id, store } = gateOrderOf(spec, FILES_GATE, undefined, world);
  const loaded = await store.load(id);
  if (loaded.kind === 'none') throw new UsageError(`there is no history: ${loaded.why}`, { fix: 'name the gate with --id, or record a run first' });
  if (loaded.kind === 'refused') throw new UsageError(loaded.reason, loaded.fix === undefined ? {} : { fix: loaded.fix });
  const { benchmark = '*', metric = '*' } = options;
  const all = watchHistory(loaded.history);
  const watched = all.filter(({ series }) => matchGlob(benchmark, series.benchmark) && matchGlob(metric, series.metric));
  if (watched.length === 0 && all.length > 0)
    throw new UsageError(`none of ${all.length} series is called ${benchmark} · ${metric}`, { fix: 'leave --benchmark and --metric out to see all' });
  const policy = { margin: spec.regression, ...(spec.rules !== undefined && { rules: spec.rules }) };
  const calibration = calibrateGate(loaded.history, policy, watched);
  if (options.json === true) {
    const series = watched.map(({ series: { points, ...about }, ...rest }) => ({
      ...about,
      ...rest,
      points: points.map(({ record, metric: { value, n } }) => ({
        id: record.id,
        measuredAt: record.measuredAt,
        value,
        ...(n !== undefined && { n }),
      })),
    }));
    world.stdout.write(`${JSON.stringify({ id, from: loaded.from, series, calibration })}\n`);
  } else {
    world.stdout.write(`${renderHistory(watched, { columns: Math.min(120, world.stdout.columns()) })}\n${renderCalibration(calibration)}`);
  }
  return EXIT.ok;
}
