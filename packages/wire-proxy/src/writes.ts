import type { Document } from "bson";
import { isSecretField, printValue } from "./print-value.ts";
import type { WireWrite } from "./wire-record.ts";

/** More statements of one command than this are not listed. */
const mostWrites = 50;

/**
 * Returns what the writes of a command set, one entry for each document that is named by its `_id` and was written as the reply
 * says. What a pipeline or an operator other than `$set` and `$inc` makes of a field cannot be told from outside.
 */
export function readWrites(name: string, command: Document, reply: Document): WireWrite[] {
  if (reply.ok !== 1) return [];
  const failed = new Set<unknown>(
    list(reply.writeErrors).map((error) => (error as Document | null)?.index),
  );
  switch (name) {
    case "insert":
      return list(command.documents)
        .slice(0, mostWrites)
        .flatMap((document, index) =>
          failed.has(index) || !isDocument(document) ? [] : [toWrite(document._id, document)],
        );
    case "update": {
      const updates = list(command.updates);
      // One number for all statements: none is known to have missed only when it is not less than they are.
      if (Number(reply.n) + failed.size < updates.length) return [];
      return updates
        .slice(0, mostWrites)
        .flatMap((update, index) =>
          failed.has(index) || !isDocument(update) ? [] : readUpdate(update.q, update.u),
        );
    }
    case "findAndModify":
      return isDocument(reply.lastErrorObject) && Number(reply.lastErrorObject.n) > 0
        ? readUpdate(command.query, command.update)
        : [];
    default:
      return [];
  }
}

function readUpdate(filter: unknown, update: unknown): WireWrite[] {
  if (!isDocument(filter) || !isDocument(update) || Array.isArray(update)) return [];
  const id: unknown = filter._id;
  if (id === undefined || (isDocument(id) && Object.keys(id)[0]?.startsWith("$"))) return [];
  const isReplacement = !Object.keys(update)[0]?.startsWith("$");
  return [
    isReplacement
      ? toWrite(id, update)
      : {
          id: printId(id),
          set: scalars(update.$set),
          ...(update.$inc !== undefined && { add: numbers(update.$inc) }),
        },
  ];
}

function toWrite(id: unknown, document: Document): WireWrite {
  return { id: printId(id), set: scalars(document) };
}

function printId(id: unknown): string {
  const text = printValue({ _id: id });
  return typeof id === "string" && !text.includes("***") ? id : printValue(id);
}

/** Numbers, texts and truth values by their path; what a secret may be is left out. */
function scalars(document: unknown, path = ""): Record<string, string | number | boolean> {
  const found: Record<string, string | number | boolean> = {};
  if (!isDocument(document) || path.split(".").length > 4) return found;
  for (const [key, value] of Object.entries(document).slice(0, 50)) {
    const at = path + key;
    if (printValue({ [key]: value }).includes("***")) {
      // Something in it may be a secret: only what has a name of its own is looked at.
      if (isDocument(value) && !isSecretField(key)) Object.assign(found, scalars(value, `${at}.`));
    } else if (typeof value === "number" || typeof value === "boolean") found[at] = value;
    else if (typeof value === "string") {
      if (value.length <= 40) found[at] = value;
    } else if (isDocument(value)) {
      if ("_bsontype" in value) {
        const number = Number(printValue(value));
        if (Number.isFinite(number)) found[at] = number;
      } else Object.assign(found, scalars(value, `${at}.`));
    }
  }
  return found;
}

function numbers(document: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(scalars(document)).flatMap(([key, value]) =>
      typeof value === "number" ? [[key, value]] : [],
    ),
  );
}

function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
