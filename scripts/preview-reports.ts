/** Writes every report of the sample session to `tmp/preview/`, to look at them: `npx -c 'node scripts/preview-reports.ts'`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { renderAnnotations } from '../src/reports/annotations.ts';
import { renderProgressLine, renderProgressPlain } from '../src/reports/progress.ts';
import { renderReports } from '../src/reports/render-reports.ts';
import { renderTerminal } from '../src/reports/terminal.ts';
import { HOSTILE_NAMES, sampleInput } from '../test/support/sample-result.ts';

const samples = { breached: sampleInput(), passed: sampleInput({ outcome: 'passed' }), hostile: sampleInput({ titles: HOSTILE_NAMES }) };

/** Near enough to how GitHub sets a job summary. */
const STYLE = `body{font:14px/1.5 "DejaVu Sans",sans-serif;max-width:1012px;margin:24px auto;padding:0 32px;color:#1f2328}
h2,h3{border-bottom:1px solid #d1d9e0;padding-bottom:.3em}table{border-collapse:collapse;margin-bottom:16px;display:block;overflow:auto}
td,th{border:1px solid #d1d9e0;padding:6px 13px}tr:nth-child(2n){background:#f6f8fa}code,pre{background:#f6f8fa;border-radius:6px;padding:.2em .4em}`;

for (const [name, input] of Object.entries(samples)) {
  const folder = join('tmp', 'preview', name);
  mkdirSync(folder, { recursive: true });
  const files = new Map(renderReports(input));
  // "allowDangerousHtml" lets our own <details> through; that of others must not be there any more.
  const page = micromark(files.get('summary.md') ?? '', { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
  files.set('summary.html', `<!doctype html><meta charset="utf-8"><title>${name}</title><style>${STYLE}</style>${page}\n`);
  files.set('terminal.txt', renderTerminal(input));
  files.set('terminal.ansi', renderTerminal(input, { colour: true }));
  files.set('annotations.json', `${JSON.stringify(renderAnnotations(input.result), undefined, 2)}\n`);
  for (const [file, content] of files) writeFileSync(join(folder, file), content);
  console.log(`${folder}: ${[...files.keys()].join(', ')}`);
}

const view = {
  scenario: 'steady',
  scenarioNumber: 1,
  scenarios: 2,
  planned: 50,
  issued: 31,
  queued: 3,
  running: 8,
  done: { succeeded: 18, failed: 2, cancelled: 0, timed_out: 0, shed: 0, lost: 0, excluded: 0 },
  queueP50S: 3.25,
  queueP95S: 21,
  elapsedMs: 184_000,
  remainingMs: 120_000,
  requests: 61,
};
console.log(renderProgressLine(view));
console.log(renderProgressLine({ ...view, limitedForMs: 42_000 }, 120));
console.log(renderProgressPlain(view));
