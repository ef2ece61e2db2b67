import type { Document } from "bson";
import {
  booleanField,
  collectionName,
  countField,
  documentField,
  type Command,
} from "../command.ts";
import { firstBatch } from "../operation/cursors.ts";
import { MongoError, notSupported } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { find as findDocuments } from "../plan/find.ts";
import { choosePlan, createQuestion } from "../plan/planner.ts";
import type { Plan } from "../plan/plan.ts";
import { compileProjection } from "../query/projection.ts";
import { chooseCollation, createQueryContext, readVariables } from "../operation/query-context.ts";
import type { Chunks } from "../operation/cursors.ts";
import { findCollection } from "../write/namespace.ts";

/** Returns how a find is going to reach its documents, and what it makes of them. */
export function planFind(operation: Operation): {
  plan: Plan;
  project: ((document: Document) => Document) | undefined;
} {
  const { command } = operation;
  const collection = findCollection(operation, collectionName(operation, "find"));
  const collation = chooseCollation(command.collation, collection);
  const context = createQueryContext(operation, collation, readVariables(command.let));
  const question = createQuestion(
    {
      filter: documentField(operation, "filter"),
      sort: command.sort,
      hint: command.hint,
      collation,
    },
    context,
  );
  const projection = documentField(operation, "projection");
  const project =
    Object.keys(projection).length > 0
      ? compileProjection(projection, context, { filter: question.node })
      : undefined;
  return { plan: choosePlan(collection, question), project };
}

/** Returns skip and limit of a find. */
export function pageOf(operation: Operation): { skip: number; limit: number } {
  const limit = countField(operation, "limit") ?? 0;
  return { skip: countField(operation, "skip") ?? 0, limit: limit === 0 ? Infinity : limit };
}

async function* projected(chunks: Chunks, project: (document: Document) => Document): Chunks {
  for await (const chunk of chunks) yield chunk.map(project);
}

async function run(operation: Operation): Promise<Document> {
  const { command, database } = operation;
  if (booleanField(operation, "tailable")) {
    throw new MongoError(
      "BadValue",
      "error processing query: tailable cursor requested on non capped collection",
    );
  }
  if (booleanField(operation, "awaitData")) {
    throw new MongoError("FailedToParse", "Cannot set 'awaitData' without also setting 'tailable'");
  }
  for (const option of ["min", "max", "returnKey", "showRecordId"]) {
    if (command[option] !== undefined && command[option] !== false)
      throw notSupported(`find with ${option}`);
  }
  const { plan, project } = planFind(operation);
  const page = pageOf(operation);
  const reader = { current: operation };
  const chunks = findDocuments(plan, reader, { keysExamined: 0, docsExamined: 0 }, page);
  const source = { chunks: project ? projected(chunks, project) : chunks, limit: page.limit };
  const cursor = await firstBatch(operation, `${database}.${command.find}`, source, {
    batchSize: countField(operation, "batchSize"),
    reader,
    isSingleBatch: booleanField(operation, "singleBatch"),
    neverTimesOut: booleanField(operation, "noCursorTimeout"),
  });
  return { cursor };
}

/** https://www.mongodb.com/docs/manual/reference/command/find/ */
export const find: Command = {
  name: "find",
  fields: [
    "filter",
    "sort",
    "projection",
    "hint",
    "skip",
    "limit",
    "batchSize",
    "singleBatch",
    "max",
    "min",
    "returnKey",
    "showRecordId",
    "tailable",
    "awaitData",
    "oplogReplay",
    "noCursorTimeout",
    "allowPartialResults",
    "collation",
    "allowDiskUse",
    "let",
  ],
  run,
};
