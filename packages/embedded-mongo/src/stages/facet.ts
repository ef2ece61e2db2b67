import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import { once, parsePipeline, type Stage } from "./stage.ts";

export const facet: Stage = (operand, context) => {
  if (!isPlain(operand) || Object.keys(operand).length === 0) {
    throw new MongoError(40169, "the $facet specification must be a non-empty object");
  }
  const pipelines = Object.entries(operand).map(([name, pipeline]) => {
    if (!Array.isArray(pipeline))
      throw new MongoError(40170, `arguments to $facet must be arrays, ${name} is not`);
    const specifications = parsePipeline(pipeline);
    for (const { name: stage } of specifications) {
      if (
        [
          "$out",
          "$merge",
          "$facet",
          "$geoNear",
          "$collStats",
          "$indexStats",
          "$changeStream",
        ].includes(stage)
      ) {
        throw new MongoError(40600, `${stage} is not allowed to be used within a $facet stage`);
      }
    }
    return { name, specifications };
  });
  return async function* (input) {
    const all: Document[] = [];
    for await (const chunk of input) all.push(...chunk);
    const result: Document = {};
    for (const { name, specifications } of pipelines) {
      const found: Document[] = [];
      for await (const chunk of context.runStages(specifications, once(all))) found.push(...chunk);
      result[name] = found;
    }
    yield [result];
  };
};
