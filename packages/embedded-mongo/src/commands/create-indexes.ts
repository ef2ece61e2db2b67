import type { Document } from "bson";
import { arrayField, checkNewCollectionName, collectionName, type Command } from "../command.ts";
import { describe } from "../bson/describe.ts";
import { MongoError } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { compileFilter } from "../query/filter.ts";
import { parseCollation } from "../query/collation.ts";
import { createQueryContext } from "../operation/query-context.ts";
import { createCollectionIndex, type CollectionIndex } from "../storage/collection-index.ts";
import type { Collection } from "../storage/collection.ts";
import { findCollection } from "../write/namespace.ts";
import { readIndexSpecification, sameIndex } from "../storage/index-specification.ts";

/** https://www.mongodb.com/docs/manual/reference/limits/#mongodb-limit-Number-of-Indexes-per-Collection */
const maxIndexes = 64;

/** Of a collection that is not there yet. */
const idIndex = { specification: { v: 2, key: { _id: 1 }, name: "_id_" } };

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
  const there = [...(existing?.indexes.values() ?? [idIndex])].map((index) => index.specification);
  const added: Document[] = [];
  for (const specification of read) {
    if (sameIndex([...there, ...added], specification)) continue;
    if (there.length + added.length >= maxIndexes) {
      throw new MongoError(
        "CannotCreateIndex",
        `add index fails, too many indexes for ${database}.${name} key:${describe(specification.key)}`,
      );
    }
    added.push(specification);
  }
  const indexes = added.map((specification) => indexOf(operation, specification));
  if (existing && indexes.length > 0) checkIsOwnAndEmpty(operation, existing);
  if (!existing) checkNewCollectionName(database, name);
  const collection = existing ?? server.store.create(database, name, {}, writer.transaction);
  const numIndexesBefore = collection.indexes.size;
  await buildTogether(operation, collection, indexes);
  // Indexes on documents are built together, in one event; those on none are told one by one.
  const isTogether = collection.count > 0 && added.length > 0;
  for (const told of isTogether ? [added] : added.map((one) => [one])) {
    const facts = { uuid: collection.uuid, details: { indexes: told } };
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

function indexOf(operation: Operation, specification: Document): CollectionIndex {
  const partial = specification.partialFilterExpression as Document | undefined;
  const isListed = partial && compileFilter(partial, createQueryContext(operation, undefined));
  return createCollectionIndex(specification, parseCollation(specification.collation), isListed);
}

/** Builds all of them, or none. @throws MongoError 11000 when one of them is unique and can't be */
async function buildTogether(
  operation: Operation,
  collection: Collection,
  indexes: CollectionIndex[],
): Promise<void> {
  // At once: from now on nobody else can add one of these names.
  for (const index of indexes) collection.addIndex(index);
  try {
    for (const index of indexes) await buildIndex(operation, collection, index);
  } catch (error) {
    for (const index of indexes) {
      if (collection.indexes.get(index.name) === index) collection.indexes.delete(index.name);
    }
    throw error;
  }
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
