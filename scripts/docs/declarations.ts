/** One exported thing of a declaration file. */
export interface Declaration {
  readonly name: string;
  /** The text of the doc comment without its stars; empty: there is none. */
  readonly doc: string;
  /** The declaration without `export` and `declare`, overloads together. */
  readonly text: string;
}

/** What a module exports: its own declarations by name, and what it passes on from others. */
export interface ModuleExports {
  readonly own: ReadonlyMap<string, Declaration>;
  readonly passedOn: readonly { readonly from: string; readonly names: readonly { readonly name: string; readonly as: string }[] | 'all' }[];
}

const START = /^export (?:declare )?(?:abstract )?(?:function|interface|type|const|class) ([A-Za-z_$][\w$]*)/;
const PASS_ON = /^export (?:type )?(?:\{([^}]*)\}|\*) from '([^']+)';/;

/**
 * Reads a module as tsc emits it to `.d.ts`, or a source file that only passes on. No compiler: its API does not exist for TypeScript 7, and the form that
 * tsc emits is regular.
 */
export function readDeclarations(source: string): ModuleExports {
  const own = new Map<string, Declaration>();
  const passedOn: { from: string; names: { name: string; as: string }[] | 'all' }[] = [];
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at);
    const comment = /^\/\*\*?[\s\S]*?\*\/\s*/.exec(rest)?.[0] ?? '';
    const body = rest.slice(comment.length);
    const pass = PASS_ON.exec(body);
    const start = START.exec(body);
    if (pass !== null) {
      passedOn.push({ from: pass[2] ?? '', names: pass[1] === undefined ? 'all' : namesOf(pass[1]) });
      at += comment.length + pass[0].length;
    } else if (start?.[1] !== undefined) {
      const text = body.slice(0, endOf(body));
      const before = own.get(start[1]);
      const doc = comment.startsWith('/**') ? cleanDoc(comment) : '';
      const plain = text.replace(/^export (declare )?/, '');
      own.set(start[1], before === undefined ? { name: start[1], doc, text: plain } : { ...before, text: `${before.text}\n${plain}` });
      at += comment.length + text.length;
    } else {
      // Something that is not exported, or an empty line: skip the statement or the line.
      at += comment.length + (/^(?:import|declare|interface|type|const)\b/.test(body) ? endOf(body) : Math.max(1, body.search(/\n|$/) + 1));
    }
  }
  return { own, passedOn };
}

function namesOf(list: string): { name: string; as: string }[] {
  const entries = list.split(',').map((entry) => entry.trim().replace(/^type /, ''));
  return entries
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [name = entry, as = name] = entry.split(' as ');
      return { name, as };
    });
}

/** Where the statement ends: at its semicolon, or at the brace that closes an interface, a class or a namespace. */
function endOf(body: string): number {
  const braced = /^(?:export )?(?:declare )?(?:abstract )?(?:interface|class|namespace)\b/.test(body);
  let depth = 0;
  for (let i = 0; i < body.length; i++) {
    if (body.startsWith('/*', i)) {
      i = body.indexOf('*/', i) + 1;
      continue;
    }
    const char = body[i];
    if (char === '"' || char === "'" || char === '`') {
      i = endOfText(body, i, char);
    } else if (char === '{' || char === '(' || char === '[') depth++;
    else if (char === '}' || char === ')' || char === ']') {
      depth--;
      if (braced && depth === 0 && char === '}') return i + 1;
    } else if (char === ';' && depth === 0) return i + 1;
  }
  return body.length;
}

function endOfText(body: string, from: number, quote: string): number {
  for (let i = from + 1; i < body.length; i++) {
    if (body[i] === '\\') i++;
    else if (body[i] === quote) return i;
  }
  return body.length;
}

/** A doc comment's text: without stars, lines as they were. */
function cleanDoc(comment: string): string {
  const inner = comment.trim().slice(3, -2);
  return inner
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim();
}
