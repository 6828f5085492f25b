import type { FleetModel } from '../../src/core/fleet/model.ts';
import { seededRandom } from '../../src/core/random.ts';
import { HOUR_MS, SECOND_MS } from '../../src/core/time.ts';
import { readWorkflowFile, type WorkflowFile } from '../../src/core/workflow/workflow-source.ts';
import type { EmbeddedGitHub } from '../../src/simulator/embedded-github.ts';
import { type HandClock, handClock } from './simulator-client.ts';

/** A repository that has a history: two workflows, matrix, needs, failures, people who cancel and run again. */
export const BUSY_FLEET: FleetModel = {
  pools: [{ name: 'pool', runners: 6, startupMs: 7_000 }],
  execution: { meanMs: 90_000, cv: 0.6 },
  failureRate: 0.05,
  seed: 5,
};

export const BUSY_WORKFLOWS: readonly WorkflowFile[] = [
  readWorkflowFile(
    'ci.yml',
    `name: CI
on: workflow_dispatch
jobs:
  build:
    runs-on: ubuntu-latest
    steps: [{ run: sleep 60 }]
  test:
    needs: build
    strategy: { fail-fast: false, matrix: { shard: [1, 2] } }
    runs-on: [self-hosted, linux]
    steps: [{ run: sleep 60 }]
  deploy:
    needs: test
    if: false
    runs-on: ubuntu-latest
    steps: [{ run: sleep 5 }]
`,
  ),
  readWorkflowFile(
    'nightly.yml',
    `name: "<script>alert(1)</script> | nightly"
on: workflow_dispatch
jobs:
  "long":
    name: "::error::long \\u001b[31m|x"
    runs-on: windows-latest
    steps: [{ run: sleep 300 }]
`,
  ),
];

export const HISTORY_STARTS = Date.UTC(2026, 10, 20, 9, 0, 0);

/** Everything that happened: what a request of a client, as people's tools send it, asks for. */
export function makeHistory(github: EmbeddedGitHub, clock: HandClock, runs: number, everyMs: number): void {
  const random = seededRandom('history');
  const call = (method: string, url: string, body = ''): number => {
    const outcome = github.handle(
      { method, url, headers: { host: 'x', authorization: 'token people', accept: '*/*' }, body: new TextEncoder().encode(body) },
      'api',
    );
    return outcome.kind === 'answer' ? outcome.response.status : 0;
  };
  for (let n = 0; n < runs; n++) {
    clock.advance(-everyMs * Math.log(1 - random.next()));
    const workflow = random.next() < 0.8 ? 'ci.yml' : 'nightly.yml';
    call('POST', `/repos/octo/fleet/actions/workflows/${workflow}/dispatches`, JSON.stringify({ ref: 'main' }));
    const chance = random.next();
    const [any] = github.truth().length > 5 && chance < 0.06 ? github.truth().slice(-1 - Math.floor(random.next() * 5)) : [];
    if (any === undefined) continue;
    if (chance < 0.03) call('POST', `/repos/octo/fleet/actions/runs/${any.id}/cancel`);
    else call('POST', `/repos/octo/fleet/actions/runs/${any.id}/rerun-failed-jobs`);
  }
}

export { HOUR_MS, handClock, SECOND_MS };
