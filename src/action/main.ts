import { setFlagsFromString } from 'node:v8';
import * as core from '@actions/core';
import { IS_POST } from './post-state.ts';
import { reportCrash, runMain } from './run-main.ts';

/**
 * The controller shares its machine with whatever else the job does, and mostly waits: V8 shall rather collect more often than grow. By itself it
 * lets the garbage of read lists pile up to several times of what 10,000 runs need. Both flags are read at every collection.
 */
const MEMORY_FLAGS = ['--semi-space-growth-factor=1', '--heap-growing-percent=25'];

/** How long what nobody waits for any more (an upload that was given up) may keep the process. */
const LINGER_MS = 200;

for (const flag of MEMORY_FLAGS) setFlagsFromString(flag);

// The runner starts this file for `main` and again for `post`; only what main saved tells the two apart, so it saves that first.
const post = core.getState(IS_POST) === 'true';
if (!post) core.saveState(IS_POST, 'true');
// A bug in a place that nobody awaits still ends through the one door to the log.
process.once('uncaughtException', (error) => {
  reportCrash(error, process.env);
  process.exit(1);
});
// What only one of the two needs, or only a request that has nothing wrong with it, is loaded then.
process.exitCode = await (post ? (await import('./run-post.ts')).runPost(process) : runMain(process));
setTimeout(() => process.exit(), LINGER_MS).unref();
