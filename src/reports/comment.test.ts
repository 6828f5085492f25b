import { describe, expect, it } from 'vitest';
import { HOSTILE_NAMES, sampleInput } from '../../test/support/sample-result.ts';
import { readCommentMarker } from '../core/delivery/comment-marker.ts';
import type { GateRow, GateVerdict, ReportInput } from '../core/result.ts';
import { COMMENT_LIMIT_BYTES, renderComment } from './comment.ts';
import { utf8Length } from './escape/base64.ts';

const MARK = { gateId: 'bench --> x', runId: '42', attempt: 1 };

function gated(rows: readonly GateRow[]): ReportInput {
  const { result, runs, jobs } = sampleInput();
  return { result: { ...result, gate: { baseline: 'artifact:baseline', margin: 0.1, rows } }, runs, jobs };
}

function row(benchmark: string, verdict: GateVerdict, change: number): GateRow {
  const reason = `${benchmark}: ${change * 100} % slower`;
  return { benchmark, metric: 'time', unit: 'ms', direction: 'smaller', baseline: 1, current: 1 + change, change, verdict, reason };
}

describe('renderComment', () => {
  it('begins with the marker of its gate, which no reader sees', () => {
    const text = renderComment(gated([row('parse', 'regressed', 0.3)]), { ...MARK, runUrl: 'https://github.com/acme/widgets/actions/runs/42' });
    expect(readCommentMarker(text)).toEqual(MARK);
    expect(text).toContain('[run](https://github.com/acme/widgets/actions/runs/42)');
    expect(text).toContain('parse');
  });

  it('has at most 65,000 bytes for 10,000 rows, the worst first, and says what was cut', () => {
    const passed = Array.from({ length: 10_000 }, (_, i) => row(`steady ${i}`, 'passed', 0.001));
    const worse = Array.from({ length: 900 }, (_, i) => row(`slow ${i}`, 'regressed', 0.2 + i / 1000));
    const text = renderComment(gated([...passed, ...worse]), MARK);
    expect(utf8Length(text)).toBeLessThanOrEqual(COMMENT_LIMIT_BYTES);
    expect(text).toContain('slow 899');
    expect(text).not.toContain('slow 0 ');
    expect(text).toMatch(/lines of “comparison with the baseline” are cut here/);
    expect(text).toContain('900 regressed, 10000 passed');
  });

  it('mentions nobody and opens no second comment, whatever the benchmarks are called', () => {
    const text = renderComment(gated(HOSTILE_NAMES.map((name, i) => row(name, 'regressed', i / 10))), MARK);
    expect(text).not.toMatch(/(^|[^\w&;])@octocat/);
    expect(text.match(/<!--/g)).toHaveLength(1);
    expect(text).not.toContain('<script');
  });
});
