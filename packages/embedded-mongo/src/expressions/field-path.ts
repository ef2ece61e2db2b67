import type { Any } from "mingo/types";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import type { Operator } from "./operator.ts";
import type { Scope } from "./scopes.ts";

/** `$a.b` or `$$name.a.b`, taken apart: see `prepare`. */
interface FieldPath {
  variable: string | undefined;
  parts: string[];
}

/**
 * Returns a text of an expression as what is evaluated: a field path as an operator, others as they are.
 *
 * @throws MongoError when it is a path that cannot be one
 */
export function parseText(text: string): unknown {
  if (!text.startsWith("$")) return text;
  if (text === "$") throw new MongoError(16872, "'$' by itself is not a valid FieldPath");
  if (text.endsWith(".")) throw new MongoError(40353, "FieldPath must not end with a '.'.");
  const isVariable = text.startsWith("$$");
  const parts = text.slice(isVariable ? 2 : 1).split(".");
  if (isVariable && parts[0] === "") {
    throw new MongoError("FailedToParse", "empty variable names are not allowed");
  }
  if (parts.includes("")) {
    throw new MongoError(15998, "FieldPath field names may not be empty strings.");
  }
  if (parts.some((part, index) => part.startsWith("$") && (index > 0 || !isVariable))) {
    throw new MongoError(
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    );
  }
  const [variable] = parts;
  return { $fieldPath: isVariable ? { variable, parts: parts.slice(1) } : { parts } };
}

/** Of an array on the way each document counts; other elements and places in the array (`a.0`) do not. */
function valueAt(value: unknown, parts: string[], at = 0): unknown {
  const part = parts[at];
  if (part === undefined) return value;
  if (Array.isArray(value)) {
    return (value as unknown[])
      .filter(isPlain)
      .map((item) => valueAt(item, parts, at))
      .filter((item) => item !== undefined);
  }
  return isPlain(value) && Object.hasOwn(value, part)
    ? valueAt(value[part], parts, at + 1)
    : undefined;
}

function variableOf(name: string, document: Any, options: Scope): unknown {
  const { root, variables } = options.local;
  for (const known of [variables, options.variables]) {
    if (known && Object.hasOwn(known, name)) return known[name];
  }
  if (name === "ROOT" || name === "CURRENT") return root ?? document;
  if (name === "NOW") return (options as Scope & { now: Date }).now;
  if (name === "REMOVE") return undefined;
  throw new MongoError(17276, `Use of undefined variable: ${name}`);
}

/** Evaluates what `parseText` made. */
export const fieldPath: Operator = (document, operand, options) => {
  // A path without a variable is short for one that starts at CURRENT.
  const { variable = "CURRENT", parts } = operand as FieldPath;
  return valueAt(variableOf(variable, document, options as Scope), parts);
};
