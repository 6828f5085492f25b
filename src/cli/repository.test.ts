import { expect, it } from 'vitest';
import { repositoryOfRemote } from './repository.ts';

it.each([
  ['https://github.com/acme/widgets.git', 'github.com', 'acme/widgets'],
  ['https://github.com/acme/widgets', 'github.com', 'acme/widgets'],
  ['https://user@github.com/acme/wid.gets.git/', 'github.com', 'acme/wid.gets'],
  ['git@github.com:acme/widgets.git', 'github.com', 'acme/widgets'],
  ['ssh://git@github.com:22/acme/widgets.git', 'github.com', 'acme/widgets'],
  ['git@GitHub.com:acme/widgets', 'github.com', 'acme/widgets'],
  ['git@ghes.example.com:acme/widgets.git', 'ghes.example.com', 'acme/widgets'],
  // A token goes to no repository of another host that happens to have the same name.
  ['https://gitlab.com/acme/widgets.git', 'github.com', undefined],
  ['https://github.com.evil.example/acme/widgets', 'github.com', undefined],
  ['https://github.com/acme/widgets/more', 'github.com', undefined],
  ['/srv/git/widgets.git', 'github.com', undefined],
  ['../widgets', 'github.com', undefined],
  ['', 'github.com', undefined],
])('%s on %s is %s', (url, host, repository) => {
  expect(repositoryOfRemote(url, host)).toBe(repository);
});
