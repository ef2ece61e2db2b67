import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { typeOf } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import type { Chunks } from "../cursors.ts";
import { valuesAt } from "../query/path.ts";
import { findCollection } from "../write/namespace.ts";
import { compileExpression } from "./expressions.ts";
import {
  createPipelineContext,
  parsePipeline,
  runPipeline,
  type PipelineContext,
  type Stage,
  type StageSpecification,
} from "./pipeline.ts";
import { withField } from "./stages.ts";

/**
 * Returns a function that runs a pipeline over another collection, each time with other variables.
 * Its leading $match uses an index like any other.
 */
function open(
  from: string | undefined,
  pipeline: StageSpecification[],
  context: PipelineContext,
): (variables: Document) => Chunks {
  return (variables) => {
    const { reader, database, collationOption, collation } = context;
    const collection =
      from === undefined ? undefined : findCollection(reader.current, from, database);
    const inner = createPipelineContext(
      reader,
      database,
      collection,
      { option: collationOption, parsed: collation },
      { ...context.variables, ...variables },
    );
    inner.work = context.work;
    return runPipeline(pipeline, inner);
  };
}

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

const stage: Stage = (operand, context) => {
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
        const run = open(from as string | undefined, [...join, ...specifications], context);
        const joined: Document[] = [];
        for await (const found of run(values)) joined.push(...found);
        results.push(withField(document, path, joined));
        const { current } = context.reader;
        if (current.isSliceOver()) await current.breathe();
      }
      yield results;
    }
  };
};

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/lookup/ */
export const lookup = { stage, open };
