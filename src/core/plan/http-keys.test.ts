import { describe, expect, it } from 'vitest';
import { parsePlan } from './parse-plan.ts';
import { formatProblem } from './problem.ts';

const parse = (http: string) =>
  parsePlan(`version: 1\nname: remote\ntarget: { http: ${http} }\nscenarios: { all: { test: performance, runs: 2, command: npm test } }\n`, {
    format: 'yaml',
  });

describe('the target http', () => {
  it.each([
    ['{ url: "http://127.0.0.1:8090" }', { url: 'http://127.0.0.1:8090', transport: 'http', tokenEnv: 'RUNNER_HARNESS_SERVER_TOKEN' }],
    [
      '{ url: "https://runner.example/commands/", transport: ws, token-env: MY_TOKEN }',
      { url: 'https://runner.example/commands', transport: 'ws', tokenEnv: 'MY_TOKEN' },
    ],
    ['{ url: "http://[::1]:80" }', { url: 'http://[::1]:80', transport: 'http', tokenEnv: 'RUNNER_HARNESS_SERVER_TOKEN' }],
  ])('%s', (text, http) => {
    const read = parse(text);
    expect(read.ok ? read.plan.target : read.problems).toEqual({ kind: 'http', http });
  });

  const form = 'the address of a command server, such as http://127.0.0.1:8090';
  it.each([
    ['{}', `3:11: target.http.url: is missing: expected ${form}`],
    ['{ url: 8090 }', `3:24: target.http.url: expected ${form}, got 8090`],
    ['{ url: "127.0.0.1:8090" }', `3:24: target.http.url: expected ${form}, got "127.0.0.1:8090": write "http://127.0.0.1:8090"`],
    ['{ url: "ws://a:1" }', `3:24: target.http.url: expected ${form}, got "ws://a:1": write "http://a:1" and "transport: ws"`],
    ['{ url: "ftp://a" }', `3:24: target.http.url: expected ${form}, got "ftp://a"`],
    [
      '{ url: "http://me:secret@a:1" }',
      '3:24: target.http.url: an address with a user or a password is refused: put the token into the environment: see token-env',
    ],
    ['{ url: "http://a:99999" }', `3:24: target.http.url: expected ${form}, got "http://a:99999"`],
    ['{ url: "http://a/?x=1" }', `3:24: target.http.url: expected ${form}, without "?" and "#", got "http://a/?x=1"`],
    ['{ url: "http://a", transport: grpc }', '3:47: target.http.transport: expected "http" or "ws", got the text "grpc"'],
    ['{ url: "http://a", token: x }', '3:36: target.http.token: unknown key "token": known here: url, transport, token-env'],
    ['{ url: "http://a", token-env: "a b" }', '3:47: target.http.token-env: expected the name of a variable, got the text "a b"'],
  ])('%s is refused', (text, message) => {
    const read = parse(text);
    expect(read.ok ? [] : read.problems.map((problem) => formatProblem(problem, 'plan'))).toEqual([`plan:${message}`]);
  });
});
