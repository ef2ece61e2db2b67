import { booleanField, checkNewCollectionName, missingField, type Command } from "../command.ts";
import { MongoError, notSupported } from "../errors.ts";

/** "db.name" in two parts. */
function split(namespace: unknown): { database: string; name: string } {
  const text = String(namespace);
  const dot = text.indexOf(".");
  if (typeof namespace !== "string" || dot < 1)
    throw new MongoError("InvalidNamespace", `Invalid namespace specified '${text}'`);
  return { database: text.slice(0, dot), name: text.slice(dot + 1) };
}

export const renameCollection: Command = {
  name: "renameCollection",
  fields: ["to", "dropTarget"],
  isAdminOnly: true,
  run(operation) {
    const { store } = operation.server;
    const from = split(operation.command.renameCollection);
    if (operation.command.to === undefined) throw missingField("renameCollection", "to");
    const to = split(operation.command.to);
    checkNewCollectionName(to.database, to.name);
    if (from.database !== to.database) throw notSupported("renameCollection to another database");
    const collection = store.find(from.database, from.name);
    if (!collection)
      throw new MongoError(
        "NamespaceNotFound",
        `Source collection ${from.database}.${from.name} does not exist`,
      );
    const target = store.find(to.database, to.name);
    if (target === collection)
      throw new MongoError("IllegalOperation", "Can't rename a collection to itself");
    if (target && !booleanField(operation, "dropTarget"))
      throw new MongoError("NamespaceExists", "target namespace exists");
    store.rename(collection, to.name);
    return {};
  },
};
