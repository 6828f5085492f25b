/** Writes schema/plan.schema.json from the plan file's schema; `npm run docs` does it with the rest. A test fails when it was forgotten. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { planSchema } from '../src/core/plan/plan-schema.ts';

const folder = new URL('../schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('plan.schema.json', folder), `${JSON.stringify(planSchema(), undefined, 2)}\n`);
