import { keyOf, invertKey, type FoldText } from "../bson/key.ts";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import type { Document } from "bson";

export interface IndexField {
  path: string;
  parts: string[];
  direction: 1 | -1;
}

/** Where the extraction of one field stands: at `value`, with the path from `at` still to go. */
interface Progress {
  value: unknown;
  at: number;
}

/** An array met on the way: its path, and whether it is the end of the field's path. */
interface Found {
  keys: string[][];
  /** For each field the number of path parts up to each array that was met. */
  arrays: Set<string>;
}

/** The value of a field of an empty array: sorts below null. */
const emptyArrayKey = keyOf(undefined);

/**
 * Returns the keys under which a compound index lists a document: one, or one for each element of
 * an array (a "multikey" index). `arrays` has the paths that lead to an array.
 *
 * @throws MongoError 171 when two fields lie in different arrays
 */
export function indexKeys(
  document: Document,
  fields: IndexField[],
  fold?: FoldText,
): { keys: string[]; arrays: Set<string> } {
  const found: Found = { keys: [], arrays: new Set() };
  expand(
    fields,
    fields.map(() => ({ value: document, at: 0 })),
    found,
    fold,
  );
  const keys = found.keys.map((parts) => parts.join(""));
  return { keys: keys.length > 1 ? [...new Set(keys)] : keys, arrays: found.arrays };
}

/** Follows a path to its end or to the first array on it. */
function advance(field: IndexField, progress: Progress): Progress {
  let { value, at } = progress;
  while (at < field.parts.length && isPlain(value)) {
    value = value[field.parts[at] ?? ""];
    at += 1;
    if (Array.isArray(value)) return { value, at };
  }
  return at < field.parts.length ? { value: undefined, at: field.parts.length } : { value, at };
}

function expand(
  fields: IndexField[],
  progress: Progress[],
  found: Found,
  fold: FoldText | undefined,
): void {
  let array: unknown[] | undefined;
  let arrayPath = "";
  const next = progress.map((state, index) => {
    const field = fields[index]!;
    let reached = state;
    // An element that is an array itself is a value: only one level of an array is expanded.
    if (!Array.isArray(state.value)) reached = advance(field, state);
    // A number in the path may be the place in the array: "a.0".
    while (Array.isArray(reached.value) && /^\d+$/.test(field.parts[reached.at] ?? "")) {
      const element: unknown = reached.value[Number(field.parts[reached.at])];
      found.arrays.add(field.parts.slice(0, reached.at).join("."));
      const at = reached.at + 1;
      reached = Array.isArray(element)
        ? { value: element, at }
        : advance(field, { value: element, at });
    }
    if (Array.isArray(reached.value) && reached !== state) {
      const path = field.parts.slice(0, reached.at).join(".");
      if (array !== undefined && array !== reached.value) {
        throw new MongoError(
          "CannotIndexParallelArrays",
          `cannot index parallel arrays [${field.parts[reached.at - 1]}] [${arrayPath.split(".").at(-1)}]`,
        );
      }
      array = reached.value;
      arrayPath = path;
      found.arrays.add(path);
    }
    return reached;
  });

  if (array === undefined) {
    found.keys.push(next.map(({ value }, index) => keyOfField(value, fields[index]!, fold)));
    return;
  }
  const elements = array.length > 0 ? array : [emptyArray];
  for (const element of elements) {
    const inside = next.map((state, index) => {
      if (state.value !== array) return state;
      const isEnd = state.at === fields[index]!.parts.length;
      if (isEnd) return { value: element, at: state.at };
      return isPlain(element)
        ? { value: element, at: state.at }
        : { value: undefined, at: fields[index]!.parts.length };
    });
    expand(fields, inside, found, fold);
  }
}

const emptyArray = Symbol("empty array");

/** Returns the key of one field; a missing one is listed as null. */
export function keyOfField(value: unknown, field: IndexField, fold: FoldText | undefined): string {
  const key = value === emptyArray ? emptyArrayKey : keyOf(value ?? null, fold);
  return field.direction === 1 ? key : invertKey(key);
}
