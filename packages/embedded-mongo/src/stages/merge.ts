import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { MongoError, refuseUnknownFields } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { fieldAt } from "../query/path.ts";
import { withId, insertDocument } from "../write/insert-document.ts";
import { collectionForInsert, findCollection } from "../write/namespace.ts";
import { runUpdate } from "../write/update-statement.ts";
import { compileExpression } from "../expressions/expressions.ts";
import type { PipelineContext, Stage } from "./stage.ts";
import { readWriteTarget, type WriteTarget } from "./write-target.ts";

const known = new Set(["into", "on", "let", "whenMatched", "whenNotMatched"]);

function readMode(operand: Document, field: string, modes: string[]): string {
  const mode: unknown = operand[field] ?? modes[0];
  if (typeof mode === "string" && modes.includes(mode)) return mode;
  throw new MongoError(
    "BadValue",
    `Enumeration value '${String(mode)}' for field '${field}' is not a valid value.`,
  );
}

/** Returns the paths that tell which document is meant. @throws MongoError */
function readOn({ on = "_id" }: Document): string[] {
  const paths = (Array.isArray(on) ? on : [on]) as unknown[];
  if (paths.length === 0) {
    throw new MongoError(
      51187,
      "If explicitly specifying $merge 'on', must include at least one field",
    );
  }
  for (const path of paths) {
    if (typeof path !== "string") {
      throw new MongoError(
        Array.isArray(on) ? 51134 : 51186,
        `$merge 'on' array elements must be strings, but found ${describe(path)}`,
      );
    }
  }
  return paths as string[];
}

/** @throws MongoError when no index makes sure that the paths tell one document */
function checkUnique(operation: Operation, target: WriteTarget, on: string[]): void {
  if (on.length === 1 && on[0] === "_id") return;
  const collection = findCollection(operation, target.name, target.database);
  for (const { specification } of collection?.indexes.values() ?? []) {
    const paths = Object.keys(specification.key as Document);
    const isWhole = specification.partialFilterExpression === undefined;
    const isSame = paths.length === on.length && on.every((path) => paths.includes(path));
    if ((specification.unique === true || paths[0] === "_id") && isWhole && isSame) return;
  }
  throw new MongoError(51183, "Cannot find index to verify that join fields will be unique");
}

/** Returns the filter for the document that is meant. @throws MongoError when a value can't tell one */
function filterOf(document: Document, on: string[]): Document {
  const filter: Document = {};
  for (const path of on) {
    const value = fieldAt(document, path.split("."));
    if (value === undefined || value === null || Array.isArray(value)) {
      throw new MongoError(
        Array.isArray(value) ? 51185 : 51132,
        "$merge write error: 'on' field cannot be missing, null, undefined or an array",
      );
    }
    filter[path] = { $eq: value };
  }
  return filter;
}

/** Returns the variables of a pipeline for `whenMatched`: those of `let`, else `$$new` for the document that comes in. */
function compileBindings(
  bindings: unknown,
  context: PipelineContext,
): (document: Document) => Document {
  const expressions = Object.entries(isPlain(bindings) ? bindings : { new: "$$ROOT" }).map(
    ([name, expression]) => [name, compileExpression(expression, context.variables)] as const,
  );
  return (document) =>
    Object.fromEntries(
      expressions.map(([name, evaluate]) => [name, { $literal: evaluate(document) }]),
    );
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/merge/ */
export const merge: Stage = (operand, context) => {
  if (typeof operand !== "string" && !(isPlain(operand) && "into" in operand)) {
    throw new MongoError(51182, "$merge requires an 'into' argument");
  }
  const options: Document = isPlain(operand) ? operand : { into: operand };
  refuseUnknownFields("$merge", options, known);
  const target = readWriteTarget("$merge", options.into, context.database);
  const on = readOn(options);
  const pipeline = Array.isArray(options.whenMatched) ? options.whenMatched : undefined;
  const whenMatched = pipeline
    ? "pipeline"
    : readMode(options, "whenMatched", ["merge", "replace", "keepExisting", "fail"]);
  const whenNotMatched = readMode(options, "whenNotMatched", ["insert", "discard", "fail"]);
  if ((whenMatched === "keepExisting" || whenMatched === "fail") && whenNotMatched !== "insert") {
    throw new MongoError(
      51181,
      `Combination of $merge modes 'whenMatched: ${whenMatched}' and 'whenNotMatched: ${whenNotMatched}' is not supported`,
    );
  }
  if (options.let !== undefined && !pipeline) {
    throw new MongoError(
      51199,
      `Cannot use 'let' variables with 'whenMatched: ${whenMatched}' mode`,
    );
  }
  const variablesOf = pipeline && compileBindings(options.let, context);

  /** The change for a document that is there already. */
  function updateFor(document: Document): Document | unknown[] {
    if (pipeline) return pipeline;
    if (whenMatched === "keepExisting") return { $setOnInsert: {} };
    const { _id: _, ...withoutId } = document;
    // An _id that is not what the documents are told by must be the same: the update finds out.
    const changed = on.includes("_id") ? withoutId : document;
    return whenMatched === "merge" ? { $set: changed } : changed;
  }

  async function write(operation: Operation, given: Document): Promise<void> {
    const document = withId({ ...given });
    const filter = filterOf(document, on);
    const store = (): unknown =>
      insertDocument(
        collectionForInsert(operation, target.name, target.database),
        document,
        operation.writer,
        true,
      );
    // What is there already makes an insert fail, as it should.
    if (whenMatched === "fail") return void store();
    const outcome = await runUpdate(
      operation,
      target.name,
      {
        filter,
        update: updateFor(given),
        isMulti: false,
        isUpsert: false,
        variables: variablesOf?.(given),
      },
      target.database,
    );
    if (outcome.matched > 0) return;
    if (whenNotMatched === "insert") store();
    if (whenNotMatched === "fail") {
      throw new MongoError(
        13113,
        "$merge could not find a matching document in the target collection for at least one document in the source collection",
        { codeName: "MergeStageNoMatchingDocument" },
      );
    }
  }

  return async function* (input) {
    const { reader } = context;
    checkUnique(reader.current, target, on);
    for await (const chunk of input) {
      for (const document of chunk) {
        await write(reader.current, document);
        if (reader.current.isSliceOver()) await reader.current.breathe();
      }
    }
    yield [];
  };
};
