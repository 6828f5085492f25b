import { describe, expect, it } from 'vitest';
import { commandEnvironment, isForbiddenName } from './environment.ts';

describe('commandEnvironment', () => {
  it('hands on what programs need, and nothing else', () => {
    const from = {
      PATH: '/bin',
      HOME: '/home/me',
      LANG: 'de_DE.UTF-8',
      LC_ALL: 'C',
      TMPDIR: '/var/tmp',
      EDITOR: 'vi',
      npm_config_registry: 'x',
      TERM: 'xterm',
    };
    expect(commandEnvironment({ from })).toEqual({
      CI: 'true',
      PATH: '/bin',
      HOME: '/home/me',
      LANG: 'de_DE.UTF-8',
      LC_ALL: 'C',
      TMPDIR: '/var/tmp',
      TERM: 'dumb',
    });
  });

  it('hands on what the plan names, and what it sets goes first', () => {
    const from = { PATH: '/bin', JAVA_HOME: '/jdk', CI: 'woodpecker' };
    expect(commandEnvironment({ from, allow: ['JAVA_HOME', 'ABSENT'], set: { LEVEL: '3', CI: 'false' } })).toEqual({
      PATH: '/bin',
      JAVA_HOME: '/jdk',
      TERM: 'dumb',
      LEVEL: '3',
      CI: 'false',
    });
  });

  it.each([
    'GITHUB_TOKEN',
    'GH_TOKEN',
    'NPM_TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_RUNTIME_URL',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
    'INPUT_PRIVATE-KEY',
    'STATE_session',
    'RUNNER_TRACKING_ID',
    'GITHUB_ENV',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_ACCESS_KEY_ID',
    'OPENAI_API_KEY',
    'PGPASSWORD_FILE_PASSWORD',
    'DB_PASSWORD',
    'SSH_AUTH_SOCK',
    'GIT_DIR',
  ])('never hands on %s, even when the plan names it', (name) => {
    expect(isForbiddenName(name)).toBe(true);
    expect(commandEnvironment({ from: { [name]: 'canary' }, allow: [name] })).toEqual({ CI: 'true', TERM: 'dumb' });
  });

  it.each(['PATH', 'PWD', 'PATTERN', 'KEYBOARD', 'JAVA_HOME', 'AUTHOR', 'TOKENIZER'])('%s may be handed on', (name) => {
    expect(isForbiddenName(name)).toBe(false);
  });
});
