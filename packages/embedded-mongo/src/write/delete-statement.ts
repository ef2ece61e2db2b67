import type { Document } from "bson";
import type { Operation } from "../operation/operation.ts";
import { findCollection } from "./namespace.ts";
import { planWrite, targets, type UpdateStatement } from "./update-statement.ts";

export type DeleteStatement = Omit<UpdateStatement, "update" | "isUpsert" | "arrayFilters">;

/** Deletes the documents of one statement; returns how many, and the last of them. */
export async function runDelete(
  operation: Operation,
  name: string,
  statement: DeleteStatement,
  database = operation.database,
): Promise<{ deleted: number; before: Document | undefined }> {
  const { plan } = planWrite(operation, findCollection(operation, name, database), statement);
  let deleted = 0;
  let before: Document | undefined;
  for await (const { record, document } of targets(operation, plan, statement.isMulti)) {
    plan.collection?.delete(record, operation.writer);
    deleted += 1;
    before = document;
  }
  return { deleted, before };
}
