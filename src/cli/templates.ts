import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The workflows that come with the program: beside `src/` in a clone, beside `build/` in the package. */
export const TEMPLATE_FOLDER = fileURLToPath(new URL('../../workflows-under-test/', import.meta.url));

/** A workflow that is made to be measured. */
export interface Template {
  /** `simple` */
  readonly name: string;
  /** `simple.yml` */
  readonly file: string;
  /** Its first comment. */
  readonly about: string;
  readonly text: string;
}

/** Every workflow of `workflows-under-test/`, by name. */
export function readTemplates(folder: string = TEMPLATE_FOLDER): readonly Template[] {
  return readdirSync(folder)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      return { name: file.replace(/\.ya?ml$/, ''), file, about: firstComment(text), text };
    });
}

/** The comment lines at the head of the file, as one paragraph. */
function firstComment(text: string): string {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    if (!line.startsWith('#')) break;
    lines.push(line.replace(/^#\s?/, '').trim());
  }
  return lines.join(' ').trim();
}
