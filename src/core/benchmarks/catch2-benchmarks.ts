import { Refusal } from './refusal.ts';
import { textImporter } from './text-importer.ts';
import { toNs } from './time-units.ts';

const HEADER = /^benchmark name\s+samples\s+iterations\s+(estimated|est run time)\s*$/;
const RULE = /^-{20,}$/;
const SPAN = String.raw`([\d.]+) (\S+)`;
/** The name may be wrapped over the three lines; the columns are set to the right. */
const FIRST = new RegExp(String.raw`^(.*?)\s+(\d+)\s+(\d+)\s+${SPAN}\s*$`);
const THREE = new RegExp(String.raw`^(.*?)\s*\b${SPAN}\s+${SPAN}\s+${SPAN}\s*$`);

/** Text of Catch2's benchmarks, version 2 (`estimated`) and 3 (`est run time`). */
export const catch2 = textImporter({
  format: 'catch2',
  title: 'text of Catch2 (version 2 or 3)',
  keeps: 'mean and sd in ns with their intervals, number of samples; test case and section in the name; failed benchmarks',
  shape: 'the header `benchmark name  samples  iterations`',
  detect: (lines) => lines.some((line) => HEADER.test(line)),
  read(lines, into) {
    let place: string[] = [];
    let begun = false;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      if (RULE.test(line)) {
        const heading = headingAt(lines, i);
        if (heading !== undefined) {
          begun = false;
          place = heading.names;
          i = heading.end;
        }
        continue;
      }
      begun ||= HEADER.test(line);
      const first = begun ? FIRST.exec(line) : null;
      if (first === null) continue;
      const [mean, deviation] = [THREE.exec(lines[i + 1] ?? ''), THREE.exec(lines[i + 2] ?? '')];
      const names = [first[1] ?? '', mean?.[1] ?? '', deviation?.[1] ?? ''].map((part) => part.trim()).filter((part) => part !== '');
      const name = [...place, names.join(' ')].join(' > ');
      if (mean === null || deviation === null) {
        if (/benchmark failed|exception/i.test(`${lines[i + 1]} ${lines[i + 2]}`)) into.unmeasured(name, 'it failed', i + 1);
        else throw new Refusal(`${name}: expected "mean low high" in the next two lines`, i + 1);
        continue;
      }
      const n = Number(first[2]);
      into.add(name, { metric: 'time', aggregate: 'mean', n, ...threeOf(mean, i + 2) }, i + 2);
      into.add(name, { metric: 'time sd', aggregate: 'sd', of: 'time', n, ...threeOf(deviation, i + 3) }, i + 3);
      i += 2;
    }
  },
});

/** Test case and sections stand between two rules, indented by depth, with the place in the source below. */
function headingAt(lines: readonly string[], rule: number): { readonly names: string[]; readonly end: number } | undefined {
  for (let end = rule + 1; end < Math.min(lines.length, rule + 20); end++) {
    const line = lines[end] ?? '';
    if (HEADER.test(line) || line.trim() === '') return undefined;
    if (!RULE.test(line)) continue;
    const names = lines.slice(rule + 1, end).map((each) => each.trim());
    return names.length === 0 ? undefined : { names, end };
  }
  return undefined;
}

function threeOf(match: RegExpExecArray, line: number) {
  const [value, low, high] = [2, 4, 6].map((at) => toNs(Number(match[at]), match[at + 1] ?? ''));
  if (value === undefined || low === undefined || high === undefined) throw new Refusal(`"${match[0].trim()}" has a unit that is no time`, line);
  return { unit: 'ns', value, interval: { low, high, level: 0.95 } };
}
