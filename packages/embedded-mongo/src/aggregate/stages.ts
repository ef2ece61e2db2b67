import { Long, type Document } from "bson";
import { OpType } from "mingo/core";
import { Lazy } from "mingo/lazy";
import { compareValues } from "../bson/compare.ts";
import { isPlain } from "../bson/decode.ts";
import { toNumber, type Numeric } from "../bson/number.ts";
import { isNumeric, typeOf } from "../bson/type.ts";
import { MongoError, notSupported, searchNotEnabled } from "../errors.ts";
import type { Chunks } from "../cursors.ts";
import { compileFilter } from "../query/filter.ts";
import { parseSort, sortDocuments } from "../query/sort.ts";
import { copy } from "../query/update.ts";
import { documentStages } from "./document-stages.ts";
import { compileExpression, context as mingoContext, mingoOptions } from "./expressions.ts";
import { fill } from "./fill.ts";
import { graphLookup } from "./graph-lookup.ts";
import { group, groupDocuments } from "./group.ts";
import { lookup } from "./lookup.ts";
import { redact } from "./redact.ts";
import { setWindowFields } from "./set-window-fields.ts";
import { checkSplitOperand } from "./split-event.ts";
import { merge } from "./merge.ts";
import { out } from "./out.ts";
import { parsePipeline, runStages, type PipelineContext, type Stage } from "./pipeline.ts";
import {
  changeStream,
  collectionStats,
  currentOperations,
  localSessions,
  documents,
  indexStats,
} from "./source-stages.ts";

/** A stage that looks at one portion of documents at a time. */
export function perChunk(
  change: (chunk: Document[]) => Document[],
  context: PipelineContext,
): (input: Chunks) => Chunks {
  return async function* (input) {
    for await (const chunk of input) {
      const result = change(chunk);
      if (result.length > 0) yield result;
      const { current } = context.reader;
      if (current.isSliceOver()) await current.breathe();
    }
  };
}

/** A stage that needs all documents before it has the first result. */
export function onAll(
  change: (documents: Document[]) => Document[],
  context: PipelineContext,
): (input: Chunks) => Chunks {
  return async function* (input) {
    const all: Document[] = [];
    for await (const chunk of input) all.push(...chunk);
    await context.reader.current.breathe();
    const result = change(all);
    await context.reader.current.breathe();
    if (result.length > 0) yield result;
  };
}

function wholeNumber(stage: string, operand: unknown, least: number, code: number): number {
  const value = isNumeric(operand) ? toNumber(operand as Numeric) : Number.NaN;
  if (Number.isInteger(value) && value >= least) return value;
  throw new MongoError(
    code,
    `invalid argument to ${stage} stage: Expected a ${least === 0 ? "non-negative" : "positive"} number in: ${stage}: ${String(operand)}`,
  );
}

const match: Stage = (operand, context) => {
  if (!isPlain(operand))
    throw new MongoError(15959, "the match filter must be an expression in an object");
  const test = compileFilter(operand, context.query);
  return perChunk((chunk) => chunk.filter((document) => test(document)), context);
};

const sort: Stage = (operand, context) => {
  const fields = parseSort(operand);
  if (fields.length === 0)
    throw new MongoError(15976, "$sort stage must have at least one sort key");
  return onAll((all) => sortDocuments(all, fields, context.collation?.compare), context);
};

const limit: Stage = (operand) => {
  const most = wholeNumber("$limit", operand, 1, operand === 0 ? 15958 : 5107201);
  return async function* (input) {
    let left = most;
    for await (const chunk of input) {
      const taken = chunk.slice(0, left);
      left -= taken.length;
      yield taken;
      if (left === 0) return;
    }
  };
};

const skip: Stage = (operand, context) => {
  let left = wholeNumber("$skip", operand, 0, 5107200);
  return perChunk((chunk) => {
    const rest = chunk.slice(left);
    left -= chunk.length - rest.length;
    return rest;
  }, context);
};

const count: Stage = (operand, context) => {
  if (typeof operand !== "string")
    throw new MongoError(40156, "the count field must be a non-empty string");
  if (operand === "") throw new MongoError(40157, "the count field must be a non-empty string");
  if (operand.startsWith("$"))
    throw new MongoError(40158, "the count field cannot be a $-prefixed path");
  if (operand.includes(".")) throw new MongoError(40160, "the count field cannot contain '.'");
  return async function* (input) {
    let total = 0;
    for await (const chunk of input) total += chunk.length;
    await context.reader.current.breathe();
    if (total > 0) yield [{ [operand]: total }];
  };
};

const sortByCount: Stage = (operand, context) => {
  if (isPlain(operand) && Object.keys(operand)[0]?.startsWith("$") !== true) {
    throw new MongoError(
      40147,
      "the sortByCount field must be defined as a $-prefixed path or an expression inside an object",
    );
  }
  if (!isPlain(operand) && (typeof operand !== "string" || !operand.startsWith("$"))) {
    throw new MongoError(
      typeof operand === "string" ? 40148 : 40149,
      "the sortByCount field must be defined as a $-prefixed path or an expression inside an object",
    );
  }
  return (input) =>
    runStages(
      [
        { name: "$group", operand: { _id: operand, count: { $sum: 1 } } },
        { name: "$sort", operand: { count: -1 } },
      ],
      context,
      input,
    );
};

const facet: Stage = (operand, context) => {
  if (!isPlain(operand) || Object.keys(operand).length === 0) {
    throw new MongoError(40169, "the $facet specification must be a non-empty object");
  }
  const pipelines = Object.entries(operand).map(([name, pipeline]) => {
    if (!Array.isArray(pipeline))
      throw new MongoError(40170, `arguments to $facet must be arrays, ${name} is not`);
    const specifications = parsePipeline(pipeline);
    for (const { name: stage } of specifications) {
      if (
        [
          "$out",
          "$merge",
          "$facet",
          "$geoNear",
          "$collStats",
          "$indexStats",
          "$changeStream",
        ].includes(stage)
      ) {
        throw new MongoError(40600, `${stage} is not allowed to be used within a $facet stage`);
      }
    }
    return { name, specifications };
  });
  return async function* (input) {
    const all: Document[] = [];
    for await (const chunk of input) all.push(...chunk);
    const result: Document = {};
    for (const { name, specifications } of pipelines) {
      const found: Document[] = [];
      for await (const chunk of runStages(specifications, context, once(all))) found.push(...chunk);
      result[name] = found;
    }
    yield [result];
  };
};

/** Returns `documents` as if they came from a collection. */
export async function* once(all: Document[]): Chunks {
  if (all.length > 0) yield all;
}

const unwind: Stage = (operand, context) => {
  const options: Document = isPlain(operand) ? operand : { path: operand };
  const { path } = options;
  for (const name of Object.keys(options)) {
    if (!["path", "includeArrayIndex", "preserveNullAndEmptyArrays"].includes(name)) {
      throw new MongoError(28811, `unrecognized option to $unwind stage: ${name}`);
    }
  }
  if (path === undefined) throw new MongoError(28812, "no path specified to $unwind stage");
  if (typeof (options.preserveNullAndEmptyArrays ?? false) !== "boolean") {
    throw new MongoError(
      28809,
      "expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage",
    );
  }
  if (typeof path !== "string" || !path.startsWith("$")) {
    throw new MongoError(
      28818,
      `path option to $unwind stage should be prefixed with a '$': ${String(path)}`,
    );
  }
  const indexField: unknown = options.includeArrayIndex;
  if (indexField !== undefined && (typeof indexField !== "string" || indexField.startsWith("$"))) {
    throw new MongoError(
      28822,
      "includeArrayIndex option to $unwind stage should not be prefixed with a '$'",
    );
  }
  const parts = path.slice(1).split(".");
  const keepsEmpty = options.preserveNullAndEmptyArrays === true;
  const withIndex = (document: Document, index: number | null): Document =>
    typeof indexField === "string"
      ? withField(document, indexField.split("."), index === null ? null : Long.fromNumber(index))
      : document;
  return perChunk(
    (chunk) =>
      chunk.flatMap((document) => {
        const value = parts.reduce<unknown>(
          (inner, part) => (isPlain(inner) ? inner[part] : undefined),
          document,
        );
        if (Array.isArray(value)) {
          if (value.length > 0) {
            return value.map((item: unknown, index) =>
              withIndex(withField(document, parts, item), index),
            );
          }
          return keepsEmpty ? [withIndex(withField(document, parts, undefined), null)] : [];
        }
        const isEmpty = value === undefined || value === null;
        return isEmpty && !keepsEmpty ? [] : [withIndex(document, null)];
      }),
    context,
  );
};

/** Returns a copy of `document` with another value at a path; without the field for undefined. */
export function withField(document: Document, parts: string[], value: unknown): Document {
  const [part = "", ...rest] = parts;
  const result = { ...document };
  const inner: unknown = result[part];
  const next = rest.length === 0 ? value : withField(isPlain(inner) ? inner : {}, rest, value);
  if (next === undefined) delete result[part];
  else result[part] = next;
  return result;
}

const sample: Stage = (operand, context) => {
  const size = isPlain(operand) ? wholeNumber("$sample", operand.size, 1, 28747) : Number.NaN;
  if (Number.isNaN(size))
    throw new MongoError(28745, "the $sample stage specification must be an object");
  return onAll((all) => {
    const left = [...all];
    const taken: Document[] = [];
    while (taken.length < size && left.length > 0) {
      taken.push(...left.splice(Math.floor(Math.random() * left.length), 1));
    }
    return taken;
  }, context);
};

const unionWith: Stage = (operand, context) => {
  const from: unknown = isPlain(operand) ? operand.coll : operand;
  const pipeline = isPlain(operand) && Array.isArray(operand.pipeline) ? operand.pipeline : [];
  if (typeof from !== "string" && pipeline.length === 0) {
    throw new MongoError(
      "FailedToParse",
      "$unionWith stage without explicit collection must have a pipeline with $documents as first stage",
    );
  }
  const run = lookup.open(
    typeof from === "string" ? from : undefined,
    parsePipeline(pipeline),
    context,
  );
  return async function* (input) {
    yield* input;
    yield* run(context.variables);
  };
};

/** Stages that are left to mingo, which changes their input in place. */
function mingoStage(name: string): Stage {
  return (operand, context) => {
    const operator = mingoContext.getOperator(OpType.PIPELINE, name);
    if (!operator) throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
    const options = mingoOptions(context.variables);
    return onAll((all) => {
      const result = operator(Lazy(copy(all)), operand, options) as Iterable<Document>;
      return [...result].map(withIdFirst);
    }, context);
  };
}

function withIdFirst(document: Document): Document {
  return "_id" in document ? { _id: document._id as unknown, ...document } : document;
}

function perDocument(name: string): Stage {
  return (operand, context) => {
    const change = documentStages[name]?.(operand, context.query);
    if (!change) throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
    return perChunk((chunk) => chunk.map((document) => change(document)), context);
  };
}

/** Returns stages that MongoDB has and that fail here. */
function refuse(names: string[], errorOf: (feature: string) => MongoError): Record<string, Stage> {
  const stageOf = (name: string): Stage => {
    return () => {
      throw errorOf(`the stage ${name}`);
    };
  };
  return Object.fromEntries(names.map((name) => [name, stageOf(name)]));
}

/** Documents go to the bucket with the largest boundary that is not above them. */
const bucket: Stage = (operand, context) => {
  if (!isPlain(operand)) throw new MongoError(40201, "Argument to $bucket stage must be an object");
  const { groupBy, boundaries, output = { count: { $sum: 1 } } } = operand;
  if (groupBy === undefined || !Array.isArray(boundaries)) {
    throw new MongoError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  }
  if (boundaries.length < 2) {
    throw new MongoError(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    );
  }
  const limits = boundaries as unknown[];
  for (const [index, boundary] of limits.slice(1).entries()) {
    if (typeOf(limits[index]).rank !== typeOf(boundary).rank) {
      throw new MongoError(
        40193,
        "All values in the the 'boundaries' option to $bucket must have the same type",
      );
    }
    if (compareValues(limits[index], boundary) >= 0) {
      throw new MongoError(
        40194,
        "The 'boundaries' option to $bucket must be sorted, but elements are not in ascending order",
      );
    }
  }
  const hasDefault = "default" in operand;
  const isBetween =
    compareValues(operand.default, limits[0]) >= 0 &&
    compareValues(operand.default, limits.at(-1)) < 0;
  if (hasDefault && isBetween) {
    throw new MongoError(
      40199,
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    );
  }
  const valueOf = compileExpression(groupBy, context.variables);
  const place = (document: Document): unknown => {
    const value = valueOf(document);
    const above = limits.findIndex((boundary) => compareValues(value, boundary) < 0);
    if (above > 0) return limits[above - 1];
    if (hasDefault) return operand.default;
    throw new MongoError(
      40066,
      "$switch could not find a matching branch for an input, and no default was specified.",
    );
  };
  return (input) =>
    runStages(
      [{ name: "$sort", operand: { _id: 1 } }],
      context,
      groupDocuments(place, output as Document, context)(input),
    );
};

/** Behind $changeStream it is no stage of its own: see split-event.ts. */
const splitLargeEvent: Stage = (operand) => {
  checkSplitOperand(operand);
  throw new MongoError(
    "IllegalOperation",
    "$changeStreamSplitLargeEvent can only be used in a $changeStream pipeline",
  );
};

/** Stages that may stand anywhere. */
export const stages: Record<string, Stage> = {
  $match: match,
  $sort: sort,
  $limit: limit,
  $skip: skip,
  $count: count,
  $group: group,
  $sortByCount: sortByCount,
  $facet: facet,
  $unwind: unwind,
  $sample: sample,
  $lookup: lookup.stage,
  $graphLookup: graphLookup,
  $unionWith: unionWith,
  $out: out,
  $merge: merge,
  ...Object.fromEntries(Object.keys(documentStages).map((name) => [name, perDocument(name)])),
  $changeStreamSplitLargeEvent: splitLargeEvent,
  $bucket: bucket,
  $bucketAuto: mingoStage("$bucketAuto"),
  $densify: mingoStage("$densify"),
  $fill: fill,
  $redact: redact,
  $setWindowFields: setWindowFields,
  ...refuse(["$geoNear", "$listSampledQueries", "$listSessions", "$planCacheStats"], notSupported),
  ...refuse(["$listSearchIndexes", "$search", "$searchMeta", "$vectorSearch"], searchNotEnabled),
};

/** Stages that make documents of their own: only the first may be one. */
export const sourceStages: Record<string, (operand: unknown, context: PipelineContext) => Chunks> =
  {
    $documents: documents,
    $collStats: collectionStats,
    $indexStats: indexStats,
    $currentOp: currentOperations,
    $listLocalSessions: localSessions,
    $changeStream: changeStream,
  };
