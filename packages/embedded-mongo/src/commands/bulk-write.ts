import type { Document } from "bson";
import {
  arrayField,
  booleanField,
  checkCollectionName,
  cursorBatchSize,
  type Command,
} from "../command.ts";
import { checkStatements } from "../dispatch/command-fields.ts";
import { firstBatch } from "../operation/cursors.ts";
import { once } from "../stages/stage.ts";
import { MongoError } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { runDelete } from "../write/delete-statement.ts";
import { insertDocument } from "../write/insert-document.ts";
import { collectionForInsert } from "../write/namespace.ts";
import { runUpdate } from "../write/update-statement.ts";
import { runStatements } from "../write/write-batch.ts";
import { numberOfField } from "../bson/number.ts";

interface Totals {
  nErrors: number;
  nInserted: number;
  nMatched: number;
  nModified: number;
  nUpserted: number;
  nDeleted: number;
}

const fields: Record<string, { required: string[]; optional: string[] }> = {
  insert: { required: ["insert", "document"], optional: [] },
  update: {
    required: ["update", "filter", "updateMods"],
    optional: ["multi", "upsert", "arrayFilters", "collation", "hint", "sort", "constants"],
  },
  delete: { required: ["delete", "filter"], optional: ["multi", "collation", "hint"] },
};

function fieldsOf(statement: Document): { required: string[]; optional: string[] } {
  const [kind = ""] = Object.keys(statement);
  const known = Object.hasOwn(fields, kind) ? fields[kind] : undefined;
  if (known) return known;
  throw new MongoError(
    "BadValue",
    `BulkWrite ops entry must be an insert, an update or a delete, not '${kind}'`,
  );
}

/** Runs one operation and returns its entry of the result. */
async function runOne(
  operation: Operation,
  statement: Document,
  namespaces: string[],
  totals: Totals,
): Promise<Document> {
  const [kind = ""] = Object.keys(statement);
  const namespace = namespaces[numberOfField(statement, kind) ?? -1];
  if (namespace === undefined) {
    throw new MongoError("BadValue", `BulkWrite ops entry ${kind} has an invalid nsInfo index.`);
  }
  const dot = namespace.indexOf(".");
  const database = namespace.slice(0, dot);
  const name = namespace.slice(dot + 1);
  const common = {
    filter: statement.filter as Document,
    isMulti: statement.multi === true,
    collation: statement.collation,
    hint: statement.hint,
    variables: operation.command.let,
  };
  switch (kind) {
    case "insert":
      insertDocument(
        collectionForInsert(operation, name, database),
        statement.document as Document,
        operation.writer,
        operation.mayHaveLargeDocuments,
      );
      totals.nInserted += 1;
      return { n: 1 };
    case "update": {
      const outcome = await runUpdate(
        operation,
        name,
        {
          ...common,
          update: statement.updateMods,
          isUpsert: statement.upsert === true,
          arrayFilters: statement.arrayFilters as Document[] | undefined,
          sort: statement.sort,
          constants: statement.constants,
        },
        database,
      );
      totals.nMatched += outcome.matched;
      totals.nModified += outcome.modified;
      if (outcome.upsertedId === undefined)
        return { n: outcome.matched, nModified: outcome.modified };
      totals.nUpserted += 1;
      return { n: 1, nModified: 0, upserted: { _id: outcome.upsertedId } };
    }
    default: {
      const { deleted } = await runDelete(operation, name, common, database);
      totals.nDeleted += deleted;
      return { n: deleted };
    }
  }
}

async function run(operation: Operation): Promise<Document> {
  const namespaces = checkStatements("bulkWrite.nsInfo", arrayField(operation, "nsInfo"), () => ({
    required: ["ns"],
    optional: [],
  })).map(({ ns }) => String(ns));
  for (const namespace of namespaces) {
    const [database = "", ...name] = namespace.split(".");
    checkCollectionName(database, database === "" ? "" : name.join("."));
  }
  const totals: Totals = {
    nErrors: 0,
    nInserted: 0,
    nMatched: 0,
    nModified: 0,
    nUpserted: 0,
    nDeleted: 0,
  };
  const errorsOnly = booleanField(operation, "errorsOnly");
  const results: Document[] = [];
  const errors = await runStatements(
    operation,
    checkStatements("bulkWrite.ops", arrayField(operation, "ops"), fieldsOf),
    booleanField(operation, "ordered", true),
    async (statement, idx) => {
      const result = await runOne(operation, statement, namespaces, totals);
      if (!errorsOnly) results.push({ ok: 1, idx, ...result });
    },
  );
  for (const { index, ...error } of errors)
    results.push({ ok: 0, idx: index as number, n: 0, ...error });
  totals.nErrors = errors.length;
  const sorted = results.toSorted((a, b) => Number(a.idx) - Number(b.idx));
  const cursor = await firstBatch(
    operation,
    "admin.$cmd.bulkWrite",
    { chunks: once(sorted) },
    {
      batchSize: cursorBatchSize(operation) ?? 100_000,
      reader: { current: operation },
    },
  );
  return { cursor, ...totals };
}

/** https://www.mongodb.com/docs/manual/reference/command/bulkWrite/ */
export const bulkWrite: Command = {
  name: "bulkWrite",
  fields: ["ops", "nsInfo", "ordered", "bypassDocumentValidation", "errorsOnly", "let", "cursor"],
  isAdminOnly: true,
  run,
};
