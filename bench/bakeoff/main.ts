/** The bake-off: `npm run bakeoff`. Rules of other tools and ours on noise that is known to be noise, false alarms and power side by side. */
import { bakeoffData } from './data.ts';
import { EFFECTS, replayOurs, replayScalarRules, type ScalarScore } from './replay-history.ts';
import { replayOurNights, replaySampleRules, SLOWDOWNS } from './replay-nights.ts';
import { LABS, playLab } from './sequential-lab.ts';
import { replayWatch } from './watch-rules.ts';

const GATES = 5_000;
const SLOW_GATES = 1_000;
const started = performance.now();
const data = bakeoffData();

const percent = (count: number, of: number, digits = 2): string => `${((100 * count) / of).toFixed(digits)} %`;
const powers = (seen: readonly number[], of: number): string => seen.map((each) => ((100 * each) / of).toFixed(0).padStart(3)).join(' ');

console.log(
  data.source === 'real'
    ? "Data: github-action-benchmark's own history and golang/perf's nights of one unchanged compiler, from ../shared/data/history."
    : 'Data: ../shared/data/history is absent, so these are GENERATED twins of the same shape: the rows compare rules, they are not measurements.',
);

console.log(`
One value against a history (false alarms of the decisions, runs with any; seen: % of decisions at ${EFFECTS.map((by) => `+${Math.round(100 * by - 100)} %`).join(' ')})`);
const scalarRow = ({ rule, decisions, falseAlarms, runs, runsWithAlarm, seen, inconclusive }: ScalarScore): void => {
  const parts = [
    rule.padEnd(46),
    String(decisions).padStart(5),
    percent(falseAlarms, decisions).padStart(8),
    percent(runsWithAlarm, runs, 1).padStart(7),
  ];
  console.log(`${parts.join('  ')}   seen ${powers(seen, decisions)}   inconclusive ${percent(inconclusive, decisions, 1)}`);
};
for (const score of [...replayScalarRules(data.suites), replayWatch(data.suites)]) scalarRow(score);
const views = replayOurs(data.suites, [
  { name: 'OURS, default settings' },
  { name: 'OURS, series with a sibling', siblingsOnly: true },
  { name: 'OURS, first half of each series', part: [0, 0.5] },
  { name: 'OURS, second half', part: [0.5, 1] },
]);
for (const view of views) scalarRow(view);
const [ours] = views;
if (ours === undefined) throw new Error('our own gate was not replayed');

console.log(`
Raw values on both sides, night against night (seen: % at ${SLOWDOWNS.map((by) => `+${Math.round(100 * by - 100)} %`).join(' ')}, one benchmark slowed at a time)`);
const night = replayOurNights(data.nights, 'bh');
for (const score of [...replaySampleRules(data.nights), night, replayOurNights(data.nights, 'holm')]) {
  const { rule, decisions, falseAlarms, nights, nightsWithAlarm, seen, inconclusive } = score;
  const parts = [rule.padEnd(54), percent(falseAlarms, decisions).padStart(8), `${nightsWithAlarm} of ${nights} nights`.padStart(15)];
  console.log(`${parts.join('  ')}   seen ${powers(seen, decisions)}   inconclusive ${percent(inconclusive, decisions, 1)}`);
}

console.log(`
Base and head in turns, stopping when resolved (${GATES} gates without a change, ${SLOW_GATES} with one row 5 % slower; runs of one revision a gate)`);
const labs = LABS.map((lab) => playLab(lab, GATES, SLOW_GATES));
for (const { lab, gates, falseFailures, inconclusive, detected, slowGates, runsCalm, runsSlow, runsFixed } of labs) {
  const runs = `${runsCalm.toFixed(1)} (${percent(runsCalm, runsFixed, 0)} of ${runsFixed} fixed), slow ${runsSlow.toFixed(1)} (${percent(runsSlow, runsFixed, 0)})`;
  console.log(
    `${lab.padEnd(50)}  ${percent(falseFailures, gates)} false, ${percent(inconclusive, gates)} inconclusive, ${percent(detected, slowGates, 1)} seen, runs ${runs}`,
  );
}

/** The bars that this product holds itself to. On generated data they are information; on the real ones a missed bar fails the command. */
const at = (seen: readonly number[], i: number, of: number): number => (seen[i] ?? 0) / of;
const bars: readonly (readonly [what: string, met: boolean])[] = [
  ['history: at most 0.5 % false alarms a decision', ours.falseAlarms / ours.decisions <= 0.005],
  ['history: at least 30 % seen at +10 %', at(ours.seen, 1, ours.decisions) >= 0.3],
  ['history: at least 70 % seen at +20 %', at(ours.seen, 2, ours.decisions) >= 0.7],
  ['history: at most 30 % inconclusive', ours.inconclusive / ours.decisions <= 0.3],
  ['nights: at most 1 in 12 with a false alarm', night.nightsWithAlarm * 12 <= night.nights],
  ['nights: at least 95 % seen at +5 %', at(night.seen, 1, night.decisions) >= 0.95],
  ['nights: at least 70 % seen at +2 %', at(night.seen, 0, night.decisions) >= 0.7],
  ...labs.flatMap(({ lab, gates, falseFailures, detected, slowGates, runsCalm, runsFixed }) => [
    [`in turns, ${lab}: at most 1 % false failures`, falseFailures / gates <= 0.01] as const,
    [`in turns, ${lab}: at least 95 % seen at +5 %`, detected / slowGates >= 0.95] as const,
    [`in turns, ${lab}: at most half of the fixed design's runs`, runsCalm / runsFixed <= 0.5] as const,
  ]),
];
console.log('\nBars');
for (const [what, met] of bars) console.log(`${met ? 'met   ' : 'MISSED'}  ${what}`);
const seconds = (performance.now() - started) / 1_000;
console.log(`\n${seconds.toFixed(1)} s`);
if (data.source === 'real' && bars.some(([, met]) => !met)) process.exitCode = 1;
