import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import { typeOf } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { compileFilter, type FilterContext, type Test } from "./filter.ts";
import { isArrayIndex } from "./path.ts";
import { updateOperators, type FieldChange } from "./update-operators.ts";

/** What an update does to one document. */
export interface UpdateInput {
  document: Document;
  /** It is about to be inserted by an upsert: $setOnInsert counts. */
  isInsert: boolean;
  /** The place in the array that the filter matched, for the positional `$`. */
  position: (arrayPath: string) => number | undefined;
  /** Gets the paths of the fields that get a new value. */
  written: string[];
}

/** Returns the changed document; the one given stays as it is. */
export type Update = (input: UpdateInput) => Document;

interface Change {
  path: string;
  parts: string[];
  operator: string;
  change: FieldChange;
}

/** Returns a copy whose documents and arrays can be changed; other values are never changed in place. */
export function copy<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copy) as Value;
  if (!isPlain(value)) return value;
  const result: Document = {};
  for (const key of Object.keys(value)) result[key] = copy((value as Document)[key]);
  return result as Value;
}

/**
 * Compiles an update with operators.
 *
 * @throws MongoError with the server's codes when an operator is unknown, or paths are in each other's way
 */
export function compileUpdate(
  modifiers: Document,
  arrayFilters: Document[] | undefined,
  context: FilterContext,
): Update {
  const changes: Change[] = [];
  for (const [operator, operand] of Object.entries(modifiers)) {
    const compile = Object.hasOwn(updateOperators, operator)
      ? updateOperators[operator]
      : undefined;
    if (!compile) {
      throw new MongoError(
        "FailedToParse",
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isPlain(operand)) {
      throw new MongoError(
        "FailedToParse",
        `Modifiers operate on fields but we found type ${typeOf(operand).name} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${describe(operand)}}`,
      );
    }
    for (const [path, value] of Object.entries(operand)) {
      checkPath(path, operator);
      for (const change of compile(path, value, context)) {
        changes.push({ path: change.path, parts: change.path.split("."), operator, change });
      }
    }
  }
  changes.sort(byPath);
  checkConflicts(changes);
  const filters = compileArrayFilters(arrayFilters, changes, modifiers, context);

  return (input) => {
    const document = copy(input.document);
    for (const { parts, path, change, operator } of changes) {
      if (operator === "$setOnInsert" && !input.isInsert) continue;
      if (change.isIdle?.(input.document)) continue;
      if (change.creates && path.startsWith("$") && !input.isInsert) throw prefixedAtTop(path);
      const target: Target = { document, path, operator, change, filters, input };
      walk(target, document, parts, 0);
    }
    return document;
  };
}

function checkPath(path: string, operator: string): void {
  if (path === "") {
    throw new MongoError(56, "An empty update path is not valid.");
  }
  if (path.split(".").includes("")) {
    throw new MongoError(
      56,
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  const first = path.split(".")[0] ?? "";
  if (first === "$" || first.startsWith("$[")) {
    throw new MongoError(
      "BadValue",
      `Cannot have positional (i.e. '$') element in the first position in path '${path}'`,
    );
  }
  if (operator === "$rename" && /(^|\.)\$/.test(path)) {
    throw new MongoError("BadValue", `The source field for $rename may not be dynamic: ${path}`);
  }
}

/** The server applies changes in the order of their paths, numbers as numbers. */
function byPath(left: Change, right: Change): number {
  for (let index = 0; ; index += 1) {
    const a = left.parts[index];
    const b = right.parts[index];
    if (a === undefined || b === undefined) return left.parts.length - right.parts.length;
    if (a === b) continue;
    if (isArrayIndex(a) && isArrayIndex(b)) return Number(a) - Number(b);
    return a < b ? -1 : 1;
  }
}

function checkConflicts(changes: Change[]): void {
  for (const [index, { path }] of changes.entries()) {
    for (const other of changes.slice(0, index)) {
      if (path === other.path || path.startsWith(`${other.path}.`)) {
        throw new MongoError(
          "ConflictingUpdateOperators",
          `Updating the path '${path}' would create a conflict at '${other.path}'`,
        );
      }
    }
  }
}

function compileArrayFilters(
  arrayFilters: Document[] | undefined,
  changes: Change[],
  modifiers: Document,
  context: FilterContext,
): Map<string, Test> {
  const used = new Set<string>();
  for (const { parts } of changes) {
    for (const part of parts) {
      const identifier = /^\$\[(.+)\]$/.exec(part)?.[1];
      if (identifier !== undefined) used.add(identifier);
    }
  }
  const filters = new Map<string, Test>();
  for (const filter of arrayFilters ?? []) {
    const identifier = identifierOf(filter);
    if (identifier === undefined) {
      throw new MongoError(
        "FailedToParse",
        "Cannot use an expression without a top-level field name in arrayFilters",
      );
    }
    if (!/^[a-z][a-zA-Z0-9]*$/.test(identifier)) {
      throw new MongoError(
        "BadValue",
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${identifier}'`,
      );
    }
    if (filters.has(identifier)) {
      throw new MongoError(
        "FailedToParse",
        `Found multiple array filters with the same top-level field name ${identifier}`,
      );
    }
    if (!used.has(identifier)) {
      throw new MongoError(
        "FailedToParse",
        `The array filter for identifier '${identifier}' was not used in the update ${describe(modifiers)}`,
      );
    }
    // A filter on the element itself, `{ item: 3 }`, becomes one on a document that has it as its field.
    const test = compileFilter(filter, context);
    filters.set(identifier, (element) => test({ [identifier]: element }));
  }
  for (const { path, parts } of changes) {
    for (const part of parts) {
      const identifier = /^\$\[(.+)\]$/.exec(part)?.[1];
      if (identifier !== undefined && !filters.has(identifier)) {
        throw new MongoError(
          "BadValue",
          `No array filter found for identifier '${identifier}' in path '${path}'`,
        );
      }
    }
  }
  return filters;
}

function identifierOf(filter: Document): string | undefined {
  const names = Object.entries(filter).map(([name, operand]) => {
    if (!name.startsWith("$")) return name.split(".")[0];
    if (!Array.isArray(operand)) return undefined;
    return identifierOf((operand as Document[])[0] ?? {});
  });
  const distinct = new Set(names);
  if (distinct.size > 1) {
    throw new MongoError(
      "FailedToParse",
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${names[0]}' and '${names[1]}'`,
    );
  }
  return names[0];
}

/** What is being changed while a path is walked. */
interface Target {
  document: Document;
  path: string;
  operator: string;
  change: FieldChange;
  filters: Map<string, Test>;
  input: UpdateInput;
}

function walk(target: Target, container: unknown, parts: string[], at: number): void {
  const part = parts[at] ?? "";
  if (isPositional(part)) {
    for (const index of positions(target, container, parts, at)) {
      step(target, container as Document, parts.with(at, String(index)), at);
    }
    return;
  }
  step(target, container as Document, parts, at);
}

/** Tells whether a part of a path is `$`, `$[]` or `$[identifier]`; other names may begin with a dollar. */
function isPositional(part: string): boolean {
  return part === "$" || /^\$\[.*\]$/.test(part);
}

/** Since 5.0 fields may begin with a dollar: in what an upsert inserts, and anywhere but at the top. */
function prefixedAtTop(path: string): MongoError {
  return new MongoError(
    "DollarPrefixedFieldName",
    `The dollar ($) prefixed field '${path.split(".")[0]}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
  );
}

/** Returns the elements that `$`, `$[]` or `$[identifier]` stand for. */
function positions(target: Target, container: unknown, parts: string[], at: number): number[] {
  const part = parts[at] ?? "";
  const arrayPath = parts.slice(0, at).join(".");
  if (part === "$") {
    const position = target.input.position(arrayPath);
    if (position === undefined) {
      throw new MongoError(
        "BadValue",
        "The positional operator did not find the match needed from the query.",
      );
    }
    return [position];
  }
  if (container === undefined) {
    throw new MongoError(
      "BadValue",
      `The path '${arrayPath}' must exist in the document in order to apply array updates.`,
    );
  }
  if (!Array.isArray(container)) {
    const name = parts[at - 1] ?? "";
    throw new MongoError(
      "BadValue",
      `Cannot apply array updates to non-array element ${name}: ${describe(container)}`,
    );
  }
  const filter = part === "$[]" ? undefined : target.filters.get(part.slice(2, -1));
  return [...container.keys()].filter((index) => !filter || filter(container[index]));
}

/** @param parts with the indexes that positional operators stand for, up to `at` */
function step(target: Target, container: Document, parts: string[], at: number): void {
  const { change, path } = target;
  const key = parts[at] ?? "";
  if (Array.isArray(container) && !isArrayIndex(key)) {
    if (!change.creates) return;
    throw notViable(key, parts[at - 1] ?? "", container);
  }
  const value: unknown = Object.hasOwn(container, key) ? container[key] : undefined;
  if (at === parts.length - 1) {
    const result = change.apply(value, { document: target.document, path });
    if (result === undefined) {
      if (Array.isArray(container)) {
        if (Number(key) < container.length) container[Number(key)] = null;
      } else delete container[key];
    } else if (result !== value) {
      pad(container, key);
      container[key] = result;
      if (!(target.operator === "$push" && isLonger(value, result))) {
        target.input.written.push(parts.join("."));
      }
    }
    return;
  }
  if (value === undefined) {
    const next = parts[at + 1] ?? "";
    if (!change.creates) return;
    if (isPositional(next)) walk(target, undefined, parts, at + 1);
    pad(container, key);
    const created: Document = {};
    container[key] = created;
    walk(target, created, parts, at + 1);
    return;
  }
  if (!isPlain(value) && !Array.isArray(value)) {
    if ((parts[at + 1] ?? "").startsWith("$[")) walk(target, value, parts, at + 1);
    if (!change.creates) return;
    throw notViable(parts[at + 1] ?? "", key, value);
  }
  walk(target, value, parts, at + 1);
}

/** Tells whether an array has only got further elements: of a $push the change log tells just those. */
function isLonger(before: unknown, after: unknown): boolean {
  return (
    Array.isArray(before) &&
    Array.isArray(after) &&
    before.every((item, index) => item === after[index])
  );
}

function notViable(field: string, parent: string, value: unknown): MongoError {
  return new MongoError(
    "PathNotViable",
    `Cannot create field '${field}' in element {${parent}: ${describe(value)}}`,
  );
}

/** Places between an array's end and a new element are filled with null. */
function pad(container: Document, key: string): void {
  if (!Array.isArray(container)) return;
  const index = Number(key);
  if (index > container.length + 1_500_000) {
    throw new MongoError(15891, "can't backfill array to larger than 1500000 elements");
  }
  while (container.length < index) container.push(null);
}
