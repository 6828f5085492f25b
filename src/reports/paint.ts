/** Colours of a terminal; with colour off, the text itself. Only text that went through `terminalText` may be painted. */
export type Paint = Readonly<Record<'bold' | 'dim' | 'good' | 'bad' | 'open', (text: string) => string>>;

const CODES = { bold: ['1', '22'], dim: ['2', '22'], good: ['32', '39'], bad: ['31', '39'], open: ['33', '39'] } as const;

/** @param colour whether the reader's terminal takes colours: the face knows, nothing here looks at the environment */
export function createPaint(colour: boolean): Paint {
  const one =
    ([on, off]: readonly [string, string]) =>
    (text: string) =>
      colour ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { bold: one(CODES.bold), dim: one(CODES.dim), good: one(CODES.good), bad: one(CODES.bad), open: one(CODES.open) };
}
