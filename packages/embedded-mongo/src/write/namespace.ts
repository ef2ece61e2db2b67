import type { Operation } from "../operation/operation.ts";
import { MongoError } from "../errors.ts";
import type { Collection } from "../storage/collection.ts";

/** Returns a collection as an operation sees it: with those that its own transaction has created. */
export function findCollection(
  operation: Operation,
  name: string,
  database = operation.database,
): Collection | undefined {
  return operation.server.store.find(database, name, operation.writer.transaction);
}

/** Returns the collection to write into, made if it is not there. */
export function collectionForInsert(
  operation: Operation,
  name: string,
  database = operation.database,
): Collection {
  const found = findCollection(operation, name, database);
  if (found) return found;
  if (name.startsWith("system.")) {
    throw new MongoError("InvalidNamespace", `cannot write to '${database}.${name}'`);
  }
  return operation.server.store.create(database, name, {}, operation.writer.transaction);
}
