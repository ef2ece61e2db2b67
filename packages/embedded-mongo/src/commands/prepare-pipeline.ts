import { arrayField, checkCollectionName } from "../command.ts";
import { MongoError } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { chooseCollation, readVariables } from "../operation/query-context.ts";
import { createPipelineContext } from "../stages/pipeline.ts";
import { parsePipeline, type PipelineContext, type StageSpecification } from "../stages/stage.ts";
import { findCollection } from "../write/namespace.ts";

/** The fields of an aggregate command, to be run or explained. */
export const pipelineFields = [
  "pipeline",
  "cursor",
  "allowDiskUse",
  "bypassDocumentValidation",
  "collation",
  "hint",
  "let",
  "explain",
  "noCursorTimeout",
] as const;

/** https://www.mongodb.com/docs/manual/core/transactions-operations/#crud-operations */
const refusedInTransaction = new Set([
  "$changeStream",
  "$collStats",
  "$currentOp",
  "$indexStats",
  "$listLocalSessions",
  "$merge",
  "$out",
]);

/** Returns the parts of an aggregate command, ready to run. */
export function preparePipeline(operation: Operation): {
  specifications: StageSpecification[];
  context: PipelineContext;
} {
  const { command, database } = operation;
  const target: unknown = command.aggregate;
  const collection = typeof target === "string" ? findCollection(operation, target) : undefined;
  if (typeof target === "string") checkCollectionName(database, target);
  const specifications = parsePipeline(arrayField(operation, "pipeline"));
  const first = specifications[0]?.name;
  const needsNone = ["$documents", "$currentOp", "$listLocalSessions", "$changeStream"].includes(
    first ?? "",
  );
  if (typeof target !== "string" && !needsNone) {
    throw new MongoError(
      "InvalidNamespace",
      "{aggregate: 1} is not valid for '" +
        (first ?? "an empty pipeline") +
        "'; a collection is required.",
    );
  }
  const isLast = (index: number): boolean => index === specifications.length - 1;
  for (const [index, { name }] of specifications.entries()) {
    if ((name === "$out" || name === "$merge") && !isLast(index)) {
      throw new MongoError(40601, `${name} can only be the final stage in the pipeline`);
    }
    if (operation.writer.transaction && refusedInTransaction.has(name)) {
      throw new MongoError(
        "OperationNotSupportedInTransaction",
        `Stage not supported inside of a multi-document transaction: ${name}`,
      );
    }
  }
  const context = createPipelineContext(
    { current: operation },
    database,
    collection,
    { option: command.collation, parsed: chooseCollation(command.collation, collection) },
    readVariables(command.let),
  );
  context.hint = command.hint;
  return { specifications, context };
}
