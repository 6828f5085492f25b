/** A way into a JSON document: keys and indices from the outside in. */
export type JsonPath = readonly (string | number)[];

/** Why an importer does not read its file. Thrown inside an importer and turned into its answer at its border; nobody else sees it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** From 1, in a text format. */
  readonly line?: number;
  /** In a JSON format. */
  readonly path?: JsonPath;

  constructor(reason: string, place?: number | JsonPath) {
    super(reason);
    if (typeof place === 'number') this.line = place;
    else if (place !== undefined) this.path = place;
  }
}

/** `benchmarks[3].stats.min`, for messages. */
export function pathText(path: JsonPath): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
}
