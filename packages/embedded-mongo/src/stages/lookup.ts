import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { typeOf } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { valuesAt } from "../query/path.ts";
import { compileExpression } from "../expressions/expressions.ts";
import { collect, parsePipeline, withField, type Stage } from "./stage.ts";

/** What the local value asks of the foreign field: as in a query, null matches missing, an array any of its elements. */
function joinFilter(document: Document, localField: string, foreignField: string): Document {
  const parts = localField.split(".");
  const values = valuesAt(document, parts).map((value) => value ?? null);
  const wanted = values.length === 0 ? [null] : values;
  // A regular expression is a value here, not a pattern.
  if (wanted.some((value) => typeOf(value).name === "regex")) {
    return { $or: wanted.map((value) => ({ [foreignField]: { $eq: value } })) };
  }
  return wanted.length === 1
    ? { [foreignField]: { $eq: wanted[0] } }
    : { [foreignField]: { $in: wanted } };
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/lookup/ */
export const lookup: Stage = (operand, context) => {
  if (!isPlain(operand))
    throw new MongoError("FailedToParse", "the $lookup stage specification must be an object");
  const { from, localField, foreignField, as, pipeline, let: bindings } = operand;
  for (const name of Object.keys(operand)) {
    if (!["from", "localField", "foreignField", "as", "pipeline", "let"].includes(name)) {
      throw new MongoError("FailedToParse", `unknown argument to $lookup: ${name}`);
    }
  }
  if (typeof as !== "string")
    throw new MongoError("FailedToParse", "must specify 'as' field for a $lookup");
  const hasJoin = typeof localField === "string" && typeof foreignField === "string";
  if (!hasJoin && !Array.isArray(pipeline)) {
    throw new MongoError(
      "FailedToParse",
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  }
  if (isPlain(from))
    throw new MongoError("FailedToParse", "$lookup argument 'from' must be a string");
  const specifications = Array.isArray(pipeline) ? parsePipeline(pipeline) : [];
  const variables = Object.entries(isPlain(bindings) ? bindings : {}).map(
    ([name, expression]) => [name, compileExpression(expression, context.variables)] as const,
  );
  const path = as.split(".");

  return async function* (input) {
    for await (const chunk of input) {
      const results: Document[] = [];
      for (const document of chunk) {
        const join = hasJoin
          ? [{ name: "$match", operand: joinFilter(document, localField, foreignField) }]
          : [];
        const values = Object.fromEntries(
          variables.map(([name, evaluate]) => [name, evaluate(document)]),
        );
        const run = context.openPipeline(from as string | undefined, [...join, ...specifications]);
        results.push(withField(document, path, await collect(run(values))));
        const { current } = context.reader;
        if (current.isSliceOver()) await current.breathe();
      }
      yield results;
    }
  };
};
