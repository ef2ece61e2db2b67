import type { Document } from "bson";
import { compareValues } from "../bson/compare.ts";
import { isPlain } from "../bson/decode.ts";
import { typeOf } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { compileExpression } from "../expressions/expressions.ts";
import { groupDocuments } from "./group.ts";
import type { Stage } from "./stage.ts";

/** Documents go to the bucket with the largest boundary that is not above them. */
export const bucket: Stage = (operand, context) => {
  if (!isPlain(operand)) throw new MongoError(40201, "Argument to $bucket stage must be an object");
  const { groupBy, boundaries, output = { count: { $sum: 1 } } } = operand;
  if (groupBy === undefined || !Array.isArray(boundaries)) {
    throw new MongoError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  }
  if (boundaries.length < 2) {
    throw new MongoError(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    );
  }
  const limits = boundaries as unknown[];
  for (const [index, boundary] of limits.slice(1).entries()) {
    if (typeOf(limits[index]).rank !== typeOf(boundary).rank) {
      throw new MongoError(
        40193,
        "All values in the the 'boundaries' option to $bucket must have the same type",
      );
    }
    if (compareValues(limits[index], boundary) >= 0) {
      throw new MongoError(
        40194,
        "The 'boundaries' option to $bucket must be sorted, but elements are not in ascending order",
      );
    }
  }
  const hasDefault = "default" in operand;
  const isBetween =
    compareValues(operand.default, limits[0]) >= 0 &&
    compareValues(operand.default, limits.at(-1)) < 0;
  if (hasDefault && isBetween) {
    throw new MongoError(
      40199,
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    );
  }
  const valueOf = compileExpression(groupBy, context.variables);
  const place = (document: Document): unknown => {
    const value = valueOf(document);
    const above = limits.findIndex((boundary) => compareValues(value, boundary) < 0);
    if (above > 0) return limits[above - 1];
    if (hasDefault) return operand.default;
    throw new MongoError(
      40066,
      "$switch could not find a matching branch for an input, and no default was specified.",
    );
  };
  return (input) =>
    context.runStages(
      [{ name: "$sort", operand: { _id: 1 } }],
      groupDocuments(place, output as Document, context)(input),
    );
};
