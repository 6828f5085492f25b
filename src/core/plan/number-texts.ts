import type { Path, Places } from './document.ts';
import type { PathProblem } from './path-problem.ts';
import { isGroup } from './unit-leaves.ts';

/**
 * Inputs are sent as text, so a number must come out as it was written: `1.10` is the number 1.1 to YAML, and would be sent as "1.1". Such numbers are
 * refused with the way out (quotes); `30` and `0.5` are fine.
 */
export function numberTexts(raw: unknown, places: Places): PathProblem[] {
  if (!isGroup(raw)) return [];
  const problems: PathProblem[] = [];
  const look = (path: Path, holder: unknown) => {
    if (!isGroup(holder) || !isGroup(holder.inputs)) return;
    for (const [name, value] of Object.entries(holder.inputs)) told([...path, 'inputs', name], value);
  };
  const told = (at: Path, value: unknown) => {
    const source = places.get(at)?.source;
    if (typeof value !== 'number' || source === undefined || source === String(value)) return;
    problems.push({
      path: at,
      part: 'value',
      message: `${source} is a number here and would be sent as "${value}"`,
      fix: `write "${source}" in quotes`,
    });
  };
  if (isGroup(raw.target)) for (const [kind, settings] of Object.entries(raw.target)) look(['target', kind], settings);
  if (isGroup(raw.scenarios)) {
    for (const [name, scenario] of Object.entries(raw.scenarios)) {
      const at = ['scenarios', name];
      look(at, scenario);
      if (!isGroup(scenario)) continue;
      if (Array.isArray(scenario.units)) for (const [n, unit] of scenario.units.entries()) look([...at, 'units', n], unit);
      for (const [input, values] of Object.entries(isGroup(scenario.over) ? scenario.over : {})) {
        if (Array.isArray(values)) for (const [n, value] of values.entries()) told([...at, 'over', input, n], value);
      }
    }
  }
  return problems;
}
