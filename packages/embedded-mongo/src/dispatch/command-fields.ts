import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { toNumber } from "../bson/number.ts";
import { isNumeric, type Numeric } from "../bson/type.ts";
import { commonFields, missingField, wrongType, type Command } from "../command.ts";
import { MongoError, unknownField } from "../errors.ts";

type FieldType = "array" | "bool" | "long" | "number or bool" | "object" | "string";

function typesOf(names: Record<FieldType, string>): Map<string, FieldType> {
  const types = new Map<string, FieldType>();
  for (const [type, fields] of Object.entries(names) as [FieldType, string][]) {
    for (const field of fields.split(" ")) types.set(field, type);
  }
  return types;
}

/** The types of the fields that mean the same in whichever command they stand. */
const commandTypes = typesOf({
  array: "arrayFilters cursors deletes documents indexes nsInfo ops pipeline updates",
  bool: "ordered",
  long: "batchSize limit scale skip",
  "number or bool":
    "allowDiskUse allowPartialResults authorizedCollections authorizedDatabases autoIndexId awaitData " +
    "bypassDocumentValidation errorsOnly explain nameOnly new noCursorTimeout oplogReplay remove " +
    "returnKey showPrivileges showRecordId singleBatch tailable upsert",
  object:
    "changeStreamPreAndPostImages collation cursor fields filter let projection query sort validator writeConcern",
  string: "collection key validationAction validationLevel",
});

/** The same for the statements within a write command, where numbers do not pass for booleans. */
const statementTypes = typesOf({
  array: "arrayFilters",
  bool: "multi upsert",
  long: "delete insert limit update",
  "number or bool": "bypassDocumentValidation",
  object: "c collation constants document filter q sort",
  string: "ns",
});

function isOf(value: unknown, type: FieldType): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value);
    case "bool":
      return typeof value === "boolean";
    case "long":
      return isNumeric(value);
    case "number or bool":
      return typeof value === "boolean" || isNumeric(value);
    case "object":
      return isPlain(value);
    case "string":
      return typeof value === "string";
  }
}

/** Takes a field away that is null, which counts as not given. @throws MongoError 14 when it is of another type */
function checkType(
  owner: string,
  document: Document,
  field: string,
  type: FieldType | undefined,
): void {
  if (type === undefined) return;
  const value: unknown = document[field];
  if (isOf(value, type)) {
    if (field === "arrayFilters") checkDocuments(`${owner}.${field}`, value as unknown[]);
    return;
  }
  if (value !== null && value !== undefined) {
    throw wrongType(owner, field, value, type === "number or bool" ? "bool" : type);
  }
  delete document[field];
}

/** @throws MongoError 14 when an element is no document */
function checkDocuments(owner: string, values: unknown[]): void {
  for (const [index, value] of values.entries()) {
    if (!isPlain(value)) throw wrongType(owner, String(index), value, "object");
  }
}

/**
 * Checks the fields of a command: a misspelled option must not be passed over in silence.
 *
 * @param name under which it was sent
 * @throws MongoError 40415 for a field that the command does not have, 14 for one of the wrong type
 */
export function checkFields(
  { fields }: Pick<Command, "fields">,
  name: string,
  document: Document,
): void {
  if (fields === "*") return;
  for (const field of Object.keys(document)) {
    if (field === name) continue;
    if (!commonFields.has(field) && !fields.includes(field)) throw unknownField(name, field);
    checkType(name, document, field, commandTypes.get(field));
  }
}

/**
 * Checks the statements of a write command.
 *
 * @param owner command and field, as errors name them: "update.updates"
 * @throws MongoError 14, 40414 or 40415, which fails the whole command
 */
export function checkStatements(
  owner: string,
  statements: readonly unknown[],
  fieldsOf: (statement: Document) => { required: readonly string[]; optional: readonly string[] },
): Document[] {
  for (const [index, statement] of statements.entries()) {
    if (!isPlain(statement)) throw wrongType(owner, String(index), statement, "object");
    const { required, optional } = fieldsOf(statement);
    for (const field of Object.keys(statement)) {
      if (!required.includes(field) && !optional.includes(field)) throw unknownField(owner, field);
      checkType(owner, statement, field, statementTypes.get(field));
    }
    for (const field of required) if (!(field in statement)) throw missingField(owner, field);
  }
  return statements as Document[];
}

/** Returns a command's maxTimeMS; 0, which is no limit, when it has none. @throws MongoError 2 when it is no such time */
export function maxTimeOf({ maxTimeMS: given }: Document): number {
  if (given === undefined) return 0;
  if (!isNumeric(given)) throw new MongoError("BadValue", "maxTimeMS must be a number");
  const milliseconds = toNumber(given as Numeric);
  if (milliseconds < 0 || milliseconds > 2 ** 31 - 1) {
    throw new MongoError(
      "BadValue",
      `${milliseconds} value for maxTimeMS is out of range [0, ${2 ** 31 - 1}]`,
    );
  }
  if (!Number.isInteger(milliseconds)) {
    throw new MongoError("BadValue", "maxTimeMS has non-integral value");
  }
  return milliseconds;
}
