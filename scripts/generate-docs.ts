/** Writes the schema of plans and the generated documents: `npm run docs`. A test fails when the committed ones are not what this writes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDocs } from './docs/generate.ts';
import './generate-plan-schema.ts';
import { ROOT, runTool } from './tool.ts';

const { code } = await runTool('typescript/tsc', ['-b', 'src']);
if (code !== 0) process.exit(code);
for (const [path, text] of generateDocs()) {
  writeFileSync(join(ROOT, path), text);
  console.log(path);
}
