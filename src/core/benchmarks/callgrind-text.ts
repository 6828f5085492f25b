import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';

const METRIC = /^ {2,}([A-Z][\w+\- ]*):\s+([^\s|]+)(?:\|\S+)?(?:\s+\([^)]*\))?(?:\s+\[[^\]]*\])?\s*$/;
const LOOKS_LIKE = /^ {2,}(Instructions|Estimated Cycles|Total bytes|Total blocks):\s/;
/** Members of callgrind's model that are times, in the unit that its option names. */
const TIMES = new Set(['SysTime', 'SysCpuTime']);

/**
 * Text of iai, iai-callgrind and gungraun: counts of a simulated processor, the same in every run. Fewer is better for all of them, also for
 * hits: each access that a cache or the memory serves is a cost in the tool's own estimate of cycles. Only a *rate* of hits is better high.
 */
export const callgrindText = textImporter({
  format: 'callgrind',
  aliases: ['iai', 'iai-callgrind', 'gungraun'],
  title: 'text of iai or gungraun (iai-callgrind)',
  keeps:
    'every count and rate of callgrind and of the other tools that were asked for (dhat, cachegrind), exact; the old value and the change are left out',
  shape: 'a name and below it, indented, `Instructions:  N`',
  detect: (lines) => lines.some((line) => LOOKS_LIKE.test(line)),
  read(lines, into) {
    let name = '';
    for (const [i, line] of lines.entries()) {
      const match = METRIC.exec(line);
      if (match === null) {
        if (LOOKS_LIKE.test(line)) throw new Refusal(`expected "metric: N", got "${line.trim().slice(0, 100)}"`, i + 1);
        if (/^\S/.test(line) && !/^(Running |running |test result|Benchmarking |Found |Warning)/.test(line)) name = line.trim();
        continue;
      }
      if (name === '') continue;
      const [, metric = '', shown = ''] = match;
      const value = Number(shown.replaceAll(',', ''));
      // A tool that was not run leaves "N/A" or stars in place of a count.
      if (shown === 'N/A' || /^\*+$/.test(shown)) continue;
      if (!Number.isFinite(value)) {
        if (LOOKS_LIKE.test(line)) throw new Refusal(`${name}: "${shown}" is no number`, i + 1);
        continue;
      }
      const rate = metric.endsWith(' Rate');
      const direction = metric.endsWith('Hit Rate') ? 'bigger' : 'smaller';
      into.add(name, { metric, unit: rate ? '%' : unitOf(metric), value, direction, ...(!TIMES.has(metric) && { exact: true }) }, i + 1);
    }
  },
});

function unitOf(metric: string): string {
  if (TIMES.has(metric)) return '';
  if (metric === 'Instructions') return 'instructions';
  if (metric.endsWith('Cycles')) return 'cycles';
  if (/bytes/i.test(metric)) return 'B';
  if (/blocks/i.test(metric)) return 'blocks';
  return /^(L1|L2|LL|RAM) /.test(metric) ? 'accesses' : 'events';
}
