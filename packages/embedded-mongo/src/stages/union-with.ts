import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import { parsePipeline, type Stage } from "./stage.ts";

export const unionWith: Stage = (operand, context) => {
  const from: unknown = isPlain(operand) ? operand.coll : operand;
  const pipeline = isPlain(operand) && Array.isArray(operand.pipeline) ? operand.pipeline : [];
  if (typeof from !== "string" && pipeline.length === 0) {
    throw new MongoError(
      "FailedToParse",
      "$unionWith stage without explicit collection must have a pipeline with $documents as first stage",
    );
  }
  const run = context.openPipeline(
    typeof from === "string" ? from : undefined,
    parsePipeline(pipeline),
  );
  return async function* (input) {
    yield* input;
    yield* run(context.variables);
  };
};
