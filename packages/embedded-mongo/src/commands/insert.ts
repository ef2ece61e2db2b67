import type { Document } from "bson";
import { arrayField, booleanField, collectionName, wrongType, type Command } from "../command.ts";
import { isPlain } from "../bson/decode.ts";
import type { Operation } from "../operation/operation.ts";
import { insertDocument } from "../write/insert-document.ts";
import { collectionForInsert } from "../write/namespace.ts";
import { checkBatchSize, runStatements } from "../write/write-batch.ts";

async function run(operation: Operation): Promise<Document> {
  const documents = arrayField(operation, "documents") as Document[];
  const name = collectionName(operation, "insert");
  checkBatchSize(documents);
  for (const [index, document] of documents.entries()) {
    if (!isPlain(document)) throw wrongType("insert.documents", String(index), document, "object");
  }
  const collection = collectionForInsert(operation, name);
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
