import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { MongoError } from "../errors.ts";

/** The collection into which a pipeline writes. */
export interface WriteTarget {
  database: string;
  name: string;
}

/** Returns what `$out` and `$merge` name: a collection of their own database, or `{ db, coll }`. @throws MongoError */
export function readWriteTarget(stage: string, operand: unknown, database: string): WriteTarget {
  if (typeof operand === "string") return { database, name: operand };
  if (isPlain(operand) && typeof operand.coll === "string") {
    return { database: typeof operand.db === "string" ? operand.db : database, name: operand.coll };
  }
  throw new MongoError(
    16990,
    `${stage} only supports a string or object argument, but found ${describe(operand)}`,
  );
}
