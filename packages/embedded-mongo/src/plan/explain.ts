import type { Document } from "bson";
import type { Access, Plan, Work } from "./plan.ts";

/** What was counted while a plan ran; undefined when it was not run. */
export interface Execution extends Work {
  nReturned: number;
  /** How many matched, before skip and limit. */
  matched: number;
  milliseconds: number;
}

/** What is done with the documents of a plan, from the inside out. */
export interface Wrapping {
  skip?: number;
  limit?: number;
  projection?: Document;
  /** UPDATE, DELETE or COUNT. */
  outermost?: string;
  /** What the outermost stage tells of its documents, where it returns none of them. */
  tell?: ((execution: Execution) => Document) | undefined;
}

function accessStage(plan: Plan, access: Access, execution: Execution | undefined): Document {
  const { filter } = plan.question;
  const hasFilter = Object.keys(filter).length > 0;
  const done = (docs: number, keys: number): Document =>
    execution
      ? {
          nReturned: execution.matched,
          executionTimeMillisEstimate: execution.milliseconds,
          isEOF: 1,
          ...(keys > 0 ? { keysExamined: keys } : {}),
          ...(docs > 0 ? { docsExamined: docs } : {}),
        }
      : {};
  switch (access.stage) {
    case "COLLSCAN":
      return {
        stage: "COLLSCAN",
        ...(hasFilter ? { filter } : {}),
        ...done(execution?.docsExamined ?? 0, 0),
        direction: access.direction === 1 ? "forward" : "backward",
      };
    case "OR":
      return {
        stage: "FETCH",
        ...(hasFilter ? { filter } : {}),
        ...done(execution?.docsExamined ?? 0, 0),
        inputStage: {
          stage: "OR",
          inputStages: access.branches.map((branch) => indexStage(branch)),
        },
      };
    default:
      return {
        stage: "FETCH",
        ...(hasFilter ? { filter } : {}),
        ...done(execution?.docsExamined ?? 0, 0),
        inputStage: {
          ...indexStage(access),
          ...(execution
            ? { nReturned: execution.docsExamined, keysExamined: execution.keysExamined }
            : {}),
        },
      };
  }
}

function indexStage(access: Access): Document {
  if (access.stage !== "IXSCAN") return { stage: access.stage };
  const { index, direction, bounds } = access;
  const multiKeyPaths = Object.fromEntries(
    index.fields.map(({ path, parts }) => [
      path,
      parts
        .map((_, at) => parts.slice(0, at + 1).join("."))
        .filter((prefix) => index.arrayPaths.has(prefix)),
    ]),
  );
  return {
    stage: "IXSCAN",
    keyPattern: index.specification.key as Document,
    indexName: index.name,
    isMultiKey: index.arrayPaths.size > 0,
    multiKeyPaths,
    isUnique: index.isUnique,
    isSparse: index.isSparse,
    isPartial: index.partialFilter !== undefined,
    indexVersion: 2,
    direction: direction === 1 ? "forward" : "backward",
    indexBounds: bounds,
  };
}

/** Returns the stages of a plan as a tree, the last one outermost, with counts where it was run. */
export function describeStages(plan: Plan, wrapping: Wrapping, execution?: Execution): Document {
  const { sort, filter } = plan.question;
  const counts = execution
    ? { nReturned: execution.nReturned, executionTimeMillisEstimate: execution.milliseconds }
    : {};
  const isById =
    plan.access.stage === "IXSCAN" &&
    plan.access.index.name === "_id_" &&
    Object.keys(filter).join() === "_id" &&
    plan.access.intervals.length === 1 &&
    plan.access.bounds._id?.[0]?.startsWith("[") === true &&
    plan.access.intervals[0]?.low.prefix === plan.access.intervals[0]?.high.prefix;
  let stage: Document = plan.collection
    ? isById
      ? {
          stage: "EXPRESS_IXSCAN",
          keyPattern: "{ _id: 1 }",
          indexName: "_id_",
          ...counts,
          ...(execution
            ? { keysExamined: execution.keysExamined, docsExamined: execution.docsExamined }
            : {}),
        }
      : accessStage(plan, plan.access, execution)
    : { stage: "EOF", type: "nonExistentNamespace", ...counts };
  if (!plan.isSorted && plan.collection) {
    const sortPattern = Object.fromEntries(sort.map(({ path, direction }) => [path, direction]));
    const limitAmount = wrapping.limit && (wrapping.skip ?? 0) + wrapping.limit;
    stage = {
      stage: "SORT",
      sortPattern,
      memLimit: 104857600,
      ...(limitAmount ? { limitAmount } : {}),
      type: "simple",
      ...counts,
      inputStage: stage,
    };
  }
  if (wrapping.skip)
    stage = { stage: "SKIP", skipAmount: wrapping.skip, ...counts, inputStage: stage };
  if (wrapping.limit && plan.isSorted) {
    stage = { stage: "LIMIT", limitAmount: wrapping.limit, ...counts, inputStage: stage };
  }
  if (wrapping.projection && Object.keys(wrapping.projection).length > 0) {
    const isSimple = Object.values(wrapping.projection).every(
      (value) => typeof value !== "object" && typeof value !== "string",
    );
    stage = {
      stage: isSimple ? "PROJECTION_SIMPLE" : "PROJECTION_DEFAULT",
      transformBy: wrapping.projection,
      ...counts,
      inputStage: stage,
    };
  }
  if (wrapping.outermost) {
    const told = execution && wrapping.tell ? { nReturned: 0, ...wrapping.tell(execution) } : {};
    stage = { stage: wrapping.outermost, ...counts, ...told, inputStage: stage };
  }
  return stage;
}

/** Returns `queryPlanner`, and `executionStats` where the plan was run. */
export function describePlan(
  plan: Plan,
  namespace: string,
  wrapping: Wrapping,
  execution: Execution | undefined,
  allPlans: boolean,
): Document {
  return {
    queryPlanner: {
      namespace,
      parsedQuery: plan.question.filter,
      indexFilterSet: false,
      maxIndexedOrSolutionsReached: false,
      maxIndexedAndSolutionsReached: false,
      maxScansToExplodeReached: false,
      winningPlan: { isCached: false, ...describeStages(plan, wrapping) },
      rejectedPlans: [],
    },
    ...(execution
      ? {
          executionStats: {
            executionSuccess: true,
            nReturned: wrapping.tell ? 0 : execution.nReturned,
            executionTimeMillis: execution.milliseconds,
            totalKeysExamined: execution.keysExamined,
            totalDocsExamined: execution.docsExamined,
            executionStages: describeStages(plan, wrapping, execution),
            ...(allPlans ? { allPlansExecution: [] } : {}),
          },
        }
      : {}),
  };
}
