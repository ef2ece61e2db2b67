import type { Document } from "bson";
import type { Collation } from "../query/collation.ts";
import { compileNode, parseFilter, type FilterContext } from "../query/filter.ts";
import { parseSort } from "../query/sort.ts";
import type { Collection } from "../storage/collection.ts";
import type { Plan, Question } from "./plan.ts";

/** Takes apart what a command asks for. @throws MongoError when filter or sort are not valid */
export function createQuestion(
  given: { filter: Document; sort?: unknown; hint?: unknown; collation?: Collation | undefined },
  context: FilterContext,
): Question {
  const node = parseFilter(given.filter, context);
  const fields = parseSort(given.sort);
  const natural = fields[0]?.path === "$natural" ? fields[0].direction : undefined;
  return {
    filter: given.filter,
    node,
    test: compileNode(node),
    sort: natural === undefined ? fields : [],
    natural,
    collation: given.collation,
    hint: given.hint,
  };
}

/** Chooses how to reach the documents. @throws MongoError when a hint names no index */
export function choosePlan(collection: Collection | undefined, question: Question): Plan {
  return {
    collection,
    question,
    access: { stage: "COLLSCAN", direction: question.natural ?? 1 },
    isSorted: false,
  };
}
