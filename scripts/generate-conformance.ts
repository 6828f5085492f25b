/** Writes docs/conformance.md from the rows of test/conformance and what they tell the user: `npm run docs:conformance`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderConformance } from '../test/conformance/table.ts';
import { ROOT } from './tool.ts';

const path = 'docs/conformance.md';
writeFileSync(join(ROOT, path), renderConformance());
console.log(path);
