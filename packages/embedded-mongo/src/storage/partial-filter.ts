import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { types, typeOf } from "../bson/type.ts";
import { MongoError } from "../errors.ts";

const operators = new Set(["$eq", "$exists", "$gt", "$gte", "$in", "$lt", "$lte", "$type"]);

/**
 * Checks the filter of a partial index, which knows only a few operators.
 *
 * https://www.mongodb.com/docs/manual/core/index-partial/#create-a-partial-index
 *
 * @throws MongoError 67 for any other
 */
export function checkPartialFilter(filter: Document): void {
  for (const [path, condition] of Object.entries(filter) as [string, unknown][]) {
    if (path === "$and" || path === "$or") {
      for (const part of Array.isArray(condition) ? (condition as unknown[]) : []) {
        if (isPlain(part)) checkPartialFilter(part);
      }
    } else if (path.startsWith("$") || !isSupported(condition)) {
      throw new MongoError(
        "CannotCreateIndex",
        `unsupported expression in partial index: ${describe({ [path]: condition })}`,
      );
    }
  }
}

function isSupported(condition: unknown): boolean {
  if (typeOf(condition) === types.regex) return false;
  if (!isPlain(condition)) return true;
  const names = Object.keys(condition);
  if (names[0]?.startsWith("$") !== true) return true;
  return names.every((name) => operators.has(name)) && condition.$exists !== false;
}
