import { code, table } from './markdown.ts';

/** The part of JSON Schema that the plan's schema uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/**
 * Every key of the plan file: one section with a table for each group of keys, deeper groups below the one that names them.
 *
 * @param schema `schema/plan.schema.json`
 * @param level of the first heading
 */
export function planReference(schema: Schema, level = 3): string {
  return sections('', schema, level).join('\n\n');
}

function sections(path: string, schema: Schema, level: number): string[] {
  const heading = '#'.repeat(level);
  const found: string[] = [];
  const keys = Object.entries(schema.properties ?? {});
  if (keys.length > 0) {
    const rows = keys.map(([key, value]) => [
      code(key),
      schema.required?.includes(key) ? 'required' : defaultOf(value),
      kindOf(value),
      value.description ?? '',
    ]);
    const title = path === '' ? 'The plan' : code(path);
    const intro = path === '' || schema.description === undefined ? '' : `${schema.description}\n\n`;
    found.push(`${heading} ${title}\n\n${intro}${table(['Key', 'Default', 'Value', 'Meaning'], rows)}`);
  }
  for (const [key, value] of keys) found.push(...sections(path === '' ? key : `${path}.${key}`, value, level));
  for (const variant of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])])
    found.push(...sections(variant.title === undefined ? path : `${path} (${variant.title})`, variant, level));
  if (schema.items !== undefined) found.push(...sections(`${path}[]`, schema.items, level));
  const each = schema.additionalProperties;
  if (typeof each === 'object') found.push(...sections(`${path}.<name>`, each, level));
  return found;
}

function defaultOf(schema: Schema): string {
  if (schema.default === undefined || (typeof schema.default === 'object' && schema.default !== null)) return '–';
  return code(String(schema.default));
}

/** What may stand there, in words: the type with its range, or the values themselves; an example where there is one. */
function kindOf(schema: Schema): string {
  const kind = plainKind(schema);
  const [example] = schema.examples ?? [];
  if (example === undefined || kind.includes(code(inline(example)))) return kind;
  return `${kind}, such as ${code(inline(example))}`;
}

function plainKind(schema: Schema): string {
  if (schema.const !== undefined) return code(inline(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((value) => code(inline(value))).join(' or ');
  const variants = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (variants.length > 0) return [...new Set(variants.map(plainKind))].join(' or ');
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object']);
  const range = rangeOf(schema);
  return types.map((type) => NAMES[type] ?? type).join(', ') + (range === '' ? '' : ` ${range}`);
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'group of keys',
  array: 'list',
};

function rangeOf({ minimum, maximum }: Schema): string {
  // JSON Schema writes "any whole number" as the largest that a double holds.
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (minimum !== undefined && most !== undefined) return `from ${minimum} to ${most}`;
  return minimum === undefined ? '' : `from ${minimum}`;
}

/** A value as one would write it in a plan. */
function inline(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value)
    .replaceAll(/"(\w+)":/g, '$1: ')
    .replaceAll(',', ', ');
}
