/**
 * Runs before every npm script that starts TypeScript: an older Node would only say "Unknown file extension .ts".
 * Plain JavaScript, so that every Node can read it.
 */
const wanted = 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < wanted) {
  console.error(
    `Runner Harness needs Node ${wanted} or newer; this is ${process.version} (${process.execPath}).\n` +
      'On Linux x64, npm ci installs its own Node 24 and npm scripts use it: run npm ci without --omit=optional, then npm start or npm test.\n' +
      'Elsewhere install Node 24 (https://nodejs.org) or let your version manager read .node-version.',
  );
  process.exit(1);
}
