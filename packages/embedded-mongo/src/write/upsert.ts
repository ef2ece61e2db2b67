import type { Document } from "bson";
import { MongoError } from "../errors.ts";
import type { FilterNode } from "../query/filter.ts";
import { copy } from "../query/update.ts";

/**
 * Returns what an upsert knows about the document before the update: the fields that the filter
 * wants to be equal to something.
 *
 * @throws MongoError 54 when it wants a field to be two things
 */
export function documentOfFilter(node: FilterNode): Document {
  const document: Document = {};
  collect(node, document, new Set());
  return document;
}

function collect(node: FilterNode, document: Document, paths: Set<string>): void {
  if (node.kind === "and" || (node.kind === "or" && node.children.length === 1)) {
    for (const child of node.children) collect(child, document, paths);
    return;
  }
  if (node.kind !== "field" || node.operator !== "$eq") return;
  for (const other of paths) {
    if (
      other === node.path ||
      other.startsWith(`${node.path}.`) ||
      node.path.startsWith(`${other}.`)
    ) {
      throw new MongoError(
        54,
        `cannot infer query fields to set, path '${node.path}' is matched twice`,
        { codeName: "NotSingleValueField" },
      );
    }
  }
  paths.add(node.path);
  let container = document;
  for (const part of node.parts.slice(0, -1)) {
    container[part] ??= {};
    container = container[part] as Document;
  }
  container[node.parts.at(-1) ?? ""] = copy(node.operand);
}
