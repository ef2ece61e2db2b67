import type { Operation } from "../operation.ts";
import { MongoError } from "../errors.ts";
import type { Collection } from "../storage/collection.ts";

/** Returns the collection to write into, made if it is not there. */
export function collectionForInsert(
  operation: Operation,
  name: string,
  database = operation.database,
): Collection {
  const { store } = operation.server;
  const found = store.find(database, name);
  if (found) return found;
  if (name.startsWith("system.")) {
    throw new MongoError("InvalidNamespace", `cannot write to '${database}.${name}'`);
  }
  return store.create(database, name);
}
