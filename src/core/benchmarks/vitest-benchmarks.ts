import type { Collection } from './collect.ts';
import { isObject, own } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import type { JsonValue } from './json-value.ts';
import { addTinybench, isTinybenchResult } from './tinybench-statistics.ts';

/** vitest's `bench --outputJson`, and the `testResults` of its first versions. */
export const vitestBench = jsonImporter({
  format: 'vitest',
  aliases: ['vitest-bench'],
  title: 'a JSON file of vitest bench',
  keeps: 'time in ms: median, mean, min, max, sd, percentiles, samples where they are there; ops/s',
  shape: '`files[].groups[].benchmarks[]`, or `testResults` with `hz`',
  repeats: 'refused',
  detect(json) {
    if (!isObject(json)) return false;
    const files = own(json, 'files');
    if (Array.isArray(files)) return files.some((file) => isObject(file) && Array.isArray(file.groups));
    const results = own(json, 'testResults');
    return isObject(results) && Object.values(results).some((group) => Array.isArray(group) && group.some(isTinybenchResult));
  },
  read(document, into) {
    if (document.get('files').present) {
      for (const file of document.get('files').items()) {
        for (const group of file.get('groups').items()) readGroup(group.get('fullName').text(), group.get('benchmarks'), into);
      }
      return;
    }
    for (const [group, benchmarks] of document.get('testResults').entries()) readGroup(group, benchmarks, into);
  },
});

function readGroup(group: string, benchmarks: JsonValue, into: Collection): void {
  for (const benchmark of benchmarks.items()) {
    const name = `${group} > ${benchmark.get('name').text()}`;
    if (!addTinybench(into, name, benchmark)) into.unmeasured(name, 'it has no samples');
  }
}
