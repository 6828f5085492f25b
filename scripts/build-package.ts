/** Before npm packs: compiles the library and the command line from scratch, so that no file of a deleted source gets into the package. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runTool } from './tool.ts';

rmSync(join(ROOT, 'build'), { recursive: true, force: true });
const { code } = await runTool('typescript/tsc', ['-b', 'src', 'src/cli']);
if (code !== 0) process.exit(code);

const program = 'bin/runner-harness.js';
if (!readFileSync(join(ROOT, program), 'utf8').startsWith('#!/usr/bin/env node\n')) {
  console.error(`${program} must start with #!/usr/bin/env node, or npx runner-harness runs it as a shell script.`);
  process.exit(1);
}
