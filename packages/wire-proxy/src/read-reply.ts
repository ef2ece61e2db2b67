import {
  countElements,
  decompressFrame,
  messageFlag,
  opCode,
  readElements,
  readHeader,
  readMessage,
  readNested,
  readNumber,
  readReply as readReplyDocument,
  readString,
  WireError,
} from "@samples/wire-protocol";
import type { WireCommandError } from "./wire-record.ts";

/** What the record needs to know of a reply. */
export interface ReplySummary {
  /** More replies follow this one, each answering the one before it. */
  moreToCome: boolean;
  error?: WireCommandError;
  /** Documents in the cursor's batch. */
  documents?: number;
}

/**
 * Reads the outcome of the reply in `frame`, decoding nothing else. A reply that cannot be read
 * counts as a success, and nothing more is known about it.
 */
export function readReply(frame: Buffer): ReplySummary {
  try {
    switch (readHeader(frame).opCode) {
      case opCode.message: {
        const { flags, body } = readMessage(frame);
        return { moreToCome: (flags & messageFlag.moreToCome) !== 0, ...summarize(body) };
      }
      case opCode.reply: {
        const document = readReplyDocument(frame);
        return { moreToCome: false, ...(document && summarize(document)) };
      }
      case opCode.compressed:
        return readReply(decompressFrame(frame));
    }
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
  }
  return { moreToCome: false };
}

function summarize(body: Buffer): Omit<ReplySummary, "moreToCome"> {
  let ok = true;
  let documents: number | undefined;
  let writeError: WireCommandError | undefined;
  const own: WireCommandError = { message: "" };
  for (const element of readElements(body)) {
    switch (element.name) {
      case "ok":
        ok = readNumber(body, element) === 1;
        break;
      case "errmsg":
        own.message = readString(body, element) ?? "";
        break;
      case "code":
        own.code = readNumber(body, element);
        break;
      case "codeName":
        own.codeName = readString(body, element);
        break;
      case "cursor": {
        const cursor = readNested(body, element);
        if (cursor) documents = countBatch(cursor);
        break;
      }
      case "writeErrors": {
        const errors = readNested(body, element);
        if (errors) writeError = readFirstError(errors);
        break;
      }
      case "writeConcernError": {
        const error = readNested(body, element);
        if (error) writeError ??= readError(error);
        break;
      }
    }
  }
  const error = ok ? writeError : own;
  return { ...(error && { error }), ...(documents !== undefined && { documents }) };
}

function countBatch(cursor: Buffer): number | undefined {
  for (const element of readElements(cursor)) {
    if (element.name !== "firstBatch" && element.name !== "nextBatch") continue;
    const batch = readNested(cursor, element);
    return batch && countElements(batch);
  }
  return undefined;
}

function readFirstError(errors: Buffer): WireCommandError | undefined {
  for (const element of readElements(errors)) {
    const error = readNested(errors, element);
    return error && readError(error);
  }
  return undefined;
}

function readError(document: Buffer): WireCommandError {
  const error: WireCommandError = { message: "" };
  for (const element of readElements(document)) {
    if (element.name === "code") error.code = readNumber(document, element);
    else if (element.name === "codeName") error.codeName = readString(document, element);
    else if (element.name === "errmsg") error.message = readString(document, element) ?? "";
  }
  return error;
}
