import { isPlain } from "../bson/decode.ts";

const digits = /^(0|[1-9]\d*)$/;

/** Tells whether a part of a path can be a place in an array. */
export function isArrayIndex(part: string | undefined): boolean {
  return part !== undefined && digits.test(part);
}

/**
 * Calls `test` with the values at a dotted path until it returns true, and returns whether it did.
 * On the way, elements of arrays count as if each were the value ("a.b" of `{ a: [{ b: 1 }, { b: 2 }] }` is 1 and 2);
 * at the end of the path, with `withElements`, the elements of an array come first, then the array itself.
 * A field that is not there is `undefined`.
 */
export function someAt(
  value: unknown,
  parts: readonly string[],
  withElements: boolean,
  test: (value: unknown) => boolean,
  at = 0,
): boolean {
  if (at === parts.length) {
    if (withElements && Array.isArray(value)) {
      for (const element of value) if (test(element)) return true;
    }
    return test(value);
  }
  const part = parts[at] ?? "";
  if (Array.isArray(value)) {
    if (isArrayIndex(part)) {
      const element: unknown = value[Number(part)];
      if (element !== undefined && someAt(element, parts, withElements, test, at + 1)) return true;
    }
    for (const element of value) {
      if (isPlain(element) && someAt(element, parts, withElements, test, at)) return true;
    }
    return false;
  }
  if (!isPlain(value)) return test(undefined);
  const next: unknown = Object.hasOwn(value, part) ? value[part] : undefined;
  if (next === undefined) return test(undefined);
  return someAt(next, parts, withElements, test, at + 1);
}

/** Returns all values at a path, elements of arrays instead of the array (an empty one is kept). */
export function valuesAt(document: unknown, parts: readonly string[]): unknown[] {
  const values: unknown[] = [];
  someAt(document, parts, false, (value) => {
    if (Array.isArray(value) && value.length > 0) {
      for (const item of value) values.push(item);
    } else values.push(value);
    return false;
  });
  return values;
}

/** Returns the value at a path of plain documents, or undefined. */
export function fieldAt(document: unknown, parts: readonly string[]): unknown {
  let value = document;
  for (const part of parts) {
    if (!isPlain(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}
