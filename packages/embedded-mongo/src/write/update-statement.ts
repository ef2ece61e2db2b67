import { ObjectId, serialize, type Document } from "bson";
import { compilePipelineUpdate } from "../stages/document-stages.ts";
import { compareValues } from "../bson/compare.ts";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { MongoError } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { choosePlan, createQuestion } from "../plan/planner.ts";
import type { Plan } from "../plan/plan.ts";
import { scan, type Match } from "../plan/scan.ts";
import { matchedPosition } from "../query/filter.ts";
import { sortDocuments } from "../query/sort.ts";
import { compileUpdate, type UpdateInput } from "../query/update.ts";
import {
  chooseCollation,
  createQueryContext,
  readConstants,
  readVariables,
} from "../operation/query-context.ts";
import type { Collection } from "../storage/collection.ts";
import { visibleDocument } from "../storage/record.ts";
import { collectionForInsert, findCollection } from "./namespace.ts";
import { insertDocument, maxDocumentBytes, withId } from "./insert-document.ts";
import { documentOfFilter } from "./upsert.ts";
import { untilFree } from "./wait-for-transaction.ts";

/** One update, as the commands update, findAndModify and bulkWrite ask for it. */
export interface UpdateStatement {
  filter: Document;
  update: unknown;
  isMulti: boolean;
  isUpsert: boolean;
  arrayFilters?: Document[] | undefined;
  collation?: unknown;
  hint?: unknown;
  sort?: unknown;
  variables?: unknown;
  /** `c` of the update command: constants for a pipeline. */
  constants?: unknown;
}

export interface UpdateOutcome {
  matched: number;
  modified: number;
  upsertedId?: unknown;
  /** Before and after, for findAndModify; of the last document. */
  before?: Document | undefined;
  after?: Document | undefined;
}

interface Compiled {
  isReplacement: boolean;
  apply: (input: UpdateInput) => Document;
}

/** @throws MongoError when the statement's update is not one */
export function compileStatement(
  statement: Pick<UpdateStatement, "update" | "isMulti" | "arrayFilters" | "sort">,
  context: ReturnType<typeof createQueryContext>,
): Compiled {
  const { update } = statement;
  if (statement.isMulti && statement.sort !== undefined) {
    throw new MongoError("FailedToParse", "Cannot specify sort with multi=true");
  }
  if (Array.isArray(update)) {
    if (statement.arrayFilters) {
      throw new MongoError(
        "FailedToParse",
        "arrayFilters may not be specified for pipeline-syle updates",
      );
    }
    const apply = compilePipelineUpdate(update, context);
    return {
      isReplacement: false,
      apply({ document }) {
        const after = apply(document);
        const isLost = after._id === undefined && document._id !== undefined;
        return isLost ? { _id: document._id as unknown, ...after } : after;
      },
    };
  }
  if (!isPlain(update)) {
    throw new MongoError("FailedToParse", "Update argument must be either an object or an array");
  }
  const isReplacement = Object.keys(update)[0]?.startsWith("$") !== true;
  if (!isReplacement) {
    return { isReplacement, apply: compileUpdate(update, statement.arrayFilters, context) };
  }
  if (statement.isMulti) {
    throw new MongoError(
      "FailedToParse",
      "multi update is not supported for replacement-style update",
    );
  }
  if (statement.arrayFilters) {
    throw new MongoError("FailedToParse", "Cannot specify arrayFilters and a replacement document");
  }
  const prefixed = Object.keys(update).find((name) => name.startsWith("$"));
  if (prefixed !== undefined) {
    throw new MongoError(
      "DollarPrefixedFieldName",
      `The dollar ($) prefixed field '${prefixed}' in '${prefixed}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
  return {
    isReplacement,
    apply({ document }) {
      const id: unknown = "_id" in update ? update._id : document._id;
      return id === undefined ? update : { _id: id, ...update };
    },
  };
}

/** Returns how an update or delete is going to find its documents. */
export function planWrite(
  operation: Operation,
  collection: Collection | undefined,
  statement: Omit<UpdateStatement, "update" | "isUpsert" | "isMulti">,
): { plan: Plan; context: ReturnType<typeof createQueryContext> } {
  const collation = chooseCollation(statement.collation, collection);
  const variables = {
    ...readVariables(statement.variables),
    ...readConstants(statement.constants),
  };
  const context = createQueryContext(operation, collation, variables);
  const { filter, sort, hint } = statement;
  const question = createQuestion({ filter, sort, hint, collation }, context);
  return { plan: choosePlan(collection, question), context };
}

/** Yields what an update or delete is about: all matches, or the first in the order of the sort. */
export async function* targets(
  operation: Operation,
  plan: Plan,
  isMulti: boolean,
): AsyncGenerator<Match, void, undefined> {
  const work = { keysExamined: 0, docsExamined: 0 };
  const reader = { current: operation };
  const { sort, collation, test } = plan.question;
  const isNow = ({ record, document }: Match): boolean => {
    const current = visibleDocument(record, operation.view);
    return current === document || (current !== undefined && test(current));
  };
  if (!isMulti && sort.length > 0 && !plan.isSorted) {
    const matches = new Map<Document, Match>();
    for await (const chunk of scan(plan, reader, work)) {
      for (const match of chunk) matches.set(match.document, match);
    }
    for (const document of sortDocuments([...matches.keys()], sort, collation?.compare)) {
      const match = matches.get(document);
      if (match) await untilFree(operation, match.record);
      if (match && isNow(match)) {
        yield {
          record: match.record,
          document: visibleDocument(match.record, operation.view) ?? document,
        };
        return;
      }
    }
    return;
  }
  for await (const chunk of scan(plan, reader, work, isMulti ? Infinity : 1)) {
    for (const match of chunk) {
      await untilFree(operation, match.record);
      if (!isNow(match)) continue;
      yield {
        record: match.record,
        document: visibleDocument(match.record, operation.view) ?? match.document,
      };
    }
  }
}

/**
 * Updates the documents of one statement, or inserts one where it is an upsert and none matches.
 *
 * @throws MongoError as the server's write error
 */
export async function runUpdate(
  operation: Operation,
  name: string,
  statement: UpdateStatement,
  database = operation.database,
): Promise<UpdateOutcome> {
  const existing = findCollection(operation, name, database);
  const { plan, context } = planWrite(operation, existing, statement);
  const { isReplacement, apply } = compileStatement(statement, context);
  const { node } = plan.question;
  const outcome: UpdateOutcome = { matched: 0, modified: 0 };

  for await (const { record, document } of targets(operation, plan, statement.isMulti)) {
    const written: string[] = [];
    const after = apply({
      document,
      isInsert: false,
      written,
      position: (arrayPath) => matchedPosition(node, document, arrayPath),
    });
    checkId(document, after, isReplacement);
    outcome.matched += 1;
    outcome.before = document;
    outcome.after = document;
    const bytes = serialize(after, { ignoreUndefined: true });
    if (bytes.length > maxDocumentBytes) {
      throw new MongoError(
        17419,
        `Resulting document after update is larger than ${maxDocumentBytes}`,
      );
    }
    const bytesBefore = serialize(document, { ignoreUndefined: true });
    if (Buffer.compare(bytes, bytesBefore) !== 0) {
      operation.writer.bytes = bytes.length + bytesBefore.length;
      operation.writer.written = written;
      plan.collection?.update(record, withId(after), isReplacement, operation.writer);
      outcome.modified += 1;
      outcome.after = after;
    }
  }
  if (outcome.matched > 0 || !statement.isUpsert) return outcome;

  const base = documentOfFilter(node, isReplacement ? (path) => path === "_id" : undefined);
  const after = apply({ document: base, isInsert: true, written: [], position: () => undefined });
  if (base._id !== undefined) checkId(base, after, isReplacement);
  const inserted = insertDocument(
    collectionForInsert(operation, name, database),
    after._id === undefined ? { _id: new ObjectId(), ...after } : after,
    operation.writer,
    true,
  );
  return { matched: 0, modified: 0, upsertedId: inserted._id, after: inserted };
}

function checkId(before: Document, after: Document, isReplacement: boolean): void {
  if (after._id !== undefined && compareValues(before._id, after._id) === 0) return;
  const shown = describe(after._id);
  throw new MongoError(
    "ImmutableField",
    isReplacement
      ? `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${shown}`
      : "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}
