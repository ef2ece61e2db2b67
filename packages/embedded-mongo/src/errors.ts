import type { Document } from "bson";
import { MingoError } from "mingo/util";

/**
 * The server's own error numbers, as far as this server answers with them.
 * https://www.mongodb.com/docs/manual/reference/error-codes/
 */
const codes = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  Unauthorized: 13,
  ProtocolError: 17,
  UserNotFound: 11,
  AuthenticationFailed: 18,
  RoleNotFound: 31,
  FailedToParse: 9,
  TypeMismatch: 14,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  MechanismUnavailable: 334,
  DollarPrefixedFieldName: 52,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  OperationFailed: 96,
  WriteConflict: 112,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  NotExactValueField: 170,
  CannotIndexParallelArrays: 171,
  InvalidPipelineOperator: 168,
  InvalidIndexSpecificationOption: 197,
  CursorInUse: 12051,
  QueryFeatureNotAllowed: 224,
  NotSingleValueField: 271,
  ConversionFailure: 241,
  ConflictingOperationInProgress: 117,
  CommandFailed: 125,
  CappedPositionLost: 136,
  TimeProofMismatch: 149,
  KeyNotFound: 211,
  ClusterTimeFailsRateLimiter: 204,
  TransactionTooOld: 225,
  SnapshotTooOld: 239,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  InvalidResumeToken: 260,
  NoMatchingDocument: 47,
  ExceededTimeLimit: 262,
  OperationNotSupportedInTransaction: 263,
  SearchNotEnabled: 31082,
  ClientDisconnect: 279,
  ChangeStreamFatalError: 280,
  ChangeStreamHistoryLost: 286,
  BSONObjectTooLarge: 10334,
  CannotConvertIndexToUnique: 359,
  APIVersionError: 322,
  APIStrictError: 323,
  DuplicateKey: 11000,
  NotWritablePrimary: 10107,
  Interrupted: 11601,
  InterruptedDueToReplStateChange: 11602,
  NotPrimaryNoSecondaryOk: 13435,
  IDLFailedToParse: 40414,
  IDLUnknownField: 40415,
} as const;

export type CodeName = keyof typeof codes;

/** What a command fails with: becomes `{ ok: 0, errmsg, code, codeName }`, or a write error. */
export class MongoError extends Error {
  override name = "MongoError";
  readonly code: number;
  readonly codeName: string;
  /** Further fields of the answer, such as keyPattern and keyValue. */
  readonly details: Document;

  /** @param code a name of the table, or the number of an error that has no name */
  constructor(code: CodeName | number, message: string, details: Document = {}) {
    super(message);
    this.code = typeof code === "number" ? code : codes[code];
    this.codeName = typeof code === "number" ? `Location${code}` : code;
    this.details = details;
  }
}

/** Returns the error for something that MongoDB has and this server does not: it names the way out. */
export function notSupported(feature: string): MongoError {
  return new MongoError(
    "CommandNotSupported",
    `${feature} is not supported by the embedded server: run with --mongo docker`,
  );
}

/** @throws MongoError 40415 when a document of options has a field that is not known */
export function refuseUnknownFields(
  owner: string,
  document: Record<string, unknown>,
  known: ReadonlySet<string>,
): void {
  for (const field of Object.keys(document)) {
    if (!known.has(field)) throw unknownField(owner, field);
  }
}

/** @param owner the command, or command and field, that `field` is given for */
export function unknownField(owner: string, field: string): MongoError {
  return new MongoError("IDLUnknownField", `BSON field '${owner}.${field}' is an unknown field.`);
}

/** Returns the error that ends an operation which somebody kills. */
export function interrupted(): MongoError {
  return new MongoError("Interrupted", "operation was interrupted");
}

/** Returns the error that ends a read whose client has closed its connection. */
export function clientGone(): MongoError {
  return new MongoError(
    "ClientDisconnect",
    "operation was interrupted because a client disconnected",
  );
}

/** Returns the error of whatever needs the search service of MongoDB Atlas, which no plain MongoDB has. */
export function searchNotEnabled(feature: string): MongoError {
  return new MongoError(
    "SearchNotEnabled",
    `${feature} needs MongoDB Atlas: run with --mongo and the URI of an Atlas cluster, or of the Docker image mongodb/mongodb-atlas-local`,
  );
}

/** Returns `error` as the server would answer it; what is not a MongoError is a mistake of ours. */
export function asMongoError(error: unknown): MongoError {
  if (error instanceof MongoError) return error;
  if (error instanceof MingoError) {
    if (error.message.startsWith("Use of undefined variable")) {
      return new MongoError(17276, error.message);
    }
    return new MongoError("BadValue", error.message);
  }
  return new MongoError("InternalError", error instanceof Error ? error.message : String(error));
}
