import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { missingField } from "../command.ts";
import { MongoError, refuseUnknownFields } from "../errors.ts";
import { type Stage, type StageSpecification } from "./stage.ts";

const known = new Set(["partitionBy", "partitionByFields", "sortBy", "output"]);

const functions: Record<string, string> = { linear: "$linearFill", locf: "$locf" };

/** Fields to be set to a value, and those that a window function fills. */
function readOutput(output: Document): { values: Document; windows: Document } {
  const values: Document = {};
  const windows: Document = {};
  for (const [name, how] of Object.entries(output)) {
    const [kind, ...others] = isPlain(how) ? Object.keys(how) : [];
    if (!isPlain(how) || others.length > 0 || (kind !== "value" && kind !== "method")) {
      throw new MongoError(
        6050200,
        `$fill expects one of 'value' and 'method' for the field '${name}'`,
      );
    }
    if (kind === "value") values[name] = { $ifNull: [`$${name}`, how.value as unknown] };
    else {
      const operator = functions[String(how.method)];
      if (operator === undefined)
        throw new MongoError(6050202, "Method must be either locf or linear");
      windows[name] = { [operator]: `$${name}` };
    }
  }
  return { values, windows };
}

function readPartition({ partitionBy, partitionByFields }: Document): unknown {
  if (partitionByFields === undefined) return partitionBy ?? null;
  if (partitionBy !== undefined) {
    throw new MongoError(
      6050204,
      "Maximum one of 'partitionBy' and 'partitionByFields can be specified in '$fill'",
    );
  }
  const paths = (Array.isArray(partitionByFields) ? partitionByFields : []) as unknown[];
  return paths.map((path) => `$${String(path)}`);
}

/**
 * Other stages in other words, as in MongoDB: $setWindowFields for what a method fills, and $addFields for values.
 * https://www.mongodb.com/docs/manual/reference/operator/aggregation/fill/
 */
export const fill: Stage = (operand, context) => {
  if (!isPlain(operand)) {
    throw new MongoError("FailedToParse", "The $fill stage specification must be an object");
  }
  refuseUnknownFields("$fill", operand, known);
  const { sortBy, output } = operand;
  if (!isPlain(output)) throw missingField("$fill", "output");
  const { values, windows } = readOutput(output);
  const stages: StageSpecification[] = [];
  if (Object.keys(windows).length > 0) {
    stages.push({
      name: "$setWindowFields",
      operand: {
        partitionBy: readPartition(operand),
        ...(sortBy === undefined ? {} : { sortBy: sortBy as unknown }),
        output: windows,
      },
    });
  }
  if (Object.keys(values).length > 0) stages.push({ name: "$addFields", operand: values });
  return (input) => context.runStages(stages, input);
};
