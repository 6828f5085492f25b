/** Is the committed `dist/` what the source gives? Bundles into a temporary folder and compares byte by byte. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleAction, readFolder } from './bundle.ts';
import { ROOT, runTool } from './tool.ts';

/** What Node loads at the start of the Action; the artifact client is a chunk of its own that loads on demand. */
const MAX_ENTRY_BYTES = 1_200_000;

const { code } = await runTool('typescript/tsc', ['-b', 'src/action']);
if (code !== 0) process.exit(code);

const folder = mkdtempSync(join(tmpdir(), 'runner-harness-dist-'));
const problems: string[] = [];
try {
  await bundleAction(folder);
  const fresh = readFolder(folder);
  const committed = readFolder(join(ROOT, 'dist'));
  for (const [name, bytes] of fresh) {
    const old = committed.get(name);
    if (old === undefined) problems.push(`dist/${name} is missing`);
    else if (!old.equals(bytes)) problems.push(`dist/${name} differs: ${old.length} bytes committed, ${bytes.length} bytes built`);
  }
  for (const name of committed.keys()) if (!fresh.has(name)) problems.push(`dist/${name} is stale: the source no longer gives it`);
  const entry = fresh.get('index.js')?.length ?? 0;
  if (entry > MAX_ENTRY_BYTES)
    problems.push(`dist/index.js has ${entry} bytes, more than ${MAX_ENTRY_BYTES}: import what is not needed at the start lazily`);
  console.log(`${fresh.size} files compared, dist/index.js ${entry.toLocaleString('en')} bytes`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (problems.length > 0) {
  console.error(`${problems.join('\n')}\nRun npm run build and commit dist/.`);
  process.exit(1);
}
