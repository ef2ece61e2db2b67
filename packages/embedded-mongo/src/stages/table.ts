import { checkSplitOperand } from "../change-streams/split-event.ts";
import { MongoError, notSupported, searchNotEnabled } from "../errors.ts";
import type { Chunks } from "../operation/operation.ts";
import { bucket } from "./bucket.ts";
import { documentStages } from "./document-stages.ts";
import { facet } from "./facet.ts";
import { fill } from "./fill.ts";
import { graphLookup } from "./graph-lookup.ts";
import { group } from "./group.ts";
import { lookup } from "./lookup.ts";
import { merge } from "./merge.ts";
import { mingoStage } from "./mingo-stage.ts";
import { out } from "./out.ts";
import { count, limit, match, skip, sort } from "./reading-stages.ts";
import { redact } from "./redact.ts";
import { sample } from "./sample.ts";
import { setWindowFields } from "./set-window-fields.ts";
import { sortByCount } from "./sort-by-count.ts";
import {
  changeStream,
  collectionStats,
  currentOperations,
  documents,
  indexStats,
  localSessions,
} from "./source-stages.ts";
import { perChunk, type PipelineContext, type Stage } from "./stage.ts";
import { unionWith } from "./union-with.ts";
import { unwind } from "./unwind.ts";

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
  $lookup: lookup,
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
