import { BSONRegExp } from "bson";
import { MongoError } from "../errors.ts";
import { fromPcre } from "./pcre.ts";

/**
 * Returns the regular expression of a `$regex` and its `$options`.
 *
 * @throws MongoError when it is not one
 */
export function toRegExp(operand: unknown, options: unknown): RegExp {
  let pattern: string;
  let ownFlags = "";
  if (operand instanceof BSONRegExp) {
    pattern = operand.pattern;
    ownFlags = operand.options;
  } else if (operand instanceof RegExp) {
    pattern = operand.source;
    ownFlags = operand.flags;
  } else if (typeof operand === "string") {
    pattern = operand;
  } else {
    throw new MongoError("BadValue", "$regex has to be a string");
  }
  if (options !== undefined && typeof options !== "string") {
    throw new MongoError("BadValue", "$options has to be a string");
  }
  if (options !== undefined && ownFlags !== "") {
    throw new MongoError(51075, "options set in both $regex and $options");
  }
  const flags = options ?? ownFlags;
  for (const flag of flags) {
    if (!"imsxu".includes(flag))
      throw new MongoError(51108, `invalid flag in regex options: ${flag}`);
  }
  return fromPcre(pattern, flags);
}
