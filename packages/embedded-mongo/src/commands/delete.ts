import type { Document } from "bson";
import {
  arrayField,
  booleanField,
  collectionName,
  missingField,
  type Command,
} from "../command.ts";
import type { Operation } from "../operation.ts";
import { runDelete } from "../write/delete-statement.ts";
import { runStatements } from "../write/write-batch.ts";

async function run(operation: Operation): Promise<Document> {
  const name = collectionName(operation, "delete");
  const statements = arrayField(operation, "deletes") as Document[];
  let n = 0;
  const writeErrors = await runStatements(
    operation,
    statements,
    booleanField(operation, "ordered", true),
    async (statement) => {
      if (!("q" in statement)) throw missingField("delete.deletes", "q");
      if (!("limit" in statement)) throw missingField("delete.deletes", "limit");
      const { deleted } = await runDelete(operation, name, {
        filter: statement.q as Document,
        isMulti: statement.limit === 0,
        collation: statement.collation,
        hint: statement.hint,
        variables: operation.command.let,
      });
      n += deleted;
    },
  );
  return writeErrors.length > 0 ? { n, writeErrors } : { n };
}

/** https://www.mongodb.com/docs/manual/reference/command/delete/ */
export const deleteCommand: Command = {
  name: "delete",
  fields: ["deletes", "ordered", "let"],
  run,
};
