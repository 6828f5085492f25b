import { isObject } from './importer.ts';
import { jsonImporter } from './json-importer.ts';
import type { JsonValue } from './json-value.ts';
import { repeatedNames } from './repeated-names.ts';
import { addStatistics } from './statistics.ts';

/** hyperfine's `--export-json`. */
export const hyperfine = jsonImporter({
  format: 'hyperfine',
  title: 'a JSON file of hyperfine',
  keeps: 'time in s: median, mean, min, max, sd, times as raw samples; user and system time; memory; parameters in the name where it repeats',
  shape: '`results[]` with `command` and `mean`',
  repeats: 'refused',
  detect: (json) =>
    isObject(json) && Array.isArray(json.results) && json.results.some((each) => isObject(each) && 'command' in each && 'mean' in each),
  read(document, into) {
    const results = document.get('results').items();
    const commands = results.map((result) => result.get('command').text());
    const repeated = repeatedNames(commands);
    for (const [i, result] of results.entries()) {
      const command = commands[i] ?? '';
      const name = repeated.has(command) ? `${command}${parametersOf(result)}` : command;
      const number = (key: string) => result.get(key).maybeNumber();
      const measured = addStatistics(
        into,
        name,
        {
          metric: 'time',
          unit: 's',
          samples: result.get('times').maybeNumbers(),
          median: number('median'),
          mean: number('mean'),
          min: number('min'),
          max: number('max'),
          sd: number('stddev'),
        },
        result.path,
      );
      if (!measured) into.unmeasured(name, 'it has no times');
      for (const metric of ['user', 'system'] as const)
        into.addMaybe(name, { metric, unit: 's', value: number(metric), aggregate: 'mean' }, result.path);
      const memory = result.get('memory_usage_byte').maybeNumbers();
      if (memory !== undefined) addStatistics(into, name, { metric: 'memory', unit: 'B', samples: memory }, result.path);
    }
  },
});

function parametersOf(result: JsonValue): string {
  const parameters = result.get('parameters');
  if (!isObject(parameters.value)) return '';
  return ` (${parameters
    .entries()
    .map(([key, value]) => `${key}=${String(value.value)}`)
    .join(', ')})`;
}
