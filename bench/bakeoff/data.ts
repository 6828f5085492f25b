import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Night, ScalarSeries, Suite } from './series.ts';
import { generateHistory, generateNights } from './twins.ts';

export interface BakeoffData {
  readonly source: 'real' | 'generated';
  readonly suites: readonly Suite[];
  readonly nights: readonly Night[];
}

const FOLDER = join(import.meta.dirname, '../../../shared/data/history');

/** The real data where they are, otherwise twins of the same shape. */
export function bakeoffData(): BakeoffData {
  const history = join(FOLDER, 'github-action-benchmark.gh-pages.data.js');
  const nights = join(FOLDER, 'golang-aa');
  if (!existsSync(history) || !existsSync(nights)) return { source: 'generated', suites: generateHistory(), nights: generateNights() };
  return { source: 'real', suites: readHistory(readFileSync(history, 'utf8')), nights: readNights(nights) };
}

interface DataFile {
  readonly entries: Readonly<
    Record<
      string,
      readonly { readonly tool: string; readonly benches: readonly { readonly name: string; readonly value: number; readonly unit: string }[] }[]
    >
  >;
}

function readHistory(text: string): readonly Suite[] {
  const { entries } = JSON.parse(text.slice(text.indexOf('=') + 1).replace(/;\s*$/, '')) as DataFile;
  return Object.entries(entries).map(([name, runs]) => {
    const names = [...new Set(runs.flatMap(({ benches }) => benches.map((bench) => bench.name)))];
    const series = names.map((name): ScalarSeries => {
      const found = runs.map(({ benches }) => benches.find((bench) => bench.name === name));
      const unit = found.find((bench) => bench !== undefined)?.unit ?? '';
      const rate = /\/s(ec)?$/.test(unit);
      const tool = runs.at(-1)?.tool ?? '';
      return {
        name,
        unit: unit.split('\t')[0] ?? unit,
        direction: rate ? 'bigger' : 'smaller',
        toolDirection: tool === 'benchmarkjs' || tool === 'pytest' ? 'bigger' : 'smaller',
        undirected: !rate && !/^[nuµm]?s\b/.test(unit),
        values: found.map((bench) => bench?.value ?? Number.NaN),
      };
    });
    return { name, runs: runs.length, series };
  });
}

function readNights(folder: string): readonly Night[] {
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const night = new Map<string, number[]>();
      for (const line of gunzipSync(readFileSync(join(folder, file)))
        .toString('utf8')
        .split('\n')) {
        const [, name, rest] = /^(Benchmark\S+)\s+\d+\s+(.*)/.exec(line) ?? [];
        const [, value] = / ?([\d.e+]+) ns\/op/.exec(rest ?? '') ?? [];
        if (name === undefined || value === undefined) continue;
        const values = night.get(name);
        if (values === undefined) night.set(name, [Number(value)]);
        else values.push(Number(value));
      }
      for (const values of night.values()) values.sort((a, b) => a - b);
      return night;
    });
}
