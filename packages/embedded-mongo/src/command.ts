import type { Document } from "bson";
import { isPlain } from "./bson/decode.ts";
import { describe } from "./bson/describe.ts";
import { toNumber } from "./bson/number.ts";
import { isNumeric, typeOf, type Numeric } from "./bson/type.ts";
import { MongoError, unknownField } from "./errors.ts";
import type { Operation } from "./operation/operation.ts";

/** One command of the server: a file in commands/ each. */
export interface Command {
  name: string;
  aliases?: string[];
  /** Fields it understands, beside those that every command may have; others are refused. "*" takes all. */
  fields: readonly string[] | "*";
  /** Can only be sent to the database admin. */
  isAdminOnly?: boolean;
  /** Returns the reply without `ok`. */
  run(operation: Operation): Document | Promise<Document>;
}

/** Fields that any command may have. */
export const commonFields = new Set([
  "$db",
  "lsid",
  "txnNumber",
  "autocommit",
  "startTransaction",
  "$clusterTime",
  "$readPreference",
  "readConcern",
  "writeConcern",
  "maxTimeMS",
  "comment",
  "apiVersion",
  "apiStrict",
  "apiDeprecationErrors",
]);

/** @param owner the command, or command and field, that `field` is part of */
export function wrongType(
  owner: string,
  field: string,
  value: unknown,
  expected: string,
): MongoError {
  return new MongoError(
    "TypeMismatch",
    `BSON field '${owner}.${field}' is the wrong type '${typeOf(value).name}', expected type '${expected}'`,
  );
}

/** Returns the name of the collection that a command is about. @throws MongoError 73 when it is not one */
export function collectionName(operation: Operation, field = operation.name): string {
  const name: unknown = operation.command[field];
  if (typeof name !== "string") {
    throw new MongoError(
      "InvalidNamespace",
      `collection name has invalid type ${typeOf(name).name}`,
    );
  }
  checkCollectionName(operation.database, name);
  return name;
}

export function checkCollectionName(database: string, name: string): void {
  if (name === "" || name.startsWith(".") || name.includes("\0") || name.includes("$")) {
    throw new MongoError("InvalidNamespace", `Invalid namespace specified '${database}.${name}'`);
  }
}

/** @throws MongoError 73 when no collection can be given this name */
export function checkNewCollectionName(database: string, name: string): void {
  checkCollectionName(database, name);
  if (name.startsWith("system.")) {
    throw new MongoError("InvalidNamespace", `Invalid system namespace: ${database}.${name}`);
  }
}

/** Returns a field that must be a document; `{}` where it is not given. */
export function documentField(operation: Operation, field: string): Document {
  const value: unknown = operation.command[field];
  if (value === undefined) return {};
  if (!isPlain(value)) throw wrongType(operation.name, field, value, "object");
  return value;
}

/** Returns a field that must be an array. @throws MongoError 40414 when it is not given */
export function arrayField(operation: Operation, field: string): unknown[] {
  const value: unknown = operation.command[field];
  if (value === undefined) throw missingField(operation.name, field);
  if (!Array.isArray(value)) throw wrongType(operation.name, field, value, "array");
  return value as unknown[];
}

export function missingField(command: string, field: string): MongoError {
  return new MongoError(
    "IDLFailedToParse",
    `BSON field '${command}.${field}' is missing but a required field`,
  );
}

/** Returns a whole number that is 0 or more, or undefined where it is not given. */
export function countField(operation: Operation, field: string): number | undefined {
  return countOf(operation.name, field, operation.command[field]);
}

function countOf(owner: string, field: string, value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isNumeric(value)) throw wrongType(owner, field, value, "long");
  const number = Math.trunc(toNumber(value as Numeric));
  if (number < 0) {
    throw new MongoError(
      51024,
      `BSON field '${field}' value must be >= 0, actual value '${describe(value)}'`,
    );
  }
  return number;
}

/** Returns by how much the sizes in an answer are to be divided. @throws MongoError 51024 below 1 */
export function scaleOf({ scale }: { scale?: Numeric }): number {
  const number = scale === undefined ? 1 : Math.trunc(toNumber(scale));
  if (number >= 1) return number;
  throw new MongoError(
    51024,
    `BSON field 'scale' value must be >= 1, actual value '${describe(scale)}'`,
  );
}

/** Returns the batch size of a command's `cursor` option; undefined where it is not given. */
export function cursorBatchSize(operation: Operation): number | undefined {
  const cursor = documentField(operation, "cursor");
  const unknown = Object.keys(cursor).find((field) => field !== "batchSize");
  const owner = `${operation.name}.cursor`;
  if (unknown !== undefined) throw unknownField(owner, unknown);
  return countOf(owner, "batchSize", cursor.batchSize);
}

/** Returns a boolean field; numbers count as in the server: all but 0 is true. */
export function booleanField(operation: Operation, field: string, fallback = false): boolean {
  const value: unknown = operation.command[field];
  if (value === undefined) return fallback;
  if (typeof value === "boolean") return value;
  if (isNumeric(value)) return toNumber(value as Numeric) !== 0;
  throw wrongType(operation.name, field, value, "bool");
}
