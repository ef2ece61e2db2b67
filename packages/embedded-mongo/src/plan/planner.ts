import type { Document } from "bson";
import { compareValues } from "../bson/compare.ts";
import { describe } from "../bson/describe.ts";
import { isPlain } from "../bson/decode.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, typeOf, types, type Numeric } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import type { Collation } from "../query/collation.ts";
import { compileNode, parseFilter, type FilterContext, type FilterNode } from "../query/filter.ts";
import { parseSort, type SortField } from "../query/sort.ts";
import type { Collection } from "../storage/collection.ts";
import type { CollectionIndex } from "../storage/collection-index.ts";
import {
  intersect,
  intervalsOf,
  isPoint,
  joinIntervals,
  type FieldInterval,
  type FieldNode,
} from "./bounds.ts";
import type { Access, Plan, Question } from "./plan.ts";

/** Takes apart what a command asks for. @throws MongoError when filter or sort are not valid */
export function createQuestion(
  given: { filter: Document; sort?: unknown; hint?: unknown; collation?: Collation | undefined },
  context: FilterContext,
): Question {
  const node = parseFilter(given.filter, context);
  const fields = parseSort(given.sort);
  const hinted = isPlain(given.hint) ? (given.hint.$natural as unknown) : undefined;
  const ordered = fields[0]?.path === "$natural" ? fields[0].direction : undefined;
  return {
    filter: given.filter,
    node,
    test: compileNode(node),
    sort: ordered === undefined ? fields : [],
    natural: ordered ?? (isNumeric(hinted) ? (Number(hinted) < 0 ? -1 : 1) : undefined),
    collation: given.collation,
    hint: given.hint,
  };
}

interface Candidate {
  access: Access;
  isSorted: boolean;
  /** How many documents it is going to look at, about. */
  cost: number;
}

/** Conditions that all have to hold. */
function conjuncts(node: FilterNode): FilterNode[] {
  return node.kind === "and" ? node.children.flatMap(conjuncts) : [node];
}

/** Conditions on fields, those inside an $elemMatch included: an index lists the elements, too. */
function fieldNodes(node: FilterNode): FieldNode[] {
  return conjuncts(node).flatMap((child): FieldNode[] => {
    if (child.kind !== "field") return [];
    if (!child.inner) return [child];
    const { path } = child;
    return fieldNodes(child.inner).map((inner) => ({
      ...inner,
      path: inner.path === "" ? path : `${path}.${inner.path}`,
    }));
  });
}

/** The longest beginning of a path that is known to lead to an array. */
function arrayPrefix(index: CollectionIndex, path: string): string | undefined {
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length -= 1) {
    const prefix = parts.slice(0, length).join(".");
    if (index.arrayPaths.has(prefix)) return prefix;
  }
  return undefined;
}

function boundsOf(
  index: CollectionIndex,
  nodes: FieldNode[],
  sameCollation: boolean,
): (FieldInterval[] | undefined)[] {
  const usedArrays = new Set<string>();
  return index.fields.map(({ path }) => {
    const array = arrayPrefix(index, path);
    // A number behind an array is the place in it to the index, and may be a field of its elements, too, to a query.
    if (array !== undefined && /\.\d+(\.|$)/.test(path)) return undefined;
    // Two fields of one array may be fulfilled by two of its elements, whose keys lie apart.
    if (array !== undefined && usedArrays.has(array)) return undefined;
    let bounds: FieldInterval[] | undefined;
    for (const node of nodes) {
      if (node.path !== path) continue;
      const intervals = intervalsOf(node, index, sameCollation);
      if (!intervals) continue;
      if (!bounds) bounds = intervals;
      else if (array === undefined) bounds = intersect(bounds, intervals);
      else if (intervals.every(isPoint)) bounds = intervals;
    }
    if (bounds && array !== undefined) usedArrays.add(array);
    return bounds;
  });
}

/** Returns the direction in which an index yields the wanted order, or undefined when it does not. */
function sortDirection(
  index: CollectionIndex,
  bounds: (FieldInterval[] | undefined)[],
  sort: SortField[],
): 1 | -1 | undefined {
  let direction: 1 | -1 | undefined;
  let position = 0;
  const isFixed = (at: number): boolean => bounds[at]?.length === 1 && bounds[at].every(isPoint);
  for (const wanted of sort) {
    while (
      index.fields[position] &&
      index.fields[position]?.path !== wanted.path &&
      isFixed(position)
    )
      position += 1;
    const field = index.fields[position];
    if (field?.path !== wanted.path || arrayPrefix(index, wanted.path) !== undefined)
      return undefined;
    const needed = field.direction === wanted.direction ? 1 : -1;
    if (direction !== undefined && direction !== needed && !isFixed(position)) return undefined;
    if (!isFixed(position)) direction = needed;
    position += 1;
  }
  return direction ?? 1;
}

/** Tells whether everything that matches the question is in a partial index. */
function implies(nodes: FieldNode[], partial: Document): boolean {
  return Object.entries(partial).every(([path, wanted]) => {
    if (path === "$and" && Array.isArray(wanted))
      return wanted.every((part: Document) => implies(nodes, part));
    if (path.startsWith("$")) return false;
    const conditions: Document =
      isPlain(wanted) && Object.keys(wanted)[0]?.startsWith("$") ? wanted : { $eq: wanted };
    return Object.entries(conditions).every(([operator, limit]) =>
      nodes.some((node) => node.path === path && impliesOne(node, operator, limit)),
    );
  });
}

function isBeyondOrder(operand: unknown): boolean {
  if (isNumeric(operand)) return Number.isNaN(toNumber(operand as Numeric));
  const { rank } = typeOf(operand);
  return [types.null, types.undefined, types.minKey, types.maxKey, types.array].some(
    (type) => type.rank === rank,
  );
}

function impliesOne(
  { operator, operand, test }: FieldNode,
  wanted: string,
  limit: unknown,
): boolean {
  if (operator === wanted && compareValues(operand, limit) === 0) return true;
  // Comparisons with these are true of documents without the field, or of no order.
  if (isBeyondOrder(operand)) return false;
  const isValue = operator === "$eq";
  if (wanted === "$exists")
    return (
      limit !== false &&
      (isValue ||
        ["$gt", "$gte", "$lt", "$lte"].includes(operator) ||
        (operator === "$exists" && test(0)))
    );
  if (!["$gt", "$gte", "$lt", "$lte"].includes(wanted)) return false;
  // Each type by itself: what is greater than a text is no number, though it sorts behind them all.
  if (typeOf(operand).rank !== typeOf(limit).rank) return false;
  const order = compareValues(operand, limit);
  const isAbove = wanted.startsWith("$gt");
  if (isValue || operator.startsWith(wanted.slice(0, 3))) {
    if (order === 0) return wanted.endsWith("e") || (!isValue && !operator.endsWith("e"));
    return isAbove === order > 0;
  }
  return false;
}

function candidateOf(
  collection: Collection,
  index: CollectionIndex,
  question: Question,
  nodes: FieldNode[],
  isHinted: boolean,
): Candidate | undefined {
  if (index.isHidden || !index.isReady) return undefined;
  const isOf = ({ path }: FieldNode): boolean => path === index.fields[0]?.path;
  if (!isHinted && question.sort.length === 0 && !nodes.some(isOf)) return undefined;
  // What a partial index lists was compared without a collation.
  const isUnsure =
    index.partialFilter !== undefined &&
    (question.collation !== undefined || !implies(nodes, index.partialFilter));
  if (isUnsure && !isHinted) return undefined;
  const sameCollation =
    describe(index.collation?.specification) === describe(question.collation?.specification);
  const bounds = boundsOf(index, nodes, sameCollation);
  const hasBounds = bounds[0] !== undefined;
  const { sort } = question;
  // The keys of a collation are not in the order of its texts.
  const direction =
    sort.length > 0 && !index.collation && !question.collation
      ? sortDirection(index, bounds, sort)
      : undefined;
  // A sparse index leaves documents out that the question may be about.
  const mayMiss = index.isSparse && !bounds.some((interval) => interval !== undefined);
  if (!isHinted && ((!hasBounds && direction === undefined) || mayMiss)) return undefined;
  const { intervals, bounds: shown } = joinIntervals(index, bounds);
  const keys =
    intervals.length > 1000
      ? intervals.length
      : intervals.reduce((sum, interval) => sum + index.entries.count(interval), 0);
  const isSorted = sort.length === 0 || direction !== undefined;
  return {
    access: { stage: "IXSCAN", index, intervals, direction: direction ?? 1, bounds: shown },
    isSorted,
    cost: keys * (isSorted ? 1 : 1.5) + (hasBounds ? 0 : collection.count),
  };
}

/** Each branch of an $or by an index, when all of them can. */
function orCandidate(collection: Collection, question: Question): Candidate | undefined {
  const or = conjuncts(question.node).find((node) => node.kind === "or");
  if (!or || or.kind !== "or") return undefined;
  const branches: Access[] = [];
  let cost = 0;
  for (const node of or.children) {
    const best = cheapest(collection, { ...question, node, sort: [] });
    if (!best || best.access.stage === "COLLSCAN") return undefined;
    branches.push(best.access);
    cost += best.cost;
  }
  return { access: { stage: "OR", branches }, isSorted: question.sort.length === 0, cost };
}

function cheapest(collection: Collection, question: Question): Candidate | undefined {
  const nodes = fieldNodes(question.node);
  const candidates = [...collection.indexes.values()].map((index) =>
    candidateOf(collection, index, question, nodes, false),
  );
  candidates.push(orCandidate(collection, question));
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if (candidate && (!best || candidate.cost < best.cost)) best = candidate;
  }
  return best;
}

function hintedIndex(collection: Collection, hint: unknown): CollectionIndex {
  if (typeof hint !== "string" && !isPlain(hint)) {
    throw new MongoError("FailedToParse", "Hint must be a string or an object");
  }
  for (const index of collection.indexes.values()) {
    if (index.isHidden) continue;
    if (index.name === hint || describe(index.specification.key) === describe(hint)) return index;
  }
  throw new MongoError(
    "BadValue",
    `error processing query: ns=${collection.namespace} planner returned error :: caused by :: hint provided does not correspond to an existing index`,
  );
}

/**
 * Chooses how to reach the documents: the index that has the fewest keys to look at, else the whole collection.
 *
 * @throws MongoError when a hint names no index
 */
export function choosePlan(collection: Collection | undefined, question: Question): Plan {
  const { hint, natural, sort } = question;
  const whole: Plan = {
    collection,
    question,
    access: { stage: "COLLSCAN", direction: natural ?? 1 },
    isSorted: sort.length === 0,
  };
  const isHint =
    hint !== undefined &&
    hint !== null &&
    hint !== "" &&
    !(isPlain(hint) && Object.keys(hint).length === 0);
  if (!collection || natural !== undefined) return whole;
  const best = isHint
    ? candidateOf(
        collection,
        hintedIndex(collection, hint),
        question,
        fieldNodes(question.node),
        true,
      )
    : cheapest(collection, question);
  return best ? { collection, question, access: best.access, isSorted: best.isSorted } : whole;
}
