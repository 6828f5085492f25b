import { WorkflowExpressionError } from './expressions.ts';

export type MatrixCell = Readonly<Record<string, unknown>>;

/**
 * The combinations of a matrix by GitHub's rules: the product of the vectors, without what `exclude` names, then each `include`
 * joined to every combination whose original values it does not change, or else a combination of its own.
 *
 * @throws WorkflowExpressionError for a vector that is no list or an empty one
 */
export function expandMatrix(matrix: unknown): MatrixCell[] {
  if (typeof matrix !== 'object' || matrix === null || Array.isArray(matrix))
    throw new WorkflowExpressionError(`a matrix must be a mapping, not ${JSON.stringify(matrix)}`);
  const { include, exclude, ...vectors } = matrix as Readonly<Record<string, unknown>>;
  let cells: MatrixCell[] = Object.keys(vectors).length === 0 ? [] : [{}];
  for (const [name, values] of Object.entries(vectors)) {
    if (!Array.isArray(values) || values.length === 0) throw new WorkflowExpressionError(`Matrix vector '${name}' does not contain any values`);
    cells = cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value })));
  }
  const excluded = entries(exclude);
  const base = cells.filter((cell) => !excluded.some((entry) => Object.entries(entry).every(([key, value]) => same(cell[key], value))));
  const combined: { original: MatrixCell; cell: MatrixCell }[] = base.map((cell) => ({ original: cell, cell }));
  const added: MatrixCell[] = [];
  for (const entry of entries(include)) {
    let joined = false;
    for (const one of combined) {
      if (Object.entries(entry).some(([key, value]) => key in one.original && !same(one.original[key], value))) continue;
      one.cell = { ...one.cell, ...entry };
      joined = true;
    }
    if (!joined) added.push(entry);
  }
  return [...combined.map(({ cell }) => cell), ...added];
}

function entries(value: unknown): MatrixCell[] {
  return Array.isArray(value) ? value.filter((item): item is MatrixCell => typeof item === 'object' && item !== null) : [];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
