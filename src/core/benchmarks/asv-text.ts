import { unitOf } from './asv-results.ts';
import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';
import { toNs } from './time-units.ts';

const RESULT = /^\[\s*[\d.]+%\]\s+·+\s+(\S+)\s{2,}(\S.*?)\s*$/;
const ENVIRONMENT = /^\[\s*[\d.]+%\]\s+·+ (?:Benchmarking|For .*\bin) (\S+)\s*$/;
const VALUE = /^([\d.]+(?:e[+-]?\d+)?)(?:±([\d.]+(?:e[+-]?\d+)?))?\s*([a-zA-Zμµ]*)$/;
const POWERS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
]);

/** What `asv run` and `asv dev` print. Rounded to three digits: the result files say more. */
export const asvText = textImporter({
  format: 'asv-text',
  title: 'text of asv run',
  keeps: 'time in ns with its spread, memory in B; the environment in the name; failed benchmarks',
  shape: 'lines `[ 40.00%] ··· module.name   11.2±0.01μs`',
  detect: (lines) => lines.some((line) => line.startsWith('[') && RESULT.test(line)),
  read(lines, into) {
    let environment = '';
    for (const [i, line] of lines.entries()) {
      environment = ENVIRONMENT.exec(line)?.[1] ?? environment;
      const match = line.startsWith('[') ? RESULT.exec(line) : null;
      if (match === null || /^(Running|Setting|Building|Installing|Uninstalling|Discovering)$/.test(match[1] ?? '')) continue;
      const [, plain = '', shown = ''] = match;
      const name = environment === '' ? plain : `${plain} [${environment}]`;
      const value = VALUE.exec(shown);
      if (value === null) {
        const table = shown === 'ok' || /^\d+\/\d+ failed$/.test(shown);
        into.unmeasured(name, table ? 'its values stand in a table of parameters: give the JSON result file' : shown, i + 1);
        continue;
      }
      const [, digits = '', spread, unit = ''] = value;
      const ns = toNs(Number(digits), unit);
      if (ns !== undefined && unitOf(plain) !== 'B') {
        into.add(
          name,
          { metric: 'time', unit: 'ns', value: ns, aggregate: 'median', ...(spread !== undefined && { range: `± ${spread} ${unit}` }) },
          i + 1,
        );
        continue;
      }
      const power = POWERS.get(unit);
      if (power === undefined) throw new Refusal(`${plain}: the unit of "${shown}" is unknown`, i + 1);
      const memory = unitOf(plain) === 'B';
      into.add(name, { metric: memory ? 'memory' : 'value', unit: memory ? 'B' : '', value: Number(digits) * power }, i + 1);
    }
  },
});
