import { type Declaration, readDeclarations } from './declarations.ts';

/** Reads a module by its path; paths are as in the import, relative to the importing module. */
export type ReadModule = (path: string) => string;

/** An export of the library under the name that users import. */
export interface LibraryExport {
  readonly name: string;
  readonly declaration: Declaration;
}

/**
 * Everything that a module exports, followed through the modules that it passes on, in the order of the file.
 *
 * @param path of the module, as `read` takes it
 * @throws when a name that is passed on is exported nowhere
 */
export function collectExports(path: string, read: ReadModule): LibraryExport[] {
  const { own, passedOn } = readDeclarations(read(path));
  const found: LibraryExport[] = [...own.values()].map((declaration) => ({ name: declaration.name, declaration }));
  for (const { from, names } of passedOn) {
    const target = resolveFrom(path, from);
    const there = new Map(collectExports(target, read).map((each) => [each.name, each.declaration]));
    for (const { name, as } of names === 'all' ? [...there.keys()].map((each) => ({ name: each, as: each })) : names) {
      const declaration = there.get(name);
      if (declaration === undefined) throw new Error(`${path} passes on "${name}" from ${from}, which does not export it.`);
      found.push({ name: as, declaration });
    }
  }
  return found;
}

/** `./b/c.ts` seen from `a/x.d.ts` is `a/b/c.d.ts`. */
function resolveFrom(path: string, specifier: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of specifier.replace(/\.[jt]s$/, '.d.ts').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The exports as Markdown: functions and classes first, then values, then types; each group by name. */
export function apiReference(exports: readonly LibraryExport[]): string {
  const groups = [
    ['Functions', /^function/],
    ['Classes', /^(abstract )?class/],
    ['Values', /^const/],
    ['Types', /^(interface|type)/],
  ] as const;
  return groups
    .map(([title, kind]) => [title, exports.filter(({ declaration }) => kind.test(declaration.text))] as const)
    .filter(([, members]) => members.length > 0)
    .map(([title, members]) => `## ${title}\n\n${[...members].sort(byName).map(entry).join('\n\n')}`)
    .join('\n\n');
}

function byName(a: LibraryExport, b: LibraryExport): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function entry({ name, declaration }: LibraryExport): string {
  const { prose, parameters, outcomes, examples } = splitDoc(declaration.doc);
  const signature = `\`\`\`ts\n${declaration.text.replaceAll(/^( {4})+/gm, (indent) => ' '.repeat(indent.length / 2))}\n\`\`\``;
  return [`### ${name}`, prose, signature, parameters.join('\n'), outcomes.join('\n\n'), ...examples.map((text) => `\`\`\`ts\n${text}\n\`\`\``)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A doc comment by its tags, as Markdown. */
function splitDoc(doc: string): { prose: string; parameters: string[]; outcomes: string[]; examples: string[] } {
  const [prose = '', ...tags] = doc.split(/^(?=@[a-z]+\b)/m);
  const result = { prose: links(prose), parameters: [] as string[], outcomes: [] as string[], examples: [] as string[] };
  for (const tag of tags) {
    const [, kind = '', text = ''] = /^@([a-z]+)\s*([\s\S]*)$/.exec(tag) ?? [];
    if (kind === 'example')
      result.examples.push(
        text
          .trim()
          .replaceAll(/^```(?:ts)?$/gm, '')
          .trim(),
      );
    else if (kind === 'param') result.parameters.push(links(text).replace(/^(\S+)\s+-?\s*/, '- `$1`: '));
    else if (kind === 'returns') result.outcomes.push(`Returns ${links(text)}`);
    else if (kind === 'throws') result.outcomes.push(`Throws ${links(text)}`);
    else result.outcomes.push(`${kind === 'default' ? 'Default: ' : ''}${links(text)}`);
  }
  return result;
}

function links(text: string): string {
  return text.trim().replaceAll(/\{@link (?:[^}|\s]*\s*\|\s*)?([^}]+)\}/g, '`$1`');
}
