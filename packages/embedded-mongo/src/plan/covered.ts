import type { Document } from "bson";
import { isNumeric, typeOf, types } from "../bson/type.ts";
import type { FilterNode } from "../query/filter.ts";
import type { Plan } from "./plan.ts";

/** Conditions that an index key decides; any other needs the document: a missing field and null have the same key. */
const decidedByKey = new Set(["$eq", "$gt", "$gte", "$lt", "$lte", "$in"]);

/**
 * Tells whether the keys of a plan's index have everything that is asked for and wanted, so that no document is looked at.
 * https://www.mongodb.com/docs/manual/core/query-optimization/#covered-query
 */
export function isCovered({ access, question }: Plan, projection: Document | undefined): boolean {
  if (access.stage !== "IXSCAN" || !projection) return false;
  const { index } = access;
  // The keys of a collation are no texts, and those of an array are its elements.
  if (index.collation || question.collation || index.arrayPaths.size > 0) return false;
  const keys = new Set(index.fields.map(({ path }) => path));
  const wanted = includedPaths(projection);
  return (
    wanted?.every((path) => keys.has(path)) === true &&
    question.sort.every(({ path }) => keys.has(path)) &&
    isDecided(question.node, keys)
  );
}

/** The fields of a projection that only names them, `_id` among them unless it is left out. */
function includedPaths(projection: Document): string[] | undefined {
  const { _id = true, ...others } = projection as Record<string, unknown>;
  const flags = Object.values(others);
  if (flags.length === 0 && !isOn(_id)) return undefined;
  if (!flags.every(isOn)) return undefined;
  if (!isOn(_id) && !isOff(_id)) return undefined;
  return [...Object.keys(others), ...(isOn(_id) ? ["_id"] : [])];
}

function isOn(value: unknown): boolean {
  return value === true || (isNumeric(value) && Number(value) !== 0);
}

function isOff(value: unknown): boolean {
  return value === false || (isNumeric(value) && Number(value) === 0);
}

function isDecided(node: FilterNode, keys: ReadonlySet<string>): boolean {
  if (node.kind === "and" || node.kind === "or") {
    return node.children.every((child) => isDecided(child, keys));
  }
  if (node.kind !== "field" || node.inner) return false;
  const { path, operator, operand } = node;
  const values: unknown[] = operator === "$in" && Array.isArray(operand) ? operand : [operand];
  return (
    keys.has(path) &&
    decidedByKey.has(operator) &&
    !values.some((value) => typeOf(value).rank === types.null.rank)
  );
}
