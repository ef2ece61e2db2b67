import type { Document } from "bson";
import { arrayField, booleanField, collectionName, type Command } from "../command.ts";
import { checkStatements } from "../dispatch/command-fields.ts";
import { describe } from "../bson/describe.ts";
import { numberOfField } from "../bson/number.ts";
import { MongoError } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { runDelete } from "../write/delete-statement.ts";
import { runStatements } from "../write/write-batch.ts";

const fields = { required: ["q", "limit"], optional: ["collation", "hint"] };

async function run(operation: Operation): Promise<Document> {
  const name = collectionName(operation, "delete");
  const statements = checkStatements(
    "delete.deletes",
    arrayField(operation, "deletes"),
    () => fields,
  );
  for (const statement of statements) {
    const limit = numberOfField(statement, "limit");
    if (limit === 0 || limit === 1) continue;
    throw new MongoError(
      "FailedToParse",
      `The limit field in delete objects must be 0 or 1. Got ${describe(statement.limit)}`,
    );
  }
  let n = 0;
  const writeErrors = await runStatements(
    operation,
    statements,
    booleanField(operation, "ordered", true),
    async (statement) => {
      const { deleted } = await runDelete(operation, name, {
        filter: statement.q as Document,
        isMulti: numberOfField(statement, "limit") === 0,
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
