import { expect, it } from 'vitest';
import { emptyLedger } from '../../core/session/ledger.ts';
import { displayWidth } from '../../reports/escape/truncate.ts';
import type { ProgressView } from '../../reports/progress.ts';
import { LiveRegion } from './live-region.ts';
import { renderProgressRegion } from './progress-region.ts';

const view: ProgressView = {
  scenario: 'calm',
  scenarioNumber: 1,
  scenarios: 1,
  planned: 50,
  issued: 40,
  queued: 6,
  running: 4,
  done: { ...emptyLedger(), succeeded: 29, failed: 1 },
  queueP50S: 3,
  queueP95S: 9,
  elapsedMs: 80_000,
  remainingMs: 55_000,
  requests: 71,
};

it('says how far it has come and what became of it', () => {
  expect(renderProgressRegion(view, { columns: 100, colour: false })).toEqual([
    'calm  ████████████████████████▒▒▒▒▒▒▒▒░░░░░░░░  30/50 · 1m20s, about 55s left',
    '      29 succeeded, 1 failed · 4 running, 6 queued · queue p50 3 s, p95 9 s · 71 requests',
  ]);
});

it.each([20, 30, 45, 60, 80])('never wraps at %i columns, whatever the name', (columns) => {
  const scenario = '長い\u001b[31m名前'.repeat(10);
  for (const line of renderProgressRegion({ ...view, scenario, scenarios: 3 }, { columns, colour: false })) {
    expect(displayWidth(line)).toBeLessThan(columns);
    expect(line).not.toMatch(/\p{Cc}/u);
  }
});

it('draws in place: up to where it began, and only what changed', () => {
  let text = '';
  const region = new LiveRegion({ write: (more) => (text += more), isTerminal: true, columns: () => 80 });
  region.draw(['a', 'b']);
  region.draw(['a', 'b']);
  expect(text).toBe('a\u001b[K\nb\u001b[K\n\u001b[J');
  text = '';
  region.print('stays');
  expect(text).toBe('\r\u001b[2Astays\u001b[K\na\u001b[K\nb\u001b[K\n\u001b[J');
  text = '';
  region.clear();
  expect(text).toBe('\r\u001b[2A\u001b[J');
});
