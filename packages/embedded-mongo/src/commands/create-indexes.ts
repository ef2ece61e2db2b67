import type { Document } from "bson";
import { arrayField, collectionName, type Command } from "../command.ts";
import { MongoError } from "../errors.ts";
import type { Operation } from "../operation.ts";
import { compileFilter } from "../query/filter.ts";
import { parseCollation } from "../query/collation.ts";
import { createQueryContext } from "../query-context.ts";
import { createCollectionIndex, type CollectionIndex } from "../storage/collection-index.ts";
import type { Collection } from "../storage/collection.ts";
import { findCollection } from "../write/namespace.ts";
import { readIndexSpecification, sameIndex } from "../storage/index-specification.ts";

async function run(operation: Operation): Promise<Document> {
  const { server, database, writer } = operation;
  const name = collectionName(operation);
  const specifications = arrayField(operation, "indexes") as Document[];
  if (specifications.length === 0)
    throw new MongoError("BadValue", "Must specify at least one index to create");
  const existing = findCollection(operation, name);
  const read = specifications.map((given) =>
    readIndexSpecification(given, existing?.options.collation),
  );
  const collection = existing ?? server.store.create(database, name, {}, writer.transaction);
  const numIndexesBefore = collection.indexes.size;
  const added: Document[] = [];
  for (const specification of read) {
    if (sameIndex(collection, specification)) continue;
    await addIndex(operation, collection, specification);
    added.push(specification);
  }
  // Indexes on documents are built together, in one event; those on none are told one by one.
  const isTogether = collection.count > 0 && added.length > 0;
  for (const indexes of isTogether ? [added] : added.map((one) => [one])) {
    const facts = { uuid: collection.uuid, details: { indexes } };
    server.store.note("createIndexes", database, name, facts, writer.transaction);
  }
  const numIndexesAfter = collection.indexes.size;
  return {
    numIndexesBefore,
    numIndexesAfter,
    createdCollectionAutomatically: !existing,
    ...(numIndexesAfter === numIndexesBefore ? { note: "all indexes already exist" } : {}),
  };
}

async function addIndex(
  operation: Operation,
  collection: Collection,
  specification: Document,
): Promise<void> {
  checkIsOwnAndEmpty(operation, collection);
  const partial = specification.partialFilterExpression as Document | undefined;
  const isListed = partial && compileFilter(partial, createQueryContext(operation, undefined));
  const index = createCollectionIndex(
    specification,
    parseCollation(specification.collation),
    isListed,
  );
  await buildIndex(operation, collection, index);
}

/**
 * A transaction can only give indexes to a collection that it has created itself, while that is empty.
 * https://www.mongodb.com/docs/manual/core/transactions-operations/#create-collections-and-indexes-in-a-transaction
 */
function checkIsOwnAndEmpty({ writer }: Operation, collection: Collection): void {
  const { transaction } = writer;
  if (!transaction) return;
  const isOwn = transaction.created.has(collection.namespace);
  if (isOwn && collection.countVisible(transaction.view) === 0) return;
  throw new MongoError(
    "OperationNotSupportedInTransaction",
    `Cannot create new indexes on ${isOwn ? "non-empty" : "existing"} collection ${collection.namespace} in a multi-document transaction.`,
  );
}

/** Fills a new index while others are served. @throws MongoError 11000 when it is unique and can't be */
export async function buildIndex(
  operation: Operation,
  collection: Collection,
  index: CollectionIndex,
): Promise<void> {
  collection.addIndex(index);
  try {
    for (const record of collection.records.values()) {
      collection.indexRecord(index, record);
      if (operation.isSliceOver()) await operation.breathe();
    }
  } catch (error) {
    collection.indexes.delete(index.name);
    throw error;
  }
  index.isReady = true;
}

/** https://www.mongodb.com/docs/manual/reference/command/createIndexes/ */
export const createIndexes: Command = {
  name: "createIndexes",
  fields: ["indexes", "commitQuorum"],
  run,
};
