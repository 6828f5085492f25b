import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { COMMENT_LIMIT_BYTES, renderComment } from '../../../src/reports/comment.ts';
import { utf8Length } from '../../../src/reports/escape/base64.ts';
import { renderSummary } from '../../../src/reports/summary.ts';
import { runCli } from '../../support/cli.ts';
import { sampleInput } from '../../support/sample-result.ts';
import { type Exempt, type Row, row } from '../row.ts';
import { folder } from './resume.ts';

const MEBIBYTE = 1_048_576;
const benchmark = (name: string, value: number): object => ({ name, unit: 's', value });

/** What leaves the controller, and how much it takes. */
export const outputRows: readonly (Row | Exempt)[] = [
  row(
    65,
    {
      case: 'a benchmark of the baseline is missing from what the target left',
      expected: 'missing, which is not 0 and does not pass',
      layer: 'process',
    },
    async () => {
      using place = folder();
      const file = (name: string, values: readonly object[]): string => {
        writeFileSync(join(place.path, name), JSON.stringify(values));
        return name;
      };
      const baseline = file('baseline.json', [benchmark('parse', 1), benchmark('render', 2)]);
      const current = file('current.json', [benchmark('parse', 1)]);
      const { code, stdout } = await runCli(['gate', current, '--baseline', baseline], { cwd: place.path });
      expect(code).toBeGreaterThan(0);
      const told = stdout.split('\n').filter((line) => /render/.test(line));
      expect(told[0]).toContain('missing');
      return told.map((line) => line.trim());
    },
  ),
  row(
    87,
    {
      case: 'a summary beyond 1 MiB, a comment beyond 65,536 characters',
      expected: 'cut by us, by rank, with what is left out and where it stands; never dropped',
      layer: 'pure',
    },
    () => {
      const input = sampleInput();
      const [gateRow] = input.result.gate?.rows ?? [];
      if (input.result.gate === undefined || gateRow === undefined) throw new Error('no sample of a gate');
      const rows = Array.from({ length: 9_000 }, (_, n) => ({
        ...gateRow,
        verdict: 'regressed' as const,
        benchmark: `suite ${n} › a name of some length, as suites have`,
      }));
      const long = { ...input, result: { ...input.result, gate: { ...input.result.gate, rows } } };
      const summary = renderSummary(long);
      expect(utf8Length(summary)).toBeLessThanOrEqual(MEBIBYTE);
      const comment = renderComment(long, { gateId: 'gate', runUrl: 'https://github.com/acme/widgets/actions/runs/1' });
      expect(utf8Length(comment)).toBeLessThanOrEqual(COMMENT_LIMIT_BYTES);
      const cut = (text: string): string[] => text.split('\n').filter((line) => /^_.* are cut here/.test(line));
      return ['summary:', ...cut(summary), 'comment:', ...cut(comment)];
    },
  ),
  row(88, { case: '100,000 events (16,600 runs)', expected: 'at most 200 MB in all of the controller', layer: 'process' }, async () => {
    const script = new URL('../memory.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=120', script, '16600'], { maxBuffer: MEBIBYTE });
    const { runs, events, megabytes } = JSON.parse(stdout) as { runs: number; events: number; megabytes: number };
    expect(runs).toBe(16_600);
    expect(events).toBeGreaterThan(100_000);
    expect(megabytes).toBeLessThanOrEqual(200);
    return `${runs} runs succeeded, the process took at most 200 MB`;
  }),
  {
    number: 90,
    case: 'the dashboard’s port is in use; its clients flood it',
    because: 'there is no dashboard yet: nothing listens while a session runs. The row comes with it (runner-harness serve).',
  },
];
