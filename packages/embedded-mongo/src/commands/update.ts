import type { Document } from "bson";
import { arrayField, booleanField, collectionName, type Command } from "../command.ts";
import { checkStatements } from "../dispatch/command-fields.ts";
import type { Operation } from "../operation/operation.ts";
import { runUpdate } from "../write/update-statement.ts";
import { runStatements } from "../write/write-batch.ts";

const fields = {
  required: ["q", "u"],
  optional: ["multi", "upsert", "arrayFilters", "collation", "hint", "sort", "c"],
};

async function run(operation: Operation): Promise<Document> {
  const name = collectionName(operation, "update");
  const statements = checkStatements(
    "update.updates",
    arrayField(operation, "updates"),
    () => fields,
  );
  const upserted: Document[] = [];
  let n = 0;
  let nModified = 0;
  const writeErrors = await runStatements(
    operation,
    statements,
    booleanField(operation, "ordered", true),
    async (statement, index) => {
      const outcome = await runUpdate(operation, name, {
        filter: statement.q as Document,
        update: statement.u,
        isMulti: statement.multi === true,
        isUpsert: statement.upsert === true,
        arrayFilters: statement.arrayFilters as Document[] | undefined,
        collation: statement.collation,
        hint: statement.hint,
        sort: statement.sort,
        variables: operation.command.let,
        constants: statement.c,
      });
      n += outcome.matched;
      nModified += outcome.modified;
      if (outcome.upsertedId !== undefined) {
        n += 1;
        upserted.push({ index, _id: outcome.upsertedId });
      }
    },
  );
  return {
    n,
    ...(upserted.length > 0 ? { upserted } : {}),
    nModified,
    ...(writeErrors.length > 0 ? { writeErrors } : {}),
  };
}

/** https://www.mongodb.com/docs/manual/reference/command/update/ */
export const update: Command = {
  name: "update",
  fields: ["updates", "ordered", "bypassDocumentValidation", "let"],
  run,
};
