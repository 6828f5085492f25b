import { expect, test } from 'vitest';
import type { Arrivals, Rate } from './plan.ts';
import { scheduleChart } from './schedule-chart.ts';
import { scheduleTable } from './schedule-table.ts';

const perMinute = (count: number): Rate => ({ count, perMs: 60_000 });
const flat = (count: number, durationMs: number) => ({ from: perMinute(count), to: perMinute(count), durationMs });
const segments = (...all: { from: Rate; to: Rate; durationMs: number }[]): Arrivals => ({
  model: 'open',
  shape: 'segments',
  segments: all,
  spacing: 'even',
});
const spike = segments(flat(5, 390_000), flat(60, 120_000), flat(5, 390_000));
const drawn = (arrivals: Arrivals, columns = 16, height = 4) => {
  const chart = scheduleChart(arrivals, 's', columns, height);
  return chart === undefined ? undefined : `${chart.of}, top ${chart.top}\n${chart.rows.map((row) => row.trimEnd()).join('\n')}`;
};

test('a ramp goes up, and what is there is seen', () => {
  expect(drawn(segments({ from: perMinute(0), to: perMinute(60), durationMs: 300_000 }), 8, 2)).toMatchInlineSnapshot(`
    "arrivals a minute, top 56.25
        ▂▄▆█
    ▁▃▅▇████"
  `);
});

test('a spike stands out', () => {
  expect(drawn(spike)).toMatchInlineSnapshot(`
    "arrivals a minute, top 60
           ██
           ██
           ██
    ▃▃▃▃▃▃▅██▅▃▃▃▃▃▃"
  `);
});

test('bursts by their size, places by their number', () => {
  expect(drawn({ model: 'open', shape: 'bursts', sizes: [10, 20, 5], everyMs: 60_000 }, 9, 2)).toMatchInlineSnapshot(`
    "arrivals at once, top 20
        █
    █   █   ▄"
  `);
  expect(
    drawn(
      {
        model: 'closed',
        shape: 'places',
        segments: [
          { from: 0, to: 4, durationMs: 60_000 },
          { from: 4, to: 4, durationMs: 60_000 },
        ],
      },
      8,
      2,
    ),
  ).toMatchInlineSnapshot(`
    "places, top 4
       ▄████
     ▄██████"
  `);
});

test('what never changes takes one row; what has no course takes none', () => {
  expect(drawn({ model: 'open', shape: 'constant', rate: perMinute(10), durationMs: 60_000 }, 4)).toBe('arrivals a minute, top 10\n████');
  expect(drawn({ model: 'closed', runs: 5, concurrency: 5 })).toBeUndefined();
  expect(drawn({ model: 'adaptive', shape: 'search', search: { initial: perMinute(1), maxRate: perMinute(2), slo: [] } })).toBeUndefined();
});

test('each row is as wide as it was asked to be, at random too', () => {
  const poisson: Arrivals = { ...spike, shape: 'segments', model: 'open', segments: [flat(30, 600_000)], spacing: 'poisson' };
  const chart = scheduleChart(poisson, 's', 10, 4);
  expect(chart?.rows.every((row) => row.length === 10)).toBe(true);
});

test('the parts as rows: their slots add up', () => {
  expect(scheduleTable(spike)).toEqual([
    ['from', 'to', 'a minute', 'runs'],
    ['0', '+6m30s', '5', '33'],
    ['+6m30s', '+8m30s', '60', '120'],
    ['+8m30s', '+15m', '5', '32'],
  ]);
  expect(scheduleTable(segments(flat(5, 60_000)))).toEqual([]);
  expect(scheduleTable({ model: 'open', shape: 'bursts', sizes: [10, 20], everyMs: 60_000 })).toEqual([
    ['from', 'to', 'a minute', 'runs'],
    ['0', '', 'at once', '10'],
    ['+1m', '', 'at once', '20'],
  ]);
  const ramp = { initial: perMinute(5), increment: perMinute(5), until: perMinute(500), levelMs: 60_000, slo: [] };
  expect(scheduleTable({ model: 'adaptive', shape: 'ramp', ramp }).at(-1)).toEqual(['…', '', '', '89 more']);
});
