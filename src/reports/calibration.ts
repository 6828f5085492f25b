import type { GateCalibration, SeriesCalibration } from '../core/history/calibrate-gate.ts';
import { terminalText } from './escape/log.ts';
import { formatPercent } from './format.ts';

/** A gate's false alarms and the values that its series need, for people at a terminal. All that comes from outside is inert. */
export function renderCalibration({ alarms, series }: GateCalibration): string {
  const lines: string[] = [];
  if (alarms.ok) {
    const { alarms: count, decisions, per100, per100Ci95, runs } = alarms.expected;
    const [low, high] = per100Ci95.map((value) => value.toFixed(0));
    lines.push(
      `Expected false alarms: ${per100.toFixed(per100 < 10 ? 1 : 0)} of 100 pull requests that change nothing (95 % interval ${low} to ${high}).`,
      `  ${runs} baseline runs played again, ${count} of ${decisions} decisions were alarms; a real change among them counts as one.`,
    );
  } else lines.push(`Expected false alarms: not known, ${alarms.reason}.`);
  for (const one of series) lines.push(`  ${terminalText(one.benchmark, 60)} · ${terminalText(one.metric, 40)}: ${recommendation(one)}`);
  return `${lines.join('\n')}\n`;
}

function recommendation({ effect, noise, recommended }: SeriesCalibration): string {
  const scatter = `± ${formatPercent(noise.between)} from run to run${noise.within === undefined ? '' : `, ± ${formatPercent(noise.within)} within one`}`;
  if (recommended === undefined) return scatter;
  if (recommended.kind === 'enough') return `${scatter}; ${recommended.n} values a run show ${formatPercent(effect)}`;
  return `${scatter}; no number of values shows ${formatPercent(effect)}, at best ${formatPercent(recommended.smallestChange)}: measure both revisions side by side`;
}
