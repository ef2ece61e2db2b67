import type { Document } from "bson";
import { arrayField, booleanField, collectionName, type Command } from "../command.ts";
import type { Operation } from "../operation.ts";
import { insertDocument } from "../write/insert-document.ts";
import { collectionForInsert } from "../write/namespace.ts";
import { runStatements } from "../write/write-batch.ts";

async function run(operation: Operation): Promise<Document> {
  const documents = arrayField(operation, "documents") as Document[];
  const collection = collectionForInsert(operation, collectionName(operation, "insert"));
  let n = 0;
  const writeErrors = await runStatements(
    operation,
    documents,
    booleanField(operation, "ordered", true),
    (document) => {
      insertDocument(collection, document, operation.writer, operation.mayHaveLargeDocuments);
      n += 1;
    },
  );
  return writeErrors.length > 0 ? { n, writeErrors } : { n };
}

/** https://www.mongodb.com/docs/manual/reference/command/insert/ */
export const insert: Command = {
  name: "insert",
  fields: ["documents", "ordered", "bypassDocumentValidation"],
  run,
};
