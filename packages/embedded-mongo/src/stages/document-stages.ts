import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { typeOf } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import type { FilterContext } from "../query/filter.ts";
import { compileProjection } from "../query/projection.ts";

export type DocumentStage = (
  operand: unknown,
  context: FilterContext,
) => (document: Document) => Document;

interface Assignment {
  parts: string[];
  evaluate: (document: Document) => unknown;
}

/** `{ a: { b: 1 } }` sets "a.b" and leaves the rest of `a` as it is. */
function assignments(operand: Document, context: FilterContext, prefix: string[]): Assignment[] {
  return Object.entries(operand).flatMap(([path, expression]): Assignment[] => {
    const parts = [...prefix, ...path.split(".")];
    if (path.startsWith("$")) {
      throw new MongoError(
        16410,
        "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
      );
    }
    if (parts.includes("")) throw new MongoError(40353, "FieldPath must not end with a '.'.");
    const [first] = isPlain(expression) ? Object.keys(expression) : [];
    if (first !== undefined && !first.startsWith("$")) {
      return assignments(expression as Document, context, parts);
    }
    return [{ parts, evaluate: context.expression(expression) }];
  });
}

/** Returns `container` with the value at the path; the one given stays as it is. */
function withValue(container: unknown, parts: string[], at: number, value: unknown): unknown {
  if (at === parts.length) return value;
  if (Array.isArray(container)) return container.map((item) => withValue(item, parts, at, value));
  const part = parts[at] ?? "";
  const result: Document = isPlain(container) ? { ...container } : {};
  const inner = withValue(result[part], parts, at + 1, value);
  if (inner === undefined) delete result[part];
  else result[part] = inner;
  return result;
}

const addFields: DocumentStage = (operand, context) => {
  if (!isPlain(operand)) {
    throw new MongoError(
      40272,
      `$addFields specification stage must be an object, got ${typeOf(operand).name}`,
    );
  }
  if (Object.keys(operand).length === 0) {
    throw new MongoError(40177, "$addFields specification must have at least one field");
  }
  const compiled = assignments(operand, context, []);
  return (document) => {
    let result: unknown = document;
    // All expressions see the document as it came in.
    for (const { parts, evaluate } of compiled) {
      result = withValue(result, parts, 0, evaluate(document));
    }
    return result as Document;
  };
};

const unset: DocumentStage = (operand, context) => {
  const paths: unknown[] = Array.isArray(operand) ? operand : [operand];
  if (paths.length === 0 || !paths.every((path) => typeof path === "string")) {
    throw new MongoError(31002, "$unset specification must be a string or an array of strings");
  }
  return compileProjection(Object.fromEntries(paths.map((path) => [path, 0])), context);
};

const project: DocumentStage = (operand, context) => {
  if (!isPlain(operand)) throw new MongoError(15969, "$project specification must be an object");
  if (Object.keys(operand).length === 0) {
    throw new MongoError(
      51272,
      "Invalid $project :: caused by :: projection specification must have at least one field",
    );
  }
  return compileProjection(operand, context);
};

const replaceWith: DocumentStage = (operand, context) => {
  const evaluate = context.expression(operand);
  return (document) => {
    const root = evaluate(document);
    if (isPlain(root)) return root;
    throw new MongoError(
      40228,
      `'newRoot' expression must evaluate to an object, but resulting value was: ${root === undefined ? "MISSING" : describe(root)}. Type of resulting value: '${typeOf(root).name}'. Input document: ${describe(document)}`,
    );
  };
};

const replaceRoot: DocumentStage = (operand, context) => {
  if (!isPlain(operand) || !("newRoot" in operand)) {
    throw new MongoError(40231, "no newRoot specified for the $replaceRoot stage");
  }
  return replaceWith(operand.newRoot, context);
};

/** Stages that make one document of one document: also the stages that an update may have. */
export const documentStages: Record<string, DocumentStage> = {
  $addFields: addFields,
  $set: addFields,
  $unset: unset,
  $project: project,
  $replaceRoot: replaceRoot,
  $replaceWith: replaceWith,
};

/**
 * Compiles an update that is a pipeline.
 *
 * @throws MongoError when a stage is none that updates may have
 */
export function compilePipelineUpdate(
  pipeline: unknown[],
  context: FilterContext,
): (document: Document) => Document {
  const stages = pipeline.map((stage) => {
    const entries = isPlain(stage) ? Object.entries(stage) : [];
    const [entry] = entries;
    if (entries.length !== 1 || !entry) {
      throw new MongoError(
        40323,
        "A pipeline stage specification object must contain exactly one field.",
      );
    }
    const [name, operand] = entry;
    const compile = Object.hasOwn(documentStages, name) ? documentStages[name] : undefined;
    if (!compile) {
      throw new MongoError("InvalidOptions", `${name} is not allowed to be used within an update`);
    }
    return compile(operand, context);
  });
  return (document) => stages.reduce((result, stage) => stage(result), document);
}
