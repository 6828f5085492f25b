/** Compiles everything from scratch into `build/` and bundles the Action into `dist/`, which is committed. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleAction, readFolder } from './bundle.ts';
import { ROOT, runTool } from './tool.ts';

rmSync(join(ROOT, 'build'), { recursive: true, force: true });
const { code } = await runTool('typescript/tsc', ['-b']);
if (code !== 0) process.exit(code);

const dist = join(ROOT, 'dist');
await bundleAction(dist);
for (const [name, bytes] of readFolder(dist)) console.log(`dist/${name}  ${bytes.length.toLocaleString('en')} bytes`);
