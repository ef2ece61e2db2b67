import { collectionName, type Command } from "../command.ts";

export const drop: Command = {
  name: "drop",
  fields: [],
  run(operation) {
    const { server, database } = operation;
    const collection = server.store.find(database, collectionName(operation));
    if (!collection) return {};
    const nIndexesWas = collection.indexes.size;
    server.store.drop(collection);
    return { nIndexesWas, ns: collection.namespace };
  },
};
