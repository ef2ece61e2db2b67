import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { MongoError, notSupported } from "../errors.ts";
import {
  compileElement,
  isTrue,
  matchedPosition,
  type FilterContext,
  type FilterNode,
} from "./filter.ts";

type Compute = (field: unknown, document: Document) => unknown;

/** A projection as a tree of fields. */
interface Tree {
  fields: Map<string, Tree | Leaf>;
}

type Leaf =
  | { kind: "include" }
  | { kind: "exclude" }
  /** `ofField` computes from what is there ($slice, $elemMatch); others are new values. */
  | { kind: "compute"; compute: Compute; ofField: boolean; keepsOthers?: boolean };

interface Draft {
  context: FilterContext;
  root: Tree;
  /** Undecided while only _id and computed fields were seen. */
  includes: boolean | undefined;
  isFind: boolean;
  filter: FilterNode | undefined;
  /** The path before a `.$`. */
  positional?: string;
}

/**
 * Compiles the projection of a find, or of a $project stage.
 *
 * @throws MongoError with the server's numbers when paths collide or inclusion and exclusion are mixed
 */
export function compileProjection(
  specification: Document,
  context: FilterContext,
  find?: { filter: FilterNode },
): (document: Document) => Document {
  const root: Tree = { fields: new Map() };
  const draft: Draft = {
    context,
    root,
    includes: undefined,
    isFind: find !== undefined,
    filter: find?.filter,
  };
  for (const [path, operand] of Object.entries(specification)) addPath(draft, path, operand);
  const includes = draft.includes ?? impliedInclusion(draft);
  if (includes && !root.fields.has("_id")) {
    root.fields.set("_id", { kind: "include" });
  }
  const { positional } = draft;
  if (positional === undefined) {
    return (document) => apply(root, document, document, includes) as Document;
  }
  return (document) => {
    const cut = cutFirstArray(document, positional.split("."), () => {
      const position = draft.filter && matchedPosition(draft.filter, document, positional);
      if (position !== undefined) return position;
      throw new MongoError(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    });
    return apply(root, cut, document, includes) as Document;
  };
}

/** Returns a document with the matched element alone in the first array on a path; those inside stay whole. */
function cutFirstArray(document: Document, parts: string[], positionOf: () => number): Document {
  const [part = "", ...rest] = parts;
  const value: unknown = document[part];
  if (isPlain(value) && rest.length > 0) {
    return { ...document, [part]: cutFirstArray(value, rest, positionOf) };
  }
  if (!Array.isArray(value)) return document;
  const position = positionOf();
  if (position < value.length) return { ...document, [part]: [value[position] as unknown] };
  throw new MongoError(
    51247,
    "Executor error during find command :: caused by :: positional operator '.$' element mismatch",
  );
}

/** Without a plain inclusion or exclusion, an expression or $elemMatch makes it an inclusion, $slice doesn't. */
function impliedInclusion({ root }: Draft): boolean {
  const id = root.fields.get("_id");
  const others = [...root.fields.entries()].filter(([name]) => name !== "_id");
  if (others.length === 0) return id !== undefined && "kind" in id && id.kind !== "exclude";
  return others.some(
    ([, leaf]) => !("kind" in leaf) || (leaf.kind === "compute" && !leaf.keepsOthers),
  );
}

function addPath(draft: Draft, path: string, operand: unknown): void {
  if (path === "") throw new MongoError(40352, "FieldPath cannot be constructed with empty string");
  if (path.startsWith("$")) {
    throw new MongoError(
      16410,
      `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
    );
  }
  if (path.endsWith(".$") && draft.isFind) {
    addPositional(draft, path.slice(0, -2));
    return;
  }
  if (path.split(".").includes("")) {
    throw new MongoError(15998, "FieldPath field names may not be empty strings.");
  }
  if (isNumeric(operand) || typeof operand === "boolean") {
    const includes = isTrue(operand);
    if (path !== "_id") decide(draft, includes, path);
    addLeaf(draft, path, { kind: includes ? "include" : "exclude" });
    return;
  }
  if (isPlain(operand)) {
    const [operator] = Object.keys(operand);
    if (operator === undefined)
      throw new MongoError(
        51270,
        "An empty sub-projection is not a valid value. Found empty object at path",
      );
    if (!operator.startsWith("$")) {
      for (const [name, inner] of Object.entries(operand)) addPath(draft, `${path}.${name}`, inner);
      return;
    }
    if (operator === "$meta") throw notSupported(`$meta: ${describe(operand.$meta)}`);
    if (draft.isFind && operator === "$slice" && !isSliceExpression(operand.$slice)) {
      addLeaf(draft, path, {
        kind: "compute",
        ofField: true,
        keepsOthers: true,
        compute: compileSlice(operand.$slice),
      });
      return;
    }
    if (draft.isFind && operator === "$elemMatch") {
      addLeaf(draft, path, {
        kind: "compute",
        ofField: true,
        compute: compileElementMatch(draft, path, operand),
      });
      return;
    }
  }
  if (draft.includes === false) {
    throw new MongoError(31252, `Cannot use expression other than $meta in exclusion projection`);
  }
  const evaluate = draft.context.expression(operand);
  draft.includes = true;
  const compute: Compute = (_, document) => evaluate(document);
  addLeaf(draft, path, { kind: "compute", ofField: false, compute });
}

function decide(draft: Draft, includes: boolean, path: string): void {
  if (draft.includes !== undefined && draft.includes !== includes) {
    throw includes
      ? new MongoError(31253, `Cannot do inclusion on field ${path} in exclusion projection`)
      : new MongoError(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
  }
  draft.includes = includes;
}

function addLeaf(draft: Draft, path: string, leaf: Leaf): void {
  const parts = path.split(".");
  let tree = draft.root;
  for (const [index, part] of parts.entries()) {
    const next = tree.fields.get(part);
    if (index === parts.length - 1) {
      if (next) throw new MongoError(31250, `Path collision at ${path}`);
      tree.fields.set(part, leaf);
    } else if (next && "kind" in next) {
      const rest = parts.slice(index + 1).join(".");
      throw new MongoError(31249, `Path collision at ${path} remaining portion ${rest}`);
    } else if (next) {
      tree = next;
    } else {
      const inner: Tree = { fields: new Map() };
      tree.fields.set(part, inner);
      tree = inner;
    }
  }
}

function addPositional(draft: Draft, path: string): void {
  decide(draft, true, path);
  if (draft.positional !== undefined) {
    throw new MongoError(31276, "Cannot specify more than one positional projection per query.");
  }
  draft.positional = path;
  addLeaf(draft, path, { kind: "include" });
}

/** `$slice` with an array of which the first is no number is the aggregation expression. */
function isSliceExpression(operand: unknown): boolean {
  return Array.isArray(operand) && !isNumeric(operand[0]);
}

function compileSlice(operand: unknown): Compute {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map((item: unknown) => {
    if (isNumeric(item)) return Math.trunc(toNumber(item as Numeric));
    throw new MongoError(
      28667,
      `Invalid $slice syntax. The given syntax { $slice: ${describe(operand)} } did not match the find() syntax`,
    );
  });
  const [first = 0, limit] = numbers;
  if (numbers.length > 2)
    throw new MongoError(28667, "Invalid $slice syntax: $slice takes one or two numbers");
  if (limit !== undefined && limit <= 0) {
    throw new MongoError(
      28729,
      "First argument must be positive in $slice: the limit must be a positive number",
    );
  }
  return (field) => {
    if (!Array.isArray(field)) return field;
    if (limit === undefined) return first >= 0 ? field.slice(0, first) : field.slice(first);
    const start = first >= 0 ? first : Math.max(0, field.length + first);
    return field.slice(start, start + limit);
  };
}

function compileElementMatch(draft: Draft, path: string, operand: Document): Compute {
  if (path.includes("."))
    throw new MongoError(31275, "Cannot use $elemMatch projection on a nested field.");
  if (!isPlain(operand.$elemMatch))
    throw new MongoError(
      "BadValue",
      "elemMatch: Invalid argument, object required, but got " + describe(operand.$elemMatch),
    );
  const test = compileElement(operand.$elemMatch, draft.context);
  return (field) => {
    if (!Array.isArray(field)) return undefined;
    const element: unknown = field.find((item) => test(item));
    return element === undefined ? undefined : [element];
  };
}

function apply(tree: Tree, value: unknown, document: Document, includes: boolean): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => apply(tree, item, document, includes));
    return includes ? items.filter((item) => item !== undefined) : items;
  }
  if (!isPlain(value)) {
    // A plain value has none of the wanted fields; a computed one turns it into a document.
    if (!includes) return value;
    const computed = hasComputed(tree) ? computeMissing(tree, {}, {}, document) : {};
    return Object.keys(computed).length > 0 ? computed : undefined;
  }
  const result: Document = {};
  for (const [name, field] of Object.entries(value)) {
    const node = tree.fields.get(name);
    const projected = projectField(node, field, document, includes);
    if (projected !== undefined) result[name] = projected;
  }
  return computeMissing(tree, value, result, document);
}

function projectField(
  node: Tree | Leaf | undefined,
  field: unknown,
  document: Document,
  includes: boolean,
): unknown {
  if (!node) return includes ? undefined : field;
  if (!("kind" in node)) return apply(node, field, document, includes);
  if (node.kind === "include") return field;
  if (node.kind === "exclude") return undefined;
  return node.ofField ? node.compute(field, document) : undefined;
}

function hasComputed(tree: Tree): boolean {
  return [...tree.fields.values()].some((node) =>
    "kind" in node ? node.kind === "compute" && !node.ofField : hasComputed(node),
  );
}

/** Adds the computed fields behind those that were there, in the order of the projection. */
function computeMissing(
  tree: Tree,
  source: Document,
  result: Document,
  document: Document,
): Document {
  for (const [name, node] of tree.fields) {
    if (!("kind" in node)) {
      if (!Object.hasOwn(source, name) && hasComputed(node)) {
        const inner = computeMissing(node, {}, {}, document);
        if (Object.keys(inner).length > 0) result[name] = inner;
      }
    } else if (node.kind === "compute" && !node.ofField) {
      const value = node.compute(source[name], document);
      if (value !== undefined) result[name] = value;
    }
  }
  return result;
}
