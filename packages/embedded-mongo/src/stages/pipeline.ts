import type { Document } from "bson";
import type { Chunks, Reader } from "../operation/operation.ts";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import { find } from "../plan/find.ts";
import { choosePlan, createQuestion } from "../plan/planner.ts";
import type { Plan } from "../plan/plan.ts";
import type { Collation } from "../query/collation.ts";
import { createQueryContext } from "../operation/query-context.ts";
import type { Collection } from "../storage/collection.ts";
import { findCollection } from "../write/namespace.ts";
import type { PipelineContext, StageSpecification } from "./stage.ts";
import { stages, sourceStages } from "./table.ts";

/** Returns the context of a pipeline over `collection`. */
export function createPipelineContext(
  reader: Reader,
  database: string,
  collection: Collection | undefined,
  collation: { option: unknown; parsed: Collation | undefined },
  variables: Document,
): PipelineContext {
  const context: PipelineContext = {
    reader,
    database,
    collection,
    collationOption: collation.option,
    collation: collation.parsed,
    variables,
    query: createQueryContext(reader.current, collation.parsed, variables),
    work: { keysExamined: 0, docsExamined: 0 },
    runStages: (specifications, input) => runStages(specifications, context, input),
    openPipeline: (from, pipeline) => (further) => {
      const other = from === undefined ? undefined : findCollection(reader.current, from, database);
      const all = { ...variables, ...further };
      const inner = createPipelineContext(reader, database, other, collation, all);
      inner.work = context.work;
      return runPipeline(pipeline, inner);
    },
  };
  return context;
}

/**
 * Returns what a pipeline's leading $match, $sort and $limit ask of the collection, as a plan, and the stages that are
 * left; undefined when the first stage makes its own documents.
 */
export function headOf(
  specifications: StageSpecification[],
  context: PipelineContext,
): { plan: Plan; limit: number; rest: StageSpecification[] } | undefined {
  const [first] = specifications;
  if (first && Object.hasOwn(sourceStages, first.name)) return undefined;
  const { filter, sort, limit, taken } = takeHead(specifications);
  const { collation, hint, query } = context;
  const question = createQuestion({ filter, sort, hint, collation }, query);
  return {
    plan: choosePlan(context.collection, question),
    limit,
    rest: specifications.slice(taken),
  };
}

/**
 * Returns the documents that a pipeline makes. What a leading $match, $sort and $limit want is left to the planner,
 * so that an index can serve it.
 *
 * @throws MongoError when a stage is unknown or its operand wrong
 */
export function runPipeline(
  specifications: StageSpecification[],
  context: PipelineContext,
): Chunks {
  const head = headOf(specifications, context);
  if (head) {
    const page = { skip: 0, limit: head.limit };
    return runStages(head.rest, context, find(head.plan, context.reader, context.work, page));
  }
  const [first, ...rest] = specifications;
  const open = sourceStages[first?.name ?? ""];
  if (!open) throw new MongoError(40324, `Unrecognized pipeline stage name: '${first?.name}'`);
  return runStages(rest, context, open(first?.operand, context));
}

/** Sends documents through stages. */
export function runStages(
  specifications: StageSpecification[],
  context: PipelineContext,
  input: Chunks,
): Chunks {
  let chunks = input;
  for (const { name, operand } of specifications) {
    const stage = Object.hasOwn(stages, name) ? stages[name] : undefined;
    if (!stage) {
      if (Object.hasOwn(sourceStages, name)) {
        throw new MongoError(40602, `${name} is only valid as the first stage in a pipeline`);
      }
      throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
    }
    chunks = stage(operand, context)(chunks);
  }
  return chunks;
}

interface Head {
  filter: Document;
  sort: Document | undefined;
  limit: number;
  taken: number;
}

function takeHead(specifications: StageSpecification[]): Head {
  const filters: Document[] = [];
  const head: Head = { filter: {}, sort: undefined, limit: Infinity, taken: 0 };
  for (const { name, operand } of specifications) {
    if (name === "$match" && isPlain(operand) && !head.sort) filters.push(operand);
    else if (name === "$sort" && isPlain(operand) && !head.sort && Object.keys(operand).length > 0)
      head.sort = operand;
    else if (
      name === "$limit" &&
      typeof operand === "number" &&
      Number.isInteger(operand) &&
      operand > 0
    ) {
      head.limit = operand;
      head.taken += 1;
      break;
    } else break;
    head.taken += 1;
  }
  head.filter = filters.length > 1 ? { $and: filters } : (filters[0] ?? {});
  return head;
}
