import type { Document } from "bson";
import { isCovered } from "./covered.ts";
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

/** The query for one `_id` has a way of its own, which reads the document whatever is asked of it. */
function isById({ access, question }: Plan): boolean {
  return (
    access.stage === "IXSCAN" &&
    access.index.name === "_id_" &&
    Object.keys(question.filter).join() === "_id" &&
    access.intervals.length === 1 &&
    access.bounds._id?.[0]?.startsWith("[") === true &&
    access.intervals[0]?.low.prefix === access.intervals[0]?.high.prefix
  );
}

/** An index scan whose keys are the answer: there is no FETCH around it. */
function coveringStage(access: Access, execution: Execution | undefined): Document {
  return {
    ...indexStage(access),
    ...(execution
      ? {
          nReturned: execution.matched,
          executionTimeMillisEstimate: execution.milliseconds,
          isEOF: 1,
          keysExamined: execution.keysExamined,
        }
      : {}),
  };
}

/** The server's name for how documents are cut; a path with a dot needs the slow way. */
function projectionStage(projection: Document, covered: boolean): string {
  const isSimple = Object.entries(projection).every(
    ([path, value]) =>
      !path.includes(".") && typeof value !== "object" && typeof value !== "string",
  );
  if (!isSimple) return "PROJECTION_DEFAULT";
  return covered ? "PROJECTION_COVERED" : "PROJECTION_SIMPLE";
}

/** Returns the stages of a plan as a tree, the last one outermost, with counts where it was run. */
export function describeStages(plan: Plan, wrapping: Wrapping, execution?: Execution): Document {
  const { sort } = plan.question;
  const counts = execution
    ? { nReturned: execution.nReturned, executionTimeMillisEstimate: execution.milliseconds }
    : {};
  const byId = isById(plan);
  const covered = !byId && isCovered(plan, wrapping.projection);
  let stage: Document = plan.collection
    ? byId
      ? {
          stage: "EXPRESS_IXSCAN",
          keyPattern: "{ _id: 1 }",
          indexName: "_id_",
          ...counts,
          ...(execution
            ? { keysExamined: execution.keysExamined, docsExamined: execution.docsExamined }
            : {}),
        }
      : covered
        ? coveringStage(plan.access, execution)
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
  if (wrapping.projection && Object.keys(wrapping.projection).length > 0) {
    stage = {
      stage: projectionStage(wrapping.projection, covered),
      transformBy: wrapping.projection,
      ...counts,
      inputStage: stage,
    };
  }
  if (wrapping.limit && plan.isSorted) {
    stage = { stage: "LIMIT", limitAmount: wrapping.limit, ...counts, inputStage: stage };
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
  counted: Execution | undefined,
  allPlans: boolean,
): Document {
  const execution =
    counted && !isById(plan) && isCovered(plan, wrapping.projection)
      ? { ...counted, docsExamined: 0 }
      : counted;
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
