import type { RunDetails } from '../../src/core/timing/records.ts';

/** The details that a target gave; fails the test when it had none. */
export function knownDetails(answer: RunDetails | { readonly unclear: string } | undefined): RunDetails {
  if (answer === undefined) throw new Error('the server does not know the run');
  if ('unclear' in answer) throw new Error(`the run could not be asked for: ${answer.unclear}`);
  return answer;
}
