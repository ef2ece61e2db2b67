import type { Document } from "bson";
import { compileExpression } from "../expressions/expressions.ts";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import type { Operation } from "./operation.ts";
import { parseCollation, type Collation } from "../query/collation.ts";
import type { FilterContext } from "../query/filter.ts";
import type { Collection } from "../storage/collection.ts";

/** Returns what filters, projections and updates of a command need to be compiled. */
export function createQueryContext(
  operation: Operation,
  collation: Collation | undefined,
  variables: Document = {},
): FilterContext {
  return {
    collation,
    expression: (expression) => compileExpression(expression, variables),
    sleep: (ms) => {
      operation.sleep(ms);
    },
  };
}

/** Returns the constants of a command's `let`, evaluated once. */
export function readVariables(given: unknown): Document {
  return named(given, (expression) => compileExpression(expression)({}));
}

/** Returns the constants of an update's `c`, which are values as they stand: nothing in them is evaluated. */
export function readConstants(given: unknown): Document {
  return named(given, (value) => value);
}

function named(given: unknown, valueOf: (value: unknown) => unknown): Document {
  if (given === undefined) return {};
  if (!isPlain(given)) {
    throw new MongoError(
      "TypeMismatch",
      "BSON field 'let' is the wrong type, expected type 'object'",
    );
  }
  const variables: Document = {};
  for (const [name, value] of Object.entries(given)) {
    if (!/^[a-z\u0080-\uFFFF]/.test(name)) {
      throw new MongoError(
        "FailedToParse",
        `'${name}' starts with an invalid character for a user variable name`,
      );
    }
    variables[name] = valueOf(value);
  }
  return variables;
}

/** Returns the collation of a command, else the collection's own. */
export function chooseCollation(
  given: unknown,
  collection: Collection | undefined,
): Collation | undefined {
  return parseCollation(given ?? collection?.options.collation);
}
