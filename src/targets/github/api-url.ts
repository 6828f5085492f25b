import { TargetError } from '../../ports/target.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Checks the address that the token will be sent to.
 *
 * @returns the address without a trailing slash
 * @throws TargetError when it is no address, carries credentials, or is plain HTTP to another machine
 * @example checkApiUrl('https://github.example.com/api/v3/') // 'https://github.example.com/api/v3'
 */
export function checkApiUrl(apiUrl: string): string {
  if (!URL.canParse(apiUrl)) {
    throw new TargetError(`the API address ${JSON.stringify(apiUrl)} is no URL`, { fix: 'give one such as https://api.github.com' });
  }
  const url = new URL(apiUrl);
  if (url.username !== '' || url.password !== '')
    throw new TargetError('the API address holds a user name or password', { fix: 'give the token by itself' });
  if (url.search !== '' || url.hash !== '')
    throw new TargetError(`the API address ${url.origin}${url.pathname} has a query`, { fix: 'leave out what follows the path' });
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname))) {
    throw new TargetError(`the API address ${url.origin} is not https: the token would travel in the clear`, {
      fix: 'use https; plain http goes to this machine only',
    });
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
