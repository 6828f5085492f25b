import type { Collection } from './collect.ts';
import { isObject } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import type { JsonValue } from './json-value.ts';
import { Refusal } from './refusal.ts';
import { addStatistics } from './statistics.ts';

const MAX_DEPTH = 50;

/** BenchmarkTools.jl's JSON: trials with raw times, or estimates of them. */
export const julia = jsonImporter({
  format: 'julia',
  title: 'a JSON file of BenchmarkTools.jl',
  keeps: 'time and gctime in ns (of trials, all times as raw samples), memory in B, allocations; groups in the name',
  shape: 'an array that begins with `{ "Julia", "BenchmarkTools" }`',
  repeats: 'refused',
  detect: (json) => Array.isArray(json) && isObject(json[0]) && ('BenchmarkTools' in json[0] || 'Julia' in json[0]),
  read(document, into) {
    const [, values] = document.items();
    if (values === undefined) throw new Refusal('it ends after the versions');
    for (const [i, value] of values.items().entries()) readNode(value, values.items().length > 1 ? [String(i + 1)] : [], into);
  },
});

/** Every node is a pair: its type and its content. */
function readNode(node: JsonValue, names: readonly string[], into: Collection): void {
  if (names.length > MAX_DEPTH) throw new Refusal(`groups lie deeper than ${MAX_DEPTH}`, node.path.slice(0, 8));
  const [type, content] = node.items();
  if (type === undefined || content === undefined) throw node.wrong('a pair of type and content');
  const name = names.length === 0 ? 'benchmark' : names.join(' > ');
  switch (type.text()) {
    case 'BenchmarkGroup':
      for (const [key, child] of content.get('data').entries()) readNode(child, [...names, key], into);
      return;
    case 'Trial': {
      const times = content.get('times').maybeNumbers();
      if (times === undefined) into.unmeasured(name, 'it has no times');
      else addStatistics(into, name, { metric: 'time', unit: 'ns', samples: times }, content.path);
      const gctimes = content.get('gctimes').maybeNumbers();
      if (gctimes !== undefined) addStatistics(into, name, { metric: 'gctime', unit: 'ns', samples: gctimes }, content.path);
      readMemory(content, name, into);
      return;
    }
    case 'TrialEstimate':
      into.addMaybe(name, { metric: 'time', unit: 'ns', value: content.get('time').maybeNumber() }, content.path);
      into.addMaybe(name, { metric: 'gctime', unit: 'ns', value: content.get('gctime').maybeNumber() }, content.path);
      readMemory(content, name, into);
      return;
    case 'TrialRatio':
    case 'TrialJudgement':
      into.unmeasured(name, `a ${type.text()} is a comparison and holds no value`);
      return;
    default:
      throw new Refusal(`${name}: unknown type ${JSON.stringify(type.text())}`, type.path);
  }
}

function readMemory(content: JsonValue, name: string, into: Collection): void {
  into.addMaybe(name, { metric: 'memory', unit: 'B', value: content.get('memory').maybeNumber(), exact: true }, content.path);
  into.addMaybe(name, { metric: 'allocs', unit: 'allocs', value: content.get('allocs').maybeNumber(), exact: true }, content.path);
}
