import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { MongoError } from "../errors.ts";
import { insertDocument } from "../write/insert-document.ts";
import { collectionForInsert } from "../write/namespace.ts";
import { runUpdate } from "../write/update-statement.ts";
import { compileExpression } from "./expressions.ts";
import type { Stage } from "./pipeline.ts";

interface Target {
  database: string;
  name: string;
}

function targetOf(stage: string, operand: unknown, database: string): Target {
  if (typeof operand === "string") return { database, name: operand };
  if (isPlain(operand) && typeof operand.coll === "string") {
    return { database: typeof operand.db === "string" ? operand.db : database, name: operand.coll };
  }
  throw new MongoError(
    16990,
    `${stage} only supports a string or object argument, but found ${describe(operand)}`,
  );
}

/** Replaces a collection by the documents that come in, at once when all are there. */
export const out: Stage = (operand, context) => {
  const target = targetOf("$out", operand, context.database);
  return async function* (input) {
    const all: Document[] = [];
    for await (const chunk of input) all.push(...chunk);
    const { current } = context.reader;
    const { store } = current.server;
    const existing = store.find(target.database, target.name);
    const indexes = [...(existing?.indexes.values() ?? [])];
    if (existing) store.drop(existing);
    const collection = store.create(target.database, target.name, existing?.options);
    for (const index of indexes) {
      const copy = index.empty();
      copy.isReady = true;
      collection.addIndex(copy);
    }
    for (const document of all) {
      insertDocument(collection, { ...document }, current.writer, true);
      if (current.isSliceOver()) await current.breathe();
    }
    yield [];
  };
};

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/merge/ */
export const merge: Stage = (operand, context) => {
  if (typeof operand !== "string" && !(isPlain(operand) && "into" in operand)) {
    throw new MongoError(51182, "$merge requires an 'into' argument");
  }
  const options: Document = isPlain(operand) ? operand : { into: operand };
  const target = targetOf("$merge", options.into, context.database);
  const on = (Array.isArray(options.on) ? options.on : [options.on ?? "_id"]) as string[];
  const whenMatched: unknown = options.whenMatched ?? "merge";
  const whenNotMatched: unknown = options.whenNotMatched ?? "insert";
  if (
    !Array.isArray(whenMatched) &&
    !["replace", "keepExisting", "merge", "fail"].includes(String(whenMatched))
  ) {
    throw new MongoError(
      "BadValue",
      `Enumeration value '${String(whenMatched)}' for field 'whenMatched' is not a valid value.`,
    );
  }
  if (!["insert", "discard", "fail"].includes(String(whenNotMatched))) {
    throw new MongoError(
      "BadValue",
      `Enumeration value '${String(whenNotMatched)}' for field 'whenNotMatched' is not a valid value.`,
    );
  }

  return async function* (input) {
    const { current } = context.reader;
    for await (const chunk of input) {
      for (const document of chunk) {
        const filter: Document = {};
        for (const path of on) filter[path] = { $eq: document[path] as unknown };
        const collection = collectionForInsert(current, target.name, target.database);
        const variables = Array.isArray(whenMatched)
          ? mergeVariables(options.let, document)
          : undefined;
        const update =
          whenMatched === "merge"
            ? { $set: withoutId(document) }
            : whenMatched === "replace"
              ? withoutId(document)
              : Array.isArray(whenMatched)
                ? whenMatched
                : { $setOnInsert: {} };
        const outcome = await runUpdate(
          current,
          target.name,
          { filter, update, isMulti: false, isUpsert: false, variables },
          target.database,
        );
        if (outcome.matched > 0) {
          if (whenMatched === "fail")
            insertDocument(collection, { ...document }, current.writer, true);
        } else if (whenNotMatched === "insert") {
          insertDocument(collection, { ...document }, current.writer, true);
        } else if (whenNotMatched === "fail") {
          throw new MongoError(
            13113,
            "$merge could not find a matching document in the target collection for at least one document in the source collection",
            { codeName: "MergeStageNoMatchingDocument" },
          );
        }
        if (current.isSliceOver()) await current.breathe();
      }
    }
    yield [];
  };
};

function withoutId(document: Document): Document {
  const { _id: _, ...rest } = document;
  return rest;
}

/** `$$new` is the document that comes in; further ones come from `let`. */
function mergeVariables(bindings: unknown, document: Document): Document {
  const variables: Document = { new: { $literal: document } };
  for (const [name, expression] of Object.entries(isPlain(bindings) ? bindings : {})) {
    variables[name] = { $literal: compileExpression(expression)(document) };
  }
  return variables;
}
