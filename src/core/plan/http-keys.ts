import * as z from 'zod/mini';
import { bad, good, leaf, textLeaf, unexpected } from './leaf.ts';
import { quote } from './problem.ts';

/*
 * The keys of the target "http": a command server.
 */

const TRANSPORTS = ['http', 'ws'] as const;
const VARIABLE = /^[A-Za-z_]\w*$/;

/** Variable that holds a command server's token, where the plan names none. */
export const SERVER_TOKEN_NAME = 'RUNNER_HARNESS_SERVER_TOKEN';

const FORM = 'the address of a command server, such as http://127.0.0.1:8090';

/** An address, without the slash at its end. */
const urlLeaf = leaf<string>(
  {
    type: 'string',
    pattern: '^https?://',
    description: 'Address of the command server; /health and /execute follow it.',
    examples: ['http://127.0.0.1:8090'],
  },
  (value) => {
    if (typeof value !== 'string') return unexpected(FORM, value);
    const [, scheme, authority = '', rest = ''] = /^([a-z]+):\/\/([^/?#]*)(.*)$/i.exec(value) ?? [];
    if (scheme === undefined)
      return bad(`expected ${FORM}, got ${quote(value)}`, /^[\w.-]+(:\d+)?$/.test(value) ? `write "http://${value}"` : undefined);
    if (/^wss?$/i.test(scheme)) return bad(`expected ${FORM}, got ${quote(value)}`, `write "${value.replace(/^ws/i, 'http')}" and "transport: ws"`);
    if (!/^https?$/i.test(scheme)) return bad(`expected ${FORM}, got ${quote(value)}`);
    if (authority.includes('@')) return bad('an address with a user or a password is refused', 'put the token into the environment: see token-env');
    if (!/^(\[[0-9a-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i.test(authority) || Number(/:(\d+)$/.exec(authority)?.[1] ?? 0) > 65_535)
      return bad(`expected ${FORM}, got ${quote(value)}`);
    if (/[?#\s]/.test(rest)) return bad(`expected ${FORM}, without "?" and "#", got ${quote(value)}`);
    return good(value.replace(/\/+$/, ''));
  },
);

export const httpKeys = {
  url: urlLeaf,
  transport: z.prefault(
    leaf<(typeof TRANSPORTS)[number]>(
      { enum: [...TRANSPORTS], description: 'How messages come back: lines of an HTTP answer, or a WebSocket.' },
      (value) => {
        const found = TRANSPORTS.find((one) => one === value);
        return found === undefined ? unexpected('"http" or "ws"', value) : good(found);
      },
    ),
    'http',
  ),
  'token-env': z.prefault(
    textLeaf(
      { pattern: VARIABLE.source, description: 'Variable of the environment that holds the token of the server. It is sent to that server only.' },
      'the name of a variable',
      (text) => (VARIABLE.test(text) ? undefined : {}),
    ),
    SERVER_TOKEN_NAME,
  ),
};
