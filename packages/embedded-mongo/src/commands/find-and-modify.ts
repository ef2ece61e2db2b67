import type { Document } from "bson";
import { booleanField, collectionName, documentField, type Command } from "../command.ts";
import { MongoError } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { compileProjection } from "../query/projection.ts";
import { runDelete } from "../write/delete-statement.ts";
import { findCollection } from "../write/namespace.ts";
import { planWrite, runUpdate } from "../write/update-statement.ts";

async function run(operation: Operation): Promise<Document> {
  const { command } = operation;
  const name = collectionName(operation);
  const isRemove = booleanField(operation, "remove");
  const isNew = booleanField(operation, "new");
  const isUpsert = booleanField(operation, "upsert");
  if (isRemove && command.update !== undefined) {
    throw new MongoError("FailedToParse", "Cannot specify both an update and remove=true");
  }
  if (isRemove && isUpsert)
    throw new MongoError("FailedToParse", "Cannot specify both upsert=true and remove=true");
  if (isRemove && isNew) {
    throw new MongoError(
      "FailedToParse",
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  }
  if (isRemove && command.arrayFilters !== undefined) {
    throw new MongoError("FailedToParse", "Cannot specify arrayFilters and remove=true");
  }
  if (!isRemove && command.update === undefined) {
    throw new MongoError("FailedToParse", "Either an update or remove=true must be specified");
  }
  const statement = {
    filter: documentField(operation, "query"),
    sort: command.sort,
    hint: command.hint,
    collation: command.collation,
    arrayFilters: command.arrayFilters as Document[] | undefined,
    variables: command.let,
    isMulti: false,
  };
  const project = projector(operation, name, statement);

  if (isRemove) {
    const { deleted, before } = await runDelete(operation, name, statement);
    return { lastErrorObject: { n: deleted }, value: before ? project(before) : null };
  }
  const outcome = await runUpdate(operation, name, {
    ...statement,
    update: command.update,
    isUpsert,
  });
  const { upsertedId, matched } = outcome;
  const document = isNew ? outcome.after : outcome.before;
  return {
    lastErrorObject: {
      n: matched + (upsertedId === undefined ? 0 : 1),
      updatedExisting: matched > 0,
      ...(upsertedId === undefined ? {} : { upserted: upsertedId }),
    },
    value: document ? project(document) : null,
  };
}

function projector(
  operation: Operation,
  name: string,
  statement: Parameters<typeof planWrite>[2],
): (document: Document) => Document {
  const fields = documentField(operation, "fields");
  if (Object.keys(fields).length === 0) return (document) => document;
  const collection = findCollection(operation, name);
  const { plan, context } = planWrite(operation, collection, statement);
  return compileProjection(fields, context, { filter: plan.question.node });
}

/** https://www.mongodb.com/docs/manual/reference/command/findAndModify/ */
export const findAndModify: Command = {
  name: "findAndModify",
  aliases: ["findandmodify"],
  fields: [
    "query",
    "sort",
    "remove",
    "update",
    "new",
    "fields",
    "upsert",
    "bypassDocumentValidation",
    "collation",
    "arrayFilters",
    "hint",
    "let",
  ],
  run,
};
