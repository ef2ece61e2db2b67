import type { Document } from "bson";
import {
  booleanField,
  collectionName,
  countField,
  documentField,
  type Command,
} from "../command.ts";
import { firstBatch } from "../operation/cursors.ts";
import type { Chunks, Operation, Tail } from "../operation/operation.ts";
import { MongoError, notSupported } from "../errors.ts";
import { find as findDocuments } from "../plan/find.ts";
import { tail } from "../plan/tail.ts";
import { choosePlan, createQuestion } from "../plan/planner.ts";
import type { Plan } from "../plan/plan.ts";
import { compileProjection } from "../query/projection.ts";
import { chooseCollation, createQueryContext, readVariables } from "../operation/query-context.ts";
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

/** Returns how a cursor is to go on at the end of a capped collection. @throws MongoError when its options contradict */
function tailOf(operation: Operation): Tail | undefined {
  const isTailable = booleanField(operation, "tailable");
  const awaitsData = booleanField(operation, "awaitData");
  if (!isTailable) {
    if (!awaitsData) return undefined;
    throw new MongoError("FailedToParse", "Cannot set 'awaitData' without also setting 'tailable'");
  }
  const [sort] = Object.entries(documentField(operation, "sort"));
  if (sort && (sort[0] !== "$natural" || Number(sort[1]) !== 1)) {
    throw new MongoError(
      "BadValue",
      "cannot use tailable option with a sort other than {$natural: 1}",
    );
  }
  if (booleanField(operation, "singleBatch")) {
    throw new MongoError("BadValue", "cannot use tailable option with the 'singleBatch' option");
  }
  return awaitsData ? "awaitData" : "tailable";
}

async function run(operation: Operation): Promise<Document> {
  const { command, database } = operation;
  const tailing = tailOf(operation);
  for (const option of ["min", "max", "returnKey", "showRecordId"]) {
    if (command[option] !== undefined && command[option] !== false)
      throw notSupported(`find with ${option}`);
  }
  const { plan, project } = planFind(operation);
  const page = pageOf(operation);
  const reader = { current: operation };
  if (tailing && plan.collection && !plan.collection.cap) {
    throw new MongoError(
      "BadValue",
      `error processing query: ns=${plan.collection.namespace} tailable cursor requested on non capped collection`,
    );
  }
  const chunks = tailing
    ? tail(plan, reader, page)
    : findDocuments(plan, reader, { keysExamined: 0, docsExamined: 0 }, page);
  const source = { chunks: project ? projected(chunks, project) : chunks, limit: page.limit };
  const cursor = await firstBatch(operation, `${database}.${command.find}`, source, {
    batchSize: countField(operation, "batchSize"),
    reader,
    isSingleBatch: booleanField(operation, "singleBatch"),
    neverTimesOut: booleanField(operation, "noCursorTimeout"),
    tail: tailing,
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
