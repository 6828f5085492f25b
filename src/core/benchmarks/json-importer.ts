import { Collection } from './collect.ts';
import type { BenchmarkFile, Importer, ImportResult } from './importer.ts';
import { jsonPlaces, lineAt, placeOf } from './json-places.ts';
import { JsonValue } from './json-value.ts';
import { Refusal } from './refusal.ts';

/** What makes a JSON format: the rest is the same for all of them. */
export interface JsonFormat extends Omit<Importer, 'detect' | 'read'> {
  readonly repeats: 'samples' | 'refused';
  detect(json: unknown, file: BenchmarkFile): boolean;
  /** May throw a {@link Refusal} with the path of what is wrong. */
  read(document: JsonValue, into: Collection, file: BenchmarkFile): void;
}

/** An importer of a JSON format. A refusal gets the line in which the refused value stands. */
export function jsonImporter({ repeats, detect, read, ...about }: JsonFormat): Importer {
  return {
    ...about,
    detect: (file) => file.json !== undefined && detect(file.json, file),
    read(file) {
      if (file.json === undefined) return brokenJson(file.text, about.title);
      const into = new Collection(repeats);
      try {
        read(new JsonValue(file.json), into, file);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const place = error.path === undefined ? undefined : placeOf(file.text, error.path);
        return { ok: false, ...(place !== undefined && { line: lineAt(file.text, place) }), reason: error.message };
      }
      return { ok: true, ...into.finish() };
    },
  };
}

/** The answer to a text that is no JSON, with the line in which it stops being so. */
export function brokenJson(text: string, title: string): ImportResult {
  const { errorAt } = jsonPlaces(text);
  return { ok: false, ...(errorAt !== undefined && { line: lineAt(text, errorAt) }), reason: `no JSON, which ${title} must be` };
}
