import type { Collection } from './collect.ts';
import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';
import { directionOf } from './unit-direction.ts';

const RESULT = /^(Benchmark\S*)\s+(\d+)\s+(\S.*)$/;
const CONFIG = /^([a-z][^\s:A-Z]*):[ \t]*(.*)$/;
const UNIT = /^Unit\s+(\S+)\s+(\S.*)$/;
const OUTCOME = /^\s*--- (FAIL|SKIP): (Benchmark\S*)/;
/** Keys of which a change between two runs is no change of the benchmark. */
const MACHINE = new Set(['goos', 'goarch', 'cpu']);

/** What `Unit` lines say about a unit. */
interface UnitFacts {
  better?: 'smaller' | 'bigger';
  exact?: true;
}

interface Row {
  readonly name: string;
  readonly line: number;
  readonly pairs: readonly (readonly [value: number, unit: string])[];
  /** The configuration lines above it, without the package and the machine. */
  readonly config: string;
}

/** Text of `go test -bench`, with every pair of value and unit: also B/op, allocs/op, MB/s and those of `b.ReportMetric`. */
export const goBench = textImporter({
  format: 'go',
  aliases: ['go-bench'],
  title: 'text of go test -bench',
  keeps: 'every value and unit of a line (ns/op, B/op, allocs/op, MB/s, custom), repeats as raw samples, `Unit` lines, package, machine',
  shape: 'a line `BenchmarkName  N  value unit`',
  detect: (lines) =>
    lines.some((line) => line.startsWith('Benchmark') && RESULT.test(line) && /\d\s+[A-Za-z%][^\s]*\s*$/.test(line) && !line.includes('time:')),
  read(lines, into) {
    const units = new Map<string, UnitFacts>();
    const rows = readRows(lines, units, into);
    const configs = new Map<string, Set<string>>();
    for (const { name, config } of rows) configs.set(name, (configs.get(name) ?? new Set()).add(config));
    for (const { name, line, pairs, config } of rows) {
      // The same benchmark under two configurations is two benchmarks.
      const full = (configs.get(name)?.size ?? 0) > 1 && config !== '' ? `${name} [${config}]` : name;
      for (const [value, unit] of pairs) addPair(into, full, value, unit, units.get(unit), line);
    }
  },
});

function readRows(lines: readonly string[], units: Map<string, UnitFacts>, into: Collection): Row[] {
  const rows: Row[] = [];
  const config = new Map<string, string>();
  let block = true;
  for (const [i, line] of lines.entries()) {
    const result = line.startsWith('Benchmark') ? RESULT.exec(line) : null;
    const setting: RegExpExecArray | null = block ? CONFIG.exec(line) : null;
    const unit = UNIT.exec(line);
    const outcome = OUTCOME.exec(line);
    if (result !== null) rows.push(rowOf(result, config, i + 1));
    else if (unit !== null) units.set(unit[1] ?? '', unitFacts(unit[2] ?? ''));
    else if (outcome !== null) into.unmeasured(qualified(config, outcome[2] ?? ''), outcome[1] === 'FAIL' ? 'it failed' : 'it was skipped', i + 1);
    else if (setting !== null && MACHINE.has(setting[1] ?? '')) into.machine(machineKey(setting[1] ?? ''), setting[2]);
    else if (setting !== null) config.set(setting[1] ?? '', (setting[2] ?? '').trim());
    else if (/^FAIL\s+\S+\s+[\d.]+s$/.test(line)) into.unmeasured(line.split(/\s+/)[1] ?? '', 'the package failed', i + 1);
    else if (/^\s+\d+\s+[\d.]+ ns\/op\b/.test(line)) throw new Refusal('a result without a name: other output stands between the two', i + 1);
    // Configuration comes in blocks: log lines such as "listening: 8080" amid results are none.
    block = setting !== null || unit !== null || /^(\s*|PASS|ok\s.*|FAIL.*)$/.test(line);
  }
  return rows;
}

function rowOf(match: RegExpExecArray, config: ReadonlyMap<string, string>, line: number): Row {
  const [, name = '', , rest = ''] = match;
  const fields = rest.trim().split(/\s+/);
  const pairs: [number, string][] = [];
  for (let i = 0; i < fields.length; i += 2) {
    const value = Number(fields[i]);
    const unit = fields[i + 1];
    if (fields[i] === '' || !Number.isFinite(value) || unit === undefined) {
      throw new Refusal(`${name}: expected pairs of value and unit, got "${fields.slice(i, i + 2).join(' ')}"`, line);
    }
    pairs.push([value, unit]);
  }
  const others = [...config].filter(([key]) => key !== 'pkg').map(([key, value]) => `${key}: ${value}`);
  return { name: qualified(config, name), line, pairs, config: others.join(', ') };
}

const qualified = (config: ReadonlyMap<string, string>, name: string): string => (config.has('pkg') ? `${config.get('pkg')}.${name}` : name);

function unitFacts(text: string): UnitFacts {
  const facts: UnitFacts = {};
  for (const pair of text.trim().split(/\s+/)) {
    if (pair === 'assume=exact') facts.exact = true;
    if (pair === 'better=lower') facts.better = 'smaller';
    if (pair === 'better=higher') facts.better = 'bigger';
  }
  return facts;
}

function addPair(into: Collection, name: string, value: number, unit: string, facts: UnitFacts | undefined, line: number): void {
  // "p99-ns" and "text-bytes" are Go's way to name what a unit counts.
  const base = unit.slice(unit.lastIndexOf('-') + 1);
  const direction = facts?.better ?? directionOf(unit, base);
  const exact = facts?.exact === true || /^(B|bytes|allocs)(\/op)?$/.test(base);
  into.add(name, { metric: unit, unit, direction, value, samples: [value], ...(exact && { exact: true }) }, line);
}

function machineKey(key: string): 'cpu' | 'os' | 'arch' {
  if (key === 'goos') return 'os';
  return key === 'goarch' ? 'arch' : 'cpu';
}
