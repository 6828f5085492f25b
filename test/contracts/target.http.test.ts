import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/app/system-clock.ts';
import type { HttpSpec, Unit } from '../../src/core/plan/plan.ts';
import { createServer } from '../../src/server/create-server.ts';
import { createHttpTarget } from '../../src/targets/http/http-target.ts';
import { lossyProxy } from '../support/lossy-proxy.ts';
import { planOf, scenarioOf } from '../support/plans.ts';
import { targetContract } from './target.contract.ts';

for (const transport of ['http', 'ws'] as const) {
  targetContract(`http, ${transport}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'runner-harness-contract-'));
    const token = 'a-token-of-the-test';
    const server = await createServer({
      token,
      folder,
      database: join(folder, 'server.db'),
      reportRoot: join(folder, 'reports'),
      env: process.env,
      allowHosts: ['127.0.0.1'],
    });
    const proxy = await lossyProxy(server.url);
    const spec: HttpSpec = { url: proxy.url, transport, tokenEnv: 'TOKEN' };
    const clock = systemClock();
    const target = createHttpTarget({ spec, token, clock });
    const body = { kind: 'command', run: { shell: 'sleep 0.2; echo done' }, exitCode: 0, patterns: ['done'] } as const;
    const units: readonly [Unit] = [{ workflow: 'waits', inputs: {}, work: { id: 'waits', body, timeoutMs: 10_000 } }];
    return {
      target,
      plan: planOf([scenarioOf({ model: 'closed', runs: 5, concurrency: 5 }, { units })], { target: { kind: 'http', http: spec } }),
      clock,
      run: (work) => work,
      runs: () => server.commands(),
      loseNextAnswer: () => proxy.loseNextAnswer(),
      close: async () => {
        await proxy.close();
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  });
}
