import { toJSONSchema } from 'zod/mini';
import { planFile, TARGETS } from './plan-file.ts';

/**
 * The plan file as JSON Schema (draft 2020-12), made from the schema that the parser uses. Apart from the parser on purpose: the Action never loads it.
 *
 * It knows every key, type, form and default. What needs arithmetic (ranges of durations, inputs of target and scenario together) only the parser knows.
 */
export function planSchema(): Record<string, unknown> {
  const { $schema, ...schema } = toJSONSchema(planFile, {
    io: 'input',
    target: 'draft-2020-12',
    // "suite" and "plans" say the test themselves.
    override: ({ jsonSchema }) => {
      if (jsonSchema.title !== 'suite') return;
      delete jsonSchema.required;
      jsonSchema.anyOf = [{ required: ['suite'] }, { required: ['plans'] }];
    },
  });
  const properties = schema.properties ?? {};
  const { target } = properties;
  if (typeof target === 'object') {
    const { description, default: _, ...long } = target;
    properties.target = { ...(description !== undefined && { description }), anyOf: [{ enum: [...TARGETS] }, long], examples: [...TARGETS] };
  }
  return { $schema, ...schema, properties };
}
