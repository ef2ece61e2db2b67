import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import { collect, once, parsePipeline, type Stage, type StageSpecification } from "./stage.ts";

const refused = new Set([
  "$out",
  "$merge",
  "$facet",
  "$geoNear",
  "$collStats",
  "$indexStats",
  "$changeStream",
]);

/** A stage with a pipeline of its own is allowed what all of that pipeline's stages are. */
function isAllowed({ name, operand }: StageSpecification): boolean {
  if (refused.has(name)) return false;
  const inner: unknown =
    ["$lookup", "$unionWith"].includes(name) && isPlain(operand) ? operand.pipeline : undefined;
  return !Array.isArray(inner) || parsePipeline(inner).every(isAllowed);
}

export const facet: Stage = (operand, context) => {
  if (!isPlain(operand) || Object.keys(operand).length === 0) {
    throw new MongoError(40169, "the $facet specification must be a non-empty object");
  }
  const pipelines = Object.entries(operand).map(([name, pipeline]) => {
    if (!Array.isArray(pipeline))
      throw new MongoError(40170, `arguments to $facet must be arrays, ${name} is not`);
    const specifications = parsePipeline(pipeline);
    const wrong = specifications.find((stage) => !isAllowed(stage));
    if (wrong) {
      throw new MongoError(40600, `${wrong.name} is not allowed to be used within a $facet stage`);
    }
    return { name, specifications };
  });
  return async function* (input) {
    const all = await collect(input);
    const result: Document = {};
    for (const { name, specifications } of pipelines) {
      result[name] = await collect(context.runStages(specifications, once(all)));
    }
    yield [result];
  };
};
