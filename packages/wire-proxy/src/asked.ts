import {
  decodeCommand,
  decompressFrame,
  opCode,
  readHeader,
  readMessage,
  WireError,
} from "@samples/wire-protocol";
import type { Document } from "bson";
import { printValue } from "./print-value.ts";
import type { WireAsked, WireWrite } from "./wire-record.ts";
import { readWrites } from "./writes.ts";

/** What a command asked for, beyond its name and its collection. */
export interface CommandContent {
  asked?: WireAsked;
  /** A getMore that waits at the server until there is something to return. */
  awaitsData?: true;
  /** What its writes set, where the server says that they were done. */
  writes?: WireWrite[];
  /** The transaction that it belongs to, the same for all of its commands. */
  transaction?: string;
}

/** What every command carries, whatever it asks. */
const envelope = new Set([
  "$db",
  "$clusterTime",
  "$readPreference",
  "lsid",
  "txnNumber",
  "autocommit",
  "startTransaction",
  "apiVersion",
  "collection",
  "comment",
  "endSessions",
]);

/** Longer texts are cut: a page is not a dump of the database. */
const mostCharacters = 4_000;

/**
 * Reads what the command in `frame` asked, and from the `reply` what came of its writes. Empty for what cannot be
 * read. Values that may be secret are left out.
 *
 * @param tailing cursors whose getMore waits for something new; those that this command opens are added
 */
export function readContent(
  frame: Buffer,
  reply: Buffer | undefined,
  tailing: Set<string>,
): CommandContent {
  const command = decodeFrame(frame);
  if (!command) return {};
  const [name = ""] = Object.keys(command);
  const answer = reply && decodeFrame(reply);
  if (answer && opensTailingCursor(command)) tailing.add(String(answer.cursor?.id));
  const writes = answer ? readWrites(name, command, answer) : [];
  const asked = describe(name, command);
  const transaction =
    command.autocommit === false ? printValue([command.lsid, command.txnNumber]) : undefined;
  return {
    ...(asked && { asked }),
    ...(tailing.has(String(command.getMore)) && { awaitsData: true as const }),
    ...(writes.length > 0 && { writes }),
    ...(transaction !== undefined && { transaction }),
  };
}

/** Returns the command or the reply in a frame; undefined for one that cannot be read. */
export function decodeFrame(frame: Buffer): Document | undefined {
  try {
    const code = readHeader(frame).opCode;
    if (code === opCode.compressed) return decodeFrame(decompressFrame(frame));
    if (code !== opCode.message) return undefined;
    return decodeCommand(readMessage(frame));
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/** Whether its getMore waits at the server: a change stream, or a tailable cursor that awaits data. */
function opensTailingCursor(command: Document): boolean {
  const [stage] = Array.isArray(command.pipeline) ? (command.pipeline as unknown[]) : [];
  return (
    command.awaitData === true ||
    (typeof stage === "object" && stage !== null && "$changeStream" in stage)
  );
}

function describe(name: string, command: Document): WireAsked | undefined {
  const { explain } = command;
  if (name === "explain" && typeof explain === "object" && explain !== null) {
    const [explained = ""] = Object.keys(explain as Document);
    return describe(explained, explain as Document);
  }
  const fields = Object.entries(command).filter(([key]) => key !== name && !envelope.has(key));
  if (fields.length === 0) return undefined;
  const whole = printValue(Object.fromEntries(fields));
  const short = shorten(name, command);
  return {
    ...(short !== undefined && { short }),
    whole: whole.length > mostCharacters ? `${whole.slice(0, mostCharacters)}…` : whole,
  };
}

/** What distinguishes one command from others of its name, in a few characters. */
function shorten(name: string, command: Document): string | undefined {
  switch (name) {
    case "find":
      return shortFilter(command.filter);
    case "count":
    case "distinct":
    case "findAndModify":
      return shortFilter(command.query);
    case "update":
      return shortFilter(command.updates?.[0]?.q, countMore(command.updates));
    case "delete":
      return shortFilter(command.deletes?.[0]?.q, countMore(command.deletes));
    case "insert": {
      const documents: unknown = command.documents;
      if (!Array.isArray(documents)) return undefined;
      if (documents.length > 1) return `${documents.length} documents`;
      return shortFilter({ _id: documents[0]?._id });
    }
    case "aggregate": {
      const pipeline: unknown = command.pipeline;
      if (!Array.isArray(pipeline)) return undefined;
      return pipeline.map((stage: Document) => Object.keys(stage ?? {})[0] ?? "").join(" ");
    }
    default:
      return undefined;
  }
}

function countMore(statements: unknown): string {
  return Array.isArray(statements) && statements.length > 1 ? ` +${statements.length - 1}` : "";
}

/** "bson" for { _id: "bson" }; "{ license: "MIT" }"; nothing for all documents, and for ids that are new in every run. */
function shortFilter(filter: unknown, more = ""): string | undefined {
  if (typeof filter !== "object" || filter === null) return undefined;
  const entries = Object.entries(filter);
  if (entries.length === 0) return undefined;
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "_id") {
    const id: unknown = first[1];
    if (typeof id === "string" || typeof id === "number") {
      const text = printValue({ _id: id });
      return (typeof id === "string" && text.includes("***") ? "***" : String(id)) + more;
    }
    return undefined;
  }
  const text = printValue(filter);
  return (text.length > 60 ? `${text.slice(0, 59)}…` : text) + more;
}
