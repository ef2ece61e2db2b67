import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { numberOfField, toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import type { Connection } from "../operation/connection.ts";
import { MongoError, notSupported } from "../errors.ts";
import { labelsOf } from "../sessions/error-labels.ts";

/** What a fail point does to one command. */
export interface PlannedFailure {
  blockMs: number;
  closesConnection: boolean;
  /** Instead of running the command. */
  error: MongoError | undefined;
  /** Fields for the reply of a command that is run. */
  replyFields: Document;
}

/** The fail points, with which tests make commands fail on purpose. */
export interface FailPoints {
  /** Carries out a configureFailPoint command; returns how often the fail point had been hit before. */
  configure(command: Document): number;
  /** Returns what is to happen to a command, and counts it; undefined for one that is left alone. */
  take(
    connection: Connection,
    names: readonly string[],
    command: Document,
  ): PlannedFailure | undefined;
  /** Returns what a getMore is to fail with that has found its cursor, and counts it. */
  takeGetMore(
    connection: Connection,
    command: Document,
    isChangeStream: boolean,
  ): MongoError | undefined;
  /** Returns what is to happen to a retryable write that is about to run, and counts each of its statements. */
  takeRetryableWrite(statements: number): WriteFailure | undefined;
}

/** What happens to a retryable write: it fails and has no effect, or it is carried out and nobody is told. */
export interface WriteFailure {
  /** Instead of the write. */
  error: MongoError | undefined;
  closesConnection: boolean;
}

interface FailPoint {
  data: Document;
  timesLeft: number;
  skips: number;
  hits: number;
}

const inGetMore = "failGetMoreAfterCursorCheckout";
const inRetryableWrite = "onPrimaryTransactionalWrite";
/** What the `data` of each fail point may say. */
const ofCommands = [
  "failCommands",
  "errorCode",
  "errorLabels",
  "closeConnection",
  "blockConnection",
  "blockTimeMS",
  "writeConcernError",
  "appName",
  "namespace",
];
const knownData: Record<string, string[]> = {
  failCommand: ofCommands,
  // It looks at errorCode, appName and namespace only; whoever sets it as failCommand is set means the same.
  [inGetMore]: ofCommands,
  [inRetryableWrite]: ["failBeforeCommitExceptionCode", "closeConnection"],
};

function isCount(value: unknown): boolean {
  return isNumeric(value) && toNumber(value as Numeric) >= 0;
}

/** https://github.com/mongodb/mongo/wiki/The-%22failCommand%22-fail-point */
export function createFailPoints(): FailPoints {
  const points = new Map<string, FailPoint>();

  return {
    configure(command) {
      const { configureFailPoint: name, mode } = command;
      if (typeof name !== "string" || !Object.hasOwn(knownData, name)) {
        throw notSupported(`the fail point ${String(name)}`);
      }
      const before = points.get(name)?.hits ?? 0;
      if (mode === "off") {
        points.delete(name);
        return before;
      }
      const given = isPlain(mode) ? mode : {};
      if ("activationProbability" in given) {
        throw notSupported("a fail point's activationProbability");
      }
      if ([given.times, given.skip].some((n) => n !== undefined && !isCount(n))) {
        throw new MongoError(
          "BadValue",
          "'times' and 'skip' must be numbers that are not negative",
        );
      }
      if (mode !== "alwaysOn" && !("times" in given) && !("skip" in given)) {
        throw new MongoError(
          "BadValue",
          `'mode' must be one of 'off', 'alwaysOn', { times: <n> } and { skip: <n> }`,
        );
      }
      // By itself this one closes the connection.
      const data: unknown = command.data ?? (name === inRetryableWrite ? {} : undefined);
      if (!isPlain(data)) {
        throw new MongoError("BadValue", `the fail point ${name} needs 'data'`);
      }
      const unknown = Object.keys(data).find((field) => !knownData[name]?.includes(field));
      if (unknown !== undefined) throw notSupported(`${unknown} of the fail point ${name}`);
      if (name === inGetMore && data.closeConnection === true) {
        throw notSupported(`closeConnection of the fail point ${name}`);
      }
      points.set(name, {
        data,
        timesLeft: numberOfField(given, "times") ?? Infinity,
        skips: numberOfField(given, "skip") ?? 0,
        hits: 0,
      });
      return before;
    },

    take(connection, names, command) {
      const point = points.get("failCommand");
      if (!point || !isMeant(point.data, connection, names, command) || !isHit(point)) {
        return undefined;
      }
      return planFailure(point.data, command);
    },

    takeGetMore(connection, command, isChangeStream) {
      const point = points.get(inGetMore);
      if (!point) return undefined;
      const data = { ...point.data, failCommands: ["getMore"] };
      const target = { ...command, getMore: command.collection as unknown };
      if (!isMeant(data, connection, ["getMore"], target) || !isHit(point)) return undefined;
      const code = numberOfField(point.data, "errorCode") ?? 8;
      const isResumable = isChangeStream && resumableCodes.has(code);
      return new MongoError(code, `Hit the '${inGetMore}' failpoint`, {
        codeName: codeNames[code] ?? `Location${code}`,
        ...(isResumable ? { errorLabels: ["ResumableChangeStreamError"] } : {}),
      });
    },

    takeRetryableWrite(statements) {
      const point = points.get(inRetryableWrite);
      if (!point || !Array.from({ length: statements }, () => isHit(point)).includes(true)) {
        return undefined;
      }
      const code = numberOfField(point.data, "failBeforeCommitExceptionCode");
      const message = `Hit the '${inRetryableWrite}' failpoint`;
      return {
        error:
          code === undefined
            ? undefined
            : new MongoError(code, message, { codeName: codeNames[code] ?? `Location${code}` }),
        closesConnection: point.data.closeConnection !== false,
      };
    },
  };
}

/** Counts, and tells whether it is this command's turn to fail. */
function isHit(point: FailPoint): boolean {
  if (point.skips > 0) {
    point.skips -= 1;
    return false;
  }
  if (point.timesLeft <= 0) return false;
  point.timesLeft -= 1;
  point.hits += 1;
  return true;
}

/** @param names all by which the command is known; the first is that by which it was sent */
function isMeant(
  data: Document,
  connection: Connection,
  names: readonly string[],
  command: Document,
): boolean {
  const [name = ""] = names;
  const meant: unknown = data.failCommands;
  if (!Array.isArray(meant) || !names.some((each) => meant.includes(each))) return false;
  // The first hello says who the client is; it is not carried out yet.
  const metadata = connection.metadata ?? (command.client as Document | undefined);
  const application = metadata?.application as Document | undefined;
  if (data.appName !== undefined && data.appName !== application?.name) return false;
  if (data.namespace === undefined) return true;
  return data.namespace === `${String(command.$db)}.${String(command[name])}`;
}

function planFailure(data: Document, command: Document): PlannedFailure {
  const code = numberOfField(data, "errorCode");
  const concern = data.writeConcernError as Document | undefined;
  const concernCode = concern && numberOfField(concern, "code");
  return {
    blockMs: data.blockConnection === true ? (numberOfField(data, "blockTimeMS") ?? 0) : 0,
    closesConnection: data.closeConnection === true,
    error:
      code === undefined
        ? undefined
        : new MongoError(code, "Failing command via 'failCommand' failpoint", {
            codeName: codeNames[code] ?? `Location${code}`,
            ...labelsField(data, command, code),
          }),
    replyFields: concern
      ? {
          writeConcernError: withoutLabels(concern),
          ...labelsField(
            { errorLabels: data.errorLabels ?? concern.errorLabels },
            command,
            concernCode,
            true,
          ),
        }
      : {},
  };
}

/** The labels of the fail point itself, else those that the server would give. */
function labelsField(
  data: Document,
  command: Document,
  code: number | undefined,
  isConcern = false,
): Document {
  const given: unknown = data.errorLabels;
  if (Array.isArray(given)) return given.length > 0 ? { errorLabels: given } : {};
  return code === undefined ? {} : labelsOf(command, code, isConcern);
}

function withoutLabels({ errorLabels: _labels, ...rest }: Document): Document {
  return rest;
}

/** After these a change stream can go on. https://github.com/mongodb/specifications/blob/master/source/change-streams/change-streams.md */
const resumableCodes = new Set([
  6, 7, 43, 63, 89, 91, 133, 150, 189, 234, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436,
]);

/** Names of the codes that tests mostly ask for. */
const codeNames: Record<number, string> = {
  6: "HostUnreachable",
  7: "HostNotFound",
  8: "UnknownError",
  13: "Unauthorized",
  18: "AuthenticationFailed",
  43: "CursorNotFound",
  50: "MaxTimeMSExpired",
  63: "StaleShardVersion",
  64: "WriteConcernFailed",
  79: "UnknownReplWriteConcern",
  89: "NetworkTimeout",
  91: "ShutdownInProgress",
  100: "UnsatisfiableWriteConcern",
  112: "WriteConflict",
  134: "ReadConcernMajorityNotAvailableYet",
  150: "StaleEpoch",
  189: "PrimarySteppedDown",
  234: "RetryChangeStream",
  251: "NoSuchTransaction",
  262: "ExceededTimeLimit",
  391: "ReauthenticationRequired",
  9001: "SocketException",
  10107: "NotWritablePrimary",
  11600: "InterruptedAtShutdown",
  11601: "Interrupted",
  11602: "InterruptedDueToReplStateChange",
  13435: "NotPrimaryNoSecondaryOk",
  13436: "NotPrimaryOrSecondary",
};
