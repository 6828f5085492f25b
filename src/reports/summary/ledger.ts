import type { HarnessResult } from '../../core/result.ts';
import { LEDGER_BOXES } from '../../core/session/ledger.ts';
import { markdownText } from '../escape/markdown.ts';
import { tableLines } from '../escape/markdown-table.ts';
import { counted } from '../format.ts';
import { boxWord } from '../headline.ts';
import type { Section } from './fit.ts';
import { verdictCell } from './thresholds.ts';

/** What became of every slot, a row a scenario; under it why slots were excluded, shed or lost, and the jobs. */
export function ledgerSection({ scenarios }: HarnessResult): Section | undefined {
  if (scenarios.length === 0) return undefined;
  const table = tableLines(
    [['scenario'], ['test'], ['verdict'], ['planned', 'end'], ...LEDGER_BOXES.map((box) => [boxWord(box), 'end'] as const)],
    scenarios.map(({ name, test, verdict, ledger }) => [
      markdownText(name, 40),
      markdownText(test, 20),
      verdictCell(verdict),
      String(ledger.planned),
      ...LEDGER_BOXES.map((box) => (ledger[box] === 0 && box !== 'succeeded' ? '·' : String(ledger[box]))),
    ]),
  );
  const several = scenarios.length > 1;
  const notes = scenarios.flatMap(({ name, ledgerReasons, jobs }) => {
    const where = several ? `**${markdownText(name, 40)}:** ` : '';
    const reasons = Object.entries(ledgerReasons).map(([reason, count]) => `- ${where}${count} × ${markdownText(reason, 300)}`);
    const boxes = [`${jobs.succeeded} succeeded`, `${jobs.failed} failed`, `${jobs.cancelled} cancelled`, `${jobs.skipped} skipped`];
    const filled = boxes.filter((box) => !box.startsWith('0 '));
    return jobs.planned === 0 ? reasons : [...reasons, `- ${where}${counted(jobs.planned, 'job')}: ${filled.join(', ') || 'none ended'}`];
  });
  return {
    name: 'what became of the runs',
    rank: 6,
    before: ['### What became of the runs', '', ...table.slice(0, 2)],
    lines: [...table.slice(2), '', ...notes],
    after: [],
  };
}
