import { Timestamp, type Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { describe } from "../bson/describe.ts";
import type { Chunks } from "../operation/operation.ts";
import { MongoError, refuseUnknownFields } from "../errors.ts";
import { awaitNews } from "../operation/await-news.ts";
import type { Change, ChangeEntry } from "../storage/change-log.ts";
import { describeUpdate } from "./describe-update.ts";
import type { PipelineContext } from "../stages/stage.ts";
import { stages } from "../stages/table.ts";
import {
  encodeToken,
  endOfLogToken,
  logToken,
  readToken,
  startToken,
} from "../storage/resume-token.ts";

/** What a change stream is opened on. */
interface Scope {
  database: string | undefined;
  collection: string | undefined;
}

/** The stage's operand, checked. */
interface StreamOptions {
  fullDocument: string;
  before: string;
  isExpanded: boolean;
  isCluster: boolean;
  /** Events up to this token have been seen. */
  token: string;
}

/** What a change stream cursor tells beside its documents. */
export interface ChangeStreamState {
  /** Up to here the log has been looked through. */
  token: string;
}

const documentOperations = new Set(["insert", "update", "replace", "delete"]);
/** What everybody is told of; other changes only who asks for `showExpandedEvents`. */
const plainOperations = new Set([...documentOperations, "drop", "dropDatabase", "rename"]);
const fields = new Set([
  "allChangesForCluster",
  "fullDocument",
  "fullDocumentBeforeChange",
  "resumeAfter",
  "showExpandedEvents",
  "startAfter",
  "startAtOperationTime",
]);
const ownDatabases = new Set(["admin", "config", "local"]);

/**
 * Returns the portions of a change stream: one for each look at the log, empty ones too, so that a cursor can answer when
 * nothing has happened for a while.
 *
 * https://www.mongodb.com/docs/manual/changeStreams/
 *
 * @throws MongoError when the options are wrong, or the log no longer has what is asked for
 */
export function openChangeStream(
  operand: unknown,
  context: PipelineContext,
  state: ChangeStreamState,
): Chunks {
  const options = readOptions(operand, context);
  state.token = options.token;
  return follow(options, context, state);
}

async function* follow(
  options: StreamOptions,
  context: PipelineContext,
  state: ChangeStreamState,
): Chunks {
  const { reader, database } = context;
  const { store } = reader.current.server;
  const target: unknown = reader.current.command.aggregate;
  const scope: Scope = {
    database: options.isCluster ? undefined : database,
    collection: typeof target === "string" ? target : undefined,
  };
  const news = awaitNews(store.log);
  try {
    for (;;) {
      const found: Document[] = [];
      for (const entry of store.log.after(logToken(state.token))) {
        const events: Document[] = [];
        try {
          events.push(...describeEntry(entry, scope, options, context));
        } catch (error) {
          if (found.length > 0) yield found;
          throw error;
        }
        found.push(...events);
        state.token = events.at(-1)?._id._data ?? encodeToken(entry);
        if (events.at(-1)?.operationType === "invalidate") {
          yield found;
          return;
        }
      }
      if (found.length > 0) {
        yield found;
        continue;
      }
      state.token = endOfLogToken(store, state.token);
      if (reader.current.awaitMs > 0) await news.next(reader.current);
      else yield [];
    }
  } finally {
    news.close();
  }
}

function readOptions(operand: unknown, { database, reader }: PipelineContext): StreamOptions {
  if (!isPlain(operand)) {
    throw new MongoError(
      6188500,
      `$changeStream must take a nested object but found: ${describe(operand)}`,
    );
  }
  const given = operand;
  const { store } = reader.current.server;
  refuseUnknownFields("$changeStream", given, fields);
  const isCluster = given.allChangesForCluster === true;
  if (isCluster && database !== "admin") {
    throw new MongoError(
      "InvalidOptions",
      "A $changeStream with 'allChangesForCluster:true' may only be opened on the 'admin' database.",
    );
  }
  if (!isCluster && ownDatabases.has(database)) {
    throw new MongoError(
      "InvalidNamespace",
      `$changeStream may not be opened on the internal ${database} database`,
    );
  }
  const fullDocument = oneOf(
    given,
    "fullDocument",
    ["default", "updateLookup", "whenAvailable", "required"],
    "default",
  );
  const before = oneOf(
    given,
    "fullDocumentBeforeChange",
    ["off", "whenAvailable", "required"],
    "off",
  );
  const starts = ["resumeAfter", "startAfter", "startAtOperationTime"].filter(
    (name) => given[name] !== undefined,
  );
  if (starts.length > 1) {
    throw new MongoError(
      40674,
      "Only one type of resume option is allowed, but multiple were found.",
      { codeName: "Location40674" },
    );
  }
  const [start] = starts;
  let token = endOfLogToken(store, "");
  if (start === "startAtOperationTime") {
    const time: unknown = given.startAtOperationTime;
    if (!(time instanceof Timestamp)) {
      throw new MongoError(
        "TypeMismatch",
        "BSON field '$changeStream.startAtOperationTime' is the wrong type, expected type 'timestamp'",
      );
    }
    token = startToken(time);
  } else if (start !== undefined) {
    const { data, isInvalidate } = readToken(given[start]);
    if (isInvalidate && start === "resumeAfter") {
      throw new MongoError(
        "InvalidResumeToken",
        "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification.",
      );
    }
    token = data;
  }
  if (!store.log.reachesBackTo(logToken(token))) {
    throw new MongoError(
      "ChangeStreamHistoryLost",
      "Resume of change stream was not possible, as the resume point may no longer be in the oplog.",
      { errorLabels: ["NonResumableChangeStreamError"] },
    );
  }
  return { fullDocument, before, isExpanded: given.showExpandedEvents === true, isCluster, token };
}

function oneOf(given: Document, field: string, values: string[], fallback: string): string {
  const value: unknown = given[field] ?? fallback;
  if (typeof value === "string" && values.includes(value)) return value;
  throw new MongoError(
    "BadValue",
    `Enumeration value '${String(value)}' for field '$changeStream.${field}' is not a valid value.`,
  );
}

/** Returns the events that an entry of the log is to this stream: none, one, or a drop with the stream's own end. */
function describeEntry(
  entry: ChangeEntry,
  scope: Scope,
  options: StreamOptions,
  context: PipelineContext,
): Document[] {
  const { change } = entry;
  const { database, collection, operation } = change;
  if (ownDatabases.has(database) || collection.startsWith("system.")) return [];
  if (scope.database !== undefined && scope.database !== database) return [];
  const renamedTo = (change.details?.to as { coll: string } | undefined)?.coll;
  if (
    scope.collection !== undefined &&
    scope.collection !== collection &&
    scope.collection !== renamedTo
  ) {
    return [];
  }
  if (!plainOperations.has(operation) && !options.isExpanded) return [];
  if (scope.collection !== undefined && operation === "dropDatabase") return [];

  const event: Document = {
    _id: { _data: encodeToken(entry) },
    operationType: operation,
    clusterTime: new Timestamp(entry.clusterTime),
    ...(options.isExpanded && change.uuid ? { collectionUUID: change.uuid } : {}),
    wallTime: new Date(change.wallTime),
    ...bodyOf(change, options, context),
  };
  const ends =
    (scope.collection !== undefined && ["drop", "rename"].includes(operation)) ||
    (scope.collection === undefined &&
      scope.database !== undefined &&
      operation === "dropDatabase");
  if (!ends) return [event];
  const invalidate = {
    _id: { _data: encodeToken(entry, true) },
    operationType: "invalidate",
    clusterTime: new Timestamp(entry.clusterTime),
    wallTime: new Date(change.wallTime),
  };
  return [event, invalidate];
}

function bodyOf(change: Change, options: StreamOptions, context: PipelineContext): Document {
  const { operation, database, collection, after, before } = change;
  if (operation === "dropDatabase") return { ns: { db: database } };
  const ns = { db: database, coll: collection };
  if (!documentOperations.has(operation)) return { ns, ...catalogFacts(change, options) };
  const transaction = change.session === undefined ? {} : (change.transaction ?? {});
  const document: Document = { ...transaction, ns, documentKey: { _id: change.id } };
  if (operation === "insert" || operation === "replace") document.fullDocument = after;
  if (operation === "update") {
    const { disambiguatedPaths, ...description } = describeUpdate(
      before ?? {},
      after ?? {},
      change.written,
    );
    document.updateDescription = options.isExpanded
      ? { ...description, disambiguatedPaths }
      : description;
    if (options.fullDocument !== "default") {
      document.fullDocument = lookUp(change, options.fullDocument, context);
    }
  }
  if (options.before !== "off" && operation !== "insert") {
    document.fullDocumentBeforeChange = beforeImage(change, options.before, context);
  }
  return document;
}

/** https://www.mongodb.com/docs/manual/reference/change-events/#expanded-events */
function catalogFacts({ details, stateBefore }: Change, { isExpanded }: StreamOptions): Document {
  return {
    ...(details?.to === undefined ? {} : { to: details.to as Document }),
    ...(isExpanded && details ? { operationDescription: details } : {}),
    ...(stateBefore ? { stateBeforeChange: stateBefore } : {}),
  };
}

/** Returns the document as it is now ("updateLookup"), or as it was after the change where the collection keeps that. */
function lookUp(change: Change, how: string, context: PipelineContext): Document | null {
  const found = context.reader.current.server.store.find(change.database, change.collection);
  if (how === "updateLookup") return found?.byId(change.id) ?? null;
  if (found?.options.changeStreamPreAndPostImages?.enabled === true) return change.after ?? null;
  if (how === "whenAvailable") return null;
  throw imageMissing("post");
}

function beforeImage(change: Change, how: string, context: PipelineContext): Document | null {
  const found = context.reader.current.server.store.find(change.database, change.collection);
  if (found?.options.changeStreamPreAndPostImages?.enabled === true) return change.before ?? null;
  if (how === "whenAvailable") return null;
  throw imageMissing("pre");
}

function imageMissing(kind: "pre" | "post"): MongoError {
  return new MongoError(
    "NoMatchingDocument",
    `Change stream was configured to require a ${kind}-image for all update, delete and replace events, but the ${kind}-image was not found`,
    { errorLabels: ["NonResumableChangeStreamError"] },
  );
}

/** Stages that may follow $changeStream. https://www.mongodb.com/docs/manual/changeStreams/#modify-change-stream-output */
const allowedStages = new Set([
  "$addFields",
  "$changeStreamSplitLargeEvent",
  "$match",
  "$project",
  "$redact",
  "$replaceRoot",
  "$replaceWith",
  "$set",
  "$unset",
]);

export const splitStage = "$changeStreamSplitLargeEvent";

/** @throws MongoError when a stage may not be part of a change stream, or not at its place */
export function checkChangeStreamStages(names: string[]): void {
  if (names.slice(0, -1).includes(splitStage)) {
    throw new MongoError(7182802, `${splitStage} must be the last stage in the pipeline`);
  }
  const wrong = names.find((name) => Object.hasOwn(stages, name) && !allowedStages.has(name));
  if (wrong !== undefined) {
    throw new MongoError(
      "IllegalOperation",
      `${wrong} is not permitted in a $changeStream pipeline`,
    );
  }
}

/** @throws MongoError when the pipeline has taken an event's resume token away */
export function checkResumeTokens(events: Document[], tokens: Document[]): void {
  const known = new Set(tokens.map(({ _id }) => (_id as Document)._data as string));
  for (const { _id } of events) {
    if (known.has((_id as Document | undefined)?._data as string)) continue;
    throw new MongoError(
      "ChangeStreamFatalError",
      "Encountered an event whose _id field, which contains the resume token, was modified by the pipeline. Modifying the _id field of an event makes it impossible to resume the stream from that point. Only transformations that retain the unmodified _id field are allowed.",
      { errorLabels: ["NonResumableChangeStreamError"] },
    );
  }
}
