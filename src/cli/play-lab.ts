import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type LabResult, type LabScore, playLab } from '../app/lab.ts';
import { formatPercent } from '../core/gate/format-quantity.ts';
import type { HarnessResult } from '../core/result.ts';
import { wilsonInterval } from '../core/stats/wilson-interval.ts';
import { terminalText } from '../reports/escape/log.ts';
import { EXIT } from './exit-code.ts';
import { detectOf, readBlocks, share } from './interleave-values.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

/** Options of `lab`, as they were typed. */
export interface LabCommandOptions {
  readonly gates: string;
  readonly slowdown: string;
  readonly cv?: string;
  readonly threshold: string;
  readonly detect?: string;
  readonly maxBlocks: string;
  readonly seed: string;
  readonly json?: true;
}

const DEFAULT_CV = 0.05;

/** @returns the exit code: a lab finds, and does not judge */
export async function labCommand(source: string | undefined, options: LabCommandOptions, world: World): Promise<number> {
  if (source !== undefined && options.cv !== undefined) {
    throw new UsageError(`--cv ${options.cv}: the scatter is taken from ${source}`, { fix: 'leave out one of them' });
  }
  const found = source === undefined ? undefined : await scatterOf(source, world.cwd);
  const cv = found?.cv ?? (options.cv === undefined ? DEFAULT_CV : above0('--cv', options.cv));
  const margin = share('--threshold', options.threshold);
  const asked = {
    gates: whole('--gates', options.gates, 1, 100_000),
    slowdown: above0('--slowdown', options.slowdown),
    cv,
    margin,
    detect: detectOf(options.detect, margin, options.threshold),
    maxBlocks: readBlocks(options.maxBlocks),
    seed: whole('--seed', options.seed, 0, 2 ** 32 - 1),
  };
  let stopped = false;
  const dispose = world.onSignal(() => {
    stopped = true;
  });
  const live = world.stderr.isTerminal;
  const result = await playLab({
    ...asked,
    stopped: () => stopped,
    onGate: (played, of) => {
      if (live && (played % 10 === 0 || played === of)) world.stderr.write(`\r${played} of ${of} gates${played === of ? '\n' : ''}`);
    },
  });
  dispose();
  if (options.json === true) world.stdout.write(`${JSON.stringify({ ...asked, ...result })}\n`);
  else world.stdout.write(labText(result, { ...asked, about: found?.about ?? `a scatter of ${formatPercent(cv)} was assumed` }));
  return EXIT.ok;
}

interface Asked {
  readonly slowdown: number;
  readonly cv: number;
  readonly margin: number;
  readonly detect: number;
  readonly about: string;
}

function labText({ noop, slow, fixedRuns }: LabResult, { slowdown, cv, margin, detect, about }: Asked): string {
  const line = (name: string, score: LabScore): string[] => [
    name,
    String(score.gates),
    rate(score.regressed, score.gates),
    rate(score.inconclusive, score.gates),
    rate(score.passed, score.gates),
    score.gates === 0 ? '–' : `${score.runs.toFixed(0)} (${score.runsRange.join(' to ')})`,
  ];
  const rows = [
    ['head is', 'gates', 'regressed', 'inconclusive', 'passed', 'runs a gate'],
    line('the same', noop),
    line(`${formatPercent(slowdown)} slower`, slow),
  ];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  const table = rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
  const fixed =
    fixedRuns === undefined
      ? `No number of runs up to 20,000 that is fixed beforehand tells ${formatPercent(slowdown)} from the threshold here.`
      : `Fixed beforehand, ${fixedRuns} runs would be needed: one rank test at 1 % false alarms that sees 95 % of the slowdowns.`;
  return [
    `gate --interleave on simulated runners, threshold ${formatPercent(margin)}, detect ${formatPercent(detect)}, scatter of a run ${formatPercent(cv)}: ${about}.`,
    '',
    ...table,
    '',
    `False alarms: ${rate(noop.regressed, noop.gates)}. Power at +${formatPercent(slowdown)}: ${rate(slow.regressed, slow.gates)}. In brackets: 95 % intervals (Wilson).`,
    fixed,
    'The times scatter log-normally and no machine drifts. On real ones expect more runs; a no-op on yours: gate --interleave main..main.',
    '',
  ].join('\n');
}

/** `0.5 % (0.1 % to 2.8 %)` */
function rate(count: number, n: number): string {
  const interval = wilsonInterval(count, n);
  return interval === undefined ? '–' : `${formatPercent(count / n)} (${interval.map(formatPercent).join(' to ')})`;
}

/** The scatter of the execution times in a result of ours; of several scenarios the widest. */
async function scatterOf(source: string, cwd: string): Promise<{ readonly cv: number; readonly about: string }> {
  const fix = 'name the result.json of a session with at least 10 runs, or give --cv 5%';
  const text = await readFile(resolve(cwd, source), 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${terminalText(source)} can't be read`, { fix, cause });
  });
  let scenarios: readonly unknown[];
  try {
    const { schema, scenarios: read } = JSON.parse(text) as Partial<HarnessResult>;
    if (typeof schema !== 'string' || !schema.startsWith('runner-harness/result@') || !Array.isArray(read)) throw new Error('no result');
    scenarios = read;
  } catch (cause) {
    throw new UsageError(`${terminalText(source)} is no result.json of runner-harness`, { fix, cause });
  }
  const found = scenarios.flatMap((one) => {
    const metrics = typeof one === 'object' && one !== null && 'metrics' in one ? (one.metrics as Readonly<Record<string, unknown>> | null) : null;
    const metric = metrics?.execution_time as { readonly n?: unknown; readonly mean?: unknown; readonly sd?: unknown } | undefined;
    const { n, mean, sd } = metric ?? {};
    return typeof n === 'number' && typeof mean === 'number' && typeof sd === 'number' && n >= 10 && mean > 0 && sd >= 0
      ? [{ n, cv: sd / mean }]
      : [];
  });
  const [widest] = found.toSorted((a, b) => b.cv - a.cv);
  if (widest === undefined) throw new UsageError(`${terminalText(source)}: no scenario has 10 measured values of execution_time`, { fix });
  if (widest.cv === 0)
    throw new UsageError(`${terminalText(source)}: its execution times don't scatter at all, so that nothing can go wrong`, { fix });
  return { cv: widest.cv, about: `that of ${widest.n} execution times in ${terminalText(source)}` };
}

function above0(flag: string, text: string): number {
  const value = share(flag, text);
  if (value === 0) throw new UsageError(`${flag} ${text}: expected more than nothing`, { fix: `such as ${flag} 5%` });
  return value;
}

function whole(flag: string, text: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${flag} ${text}: expected a whole number from ${least} to ${most}`);
}
