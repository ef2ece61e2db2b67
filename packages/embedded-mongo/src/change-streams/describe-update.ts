import type { Document } from "bson";
import { compareValues } from "../bson/compare.ts";
import { isPlain } from "../bson/decode.ts";
import { isArrayIndex } from "../query/path.ts";

/** What a change stream says about an update. */
export interface UpdateDescription {
  updatedFields: Document;
  removedFields: string[];
  truncatedArrays: { field: string; newSize: number }[];
  /** The parts of those paths whose text does not tell them: names with dots, and numbers that are no array indexes. */
  disambiguatedPaths: Record<string, Path>;
}

/** Names of fields, and indexes of arrays. */
type Path = (string | number)[];

/**
 * Returns how `after` came from `before`, by comparison: the paths of the fields that have another value now, and of those
 * that are gone. https://www.mongodb.com/docs/manual/reference/change-events/update/
 *
 * @param written paths that an operator has given a new value: that is told as a whole, however little of it is new
 */
export function describeUpdate(
  before: Document,
  after: Document,
  written: string[] = [],
): UpdateDescription {
  const updatedFields: Document = {};
  const removedFields: string[] = [];
  const truncatedArrays: UpdateDescription["truncatedArrays"] = [];
  const disambiguatedPaths: Record<string, Path> = {};

  function tell(path: Path): string {
    const text = path.join(".");
    if (path.some(isAmbiguous)) disambiguatedPaths[text] = path;
    return text;
  }

  function compareDocuments(old: Document, now: Document, path: Path): void {
    for (const [name, value] of Object.entries(now) as [string, unknown][]) {
      const place = [...path, name];
      if (Object.hasOwn(old, name)) compareField(old[name], value, place);
      else updatedFields[tell(place)] = value;
    }
    for (const name of Object.keys(old)) {
      if (!Object.hasOwn(now, name)) removedFields.push(tell([...path, name]));
    }
  }

  function compareField(old: unknown, now: unknown, path: Path): void {
    const isWhole = written.includes(path.join("."));
    if (!isWhole && isPlain(old) && isPlain(now)) compareDocuments(old, now, path);
    else if (!isWhole && Array.isArray(old) && Array.isArray(now)) compareArrays(old, now, path);
    else if (compareValues(old, now) !== 0 || typeof old !== typeof now) {
      updatedFields[tell(path)] = now;
    }
  }

  function compareArrays(old: unknown[], now: unknown[], path: Path): void {
    if (now.length < old.length) {
      truncatedArrays.push({ field: tell(path), newSize: now.length });
    }
    for (const [index, value] of now.entries()) {
      const place = [...path, index];
      if (index < old.length) compareField(old[index], value, place);
      else updatedFields[tell(place)] = value;
    }
  }

  compareDocuments(before, after, []);
  return { updatedFields, removedFields, truncatedArrays, disambiguatedPaths };
}

/** Nobody takes a number at the beginning of a path for an array's index. */
function isAmbiguous(part: string | number, place: number): boolean {
  return typeof part === "string" && (part.includes(".") || (place > 0 && isArrayIndex(part)));
}
