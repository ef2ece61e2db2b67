import type { Document } from "bson";
import { typeOf, types } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import type { FilterNode } from "../query/filter.ts";
import { copy } from "../query/update.ts";

/**
 * Returns what an upsert knows about the document before the update: the fields that the filter
 * wants to be equal to something.
 *
 * @param isWanted tells which paths count; all of them where it is not given
 *
 * @throws MongoError 54 when it wants a field to be two things
 */
export function documentOfFilter(node: FilterNode, isWanted?: (path: string) => boolean): Document {
  const document: Document = {};
  collect(node, document, new Set(), isWanted ?? (() => true));
  return document;
}

function collect(
  node: FilterNode,
  document: Document,
  paths: Set<string>,
  isWanted: (path: string) => boolean,
): void {
  if (node.kind === "and" || (node.kind === "or" && node.children.length === 1)) {
    for (const child of node.children) collect(child, document, paths, isWanted);
    return;
  }
  if (node.kind !== "field" || !isWanted(node.path)) return;
  const value = equalTo(node);
  if (value === undefined) return;
  for (const other of paths) {
    const isSame = other === node.path;
    if (!isSame && !isWithin(other, node.path) && !isWithin(node.path, other)) continue;
    throw new MongoError(
      54,
      isSame
        ? `cannot infer query fields to set, path '${other}' is matched twice`
        : `cannot infer query fields to set, both paths '${other}' and '${node.path}' are matched`,
      { codeName: "NotSingleValueField" },
    );
  }
  paths.add(node.path);
  let container = document;
  for (const part of node.parts.slice(0, -1)) {
    container[part] ??= {};
    container = container[part] as Document;
  }
  container[node.parts.at(-1) ?? ""] = copy(value);
}

function isWithin(path: string, parent: string): boolean {
  return path.startsWith(`${parent}.`);
}

/** Returns what a condition wants a field to be; an $in with one value is as good as an $eq. */
function equalTo({ operator, operand }: Extract<FilterNode, { kind: "field" }>): unknown {
  if (operator === "$eq") return operand;
  const values: unknown = operator === "$in" ? operand : undefined;
  if (!Array.isArray(values) || values.length !== 1) return undefined;
  const [only] = values as unknown[];
  return typeOf(only) === types.regex ? undefined : only;
}
